/** How many tokens a request would be at a target, as the figures that rules and budgets go by expect it: nobody is asked. */
import type { IncomingHttpHeaders } from "node:http";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";
import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { Running } from "../running.ts";
import { answerRequest } from "./answer-request.ts";
import type { Ask } from "./ask.ts";
import type { Client } from "./client.ts";
import type { AttemptTerms, OperationAttempt, WholeAnswer } from "./operation.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** `write`: the body of the answer. */
export function answerCount(
  running: Running,
  endpoint: ChatEndpoint,
  write: (tokens: number) => string,
  client: Client,
): Promise<void> {
  return answerRequest(
    running,
    { endpoint, begin: (ask, target, terms) => new CountAttempt(ask, target, terms, write) },
    client,
  );
}

/** Of any provider. */
const nothing: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

/** Has opened when it is made. */
class CountAttempt implements OperationAttempt {
  readonly target: ReadyTarget;
  readonly opened: Promise<undefined> = Promise.resolve(undefined);
  readonly finished: Promise<undefined> = this.opened;
  readonly dropped: readonly string[] = [];
  readonly headers: IncomingHttpHeaders = {};
  readonly whole: WholeAnswer;

  constructor(
    { facts }: Ask<ChatRequest>,
    target: ReadyTarget,
    { observer }: AttemptTerms,
    write: (tokens: number) => string,
  ) {
    this.target = target;
    const bytes = write(Math.ceil(tokensAt(target.target, facts.tokens).expected));
    this.whole = { bytes, usage: nothing, isEstimated: true };
    observer.opened(0);
    observer.finished(0, undefined);
  }

  cancel(): void {}
}

/**
 * How many tokens a request would be at a target: as its provider counts them, where it does; else as the figures expect that rules and
 * budgets go by, and then the answer says so.
 */
import type { IncomingHttpHeaders } from "node:http";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";
import { Attempt, type AttemptTask } from "../attempts/attempt.ts";
import type { Counting } from "../dialects/dialect.ts";
import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { Running } from "../running.ts";
import { sending } from "../upstream/send-with.ts";
import type { Upstream } from "../upstream/upstream.ts";
import { answerRequest } from "./answer-request.ts";
import type { ChatAsk } from "./ask.ts";
import { betaHeaders } from "./beta-headers.ts";
import type { Client } from "./client.ts";
import { encodedAnswer } from "./encoded-answer.ts";
import type { AttemptTerms, OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { WholeAnswer } from "./whole-answer.ts";
import { WholeBody } from "./whole-body.ts";
import { wireBody } from "./wire-body.ts";

/** `write`: the body of the answer. */
export function answerCount(
  running: Running,
  endpoint: ChatEndpoint,
  write: (tokens: number) => string,
  client: Client,
): Promise<void> {
  return answerRequest(
    running,
    {
      endpoint,
      aside: true,
      begin: (asked, target, terms, upstream) =>
        new CountAttempt({ ...asked, endpoint, wantsUsage: false }, target, { ...terms, upstream, write }),
    },
    client,
  );
}

/** Of any provider. */
const nothing: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

interface CountTerms extends AttemptTerms {
  upstream: Upstream;
  write: (tokens: number) => string;
}

/** Answers by itself where the provider does not. */
class CountAttempt implements OperationAttempt {
  readonly target: ReadyTarget;
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  readonly dropped: readonly string[] = [];
  readonly changed: readonly string[] = [];
  headers: IncomingHttpHeaders = {};
  whole: WholeAnswer;
  readonly #ask: ChatAsk;
  readonly #terms: CountTerms;
  #attempt: Attempt | undefined;

  constructor(ask: ChatAsk, target: ReadyTarget, terms: CountTerms) {
    this.#ask = ask;
    this.#terms = terms;
    this.target = target;
    const expected = Math.ceil(tokensAt(target.target, ask.facts.tokens).expected);
    this.whole = { bytes: terms.write(expected), usage: nothing, isEstimated: true };
    this.opened = this.#count();
    this.finished = this.opened;
  }

  cancel(cause: Failure): void {
    this.#attempt?.cancel(cause);
  }

  /** A failure is told where nobody waits any more; else there is the estimate. */
  async #count(): Promise<Failure | undefined> {
    const { counting } = this.target.dialect;
    const wire = counting && wireBody(this.#ask, this.target);
    if (wire === undefined || "class" in wire) {
      this.#terms.observer.opened(0);
      this.#terms.observer.finished(0, undefined);
      return undefined;
    }
    this.#attempt = this.#begin(counting!, JSON.parse(String(wire.body)) as Record<string, unknown>);
    const failure = await this.#attempt.finished;
    return failure?.class === "cancelled" ? failure : undefined;
  }

  #begin(counting: Counting, said: Record<string, unknown>): Attempt {
    const { target: ready, paths, provider, endpoint, dialect } = this.target;
    const { origin, credentials, simulated: direct } = endpoint;
    const body = JSON.stringify(counting.request(said, ready));
    const betas = betaHeaders(provider, this.#ask.rawHeaders);
    const headers = [...endpoint.headers, "accept", "application/json", ...this.#ask.headers, ...betas];
    const request = { origin, path: counting.path(paths.whole), headers, body, direct };
    const refused: AttemptTask["refused"] = (...answered) => dialect.errors(...answered);
    const open: AttemptTask["open"] = (answered) => {
      this.headers = answered;
      return encodedAnswer(answered) ?? new WholeBody((json) => this.#read(counting.tokens(json)));
    };
    const { upstream } = this.#terms;
    return new Attempt({ ...this.#terms, open, refused }, sending({ credentials, upstream, request, refused }));
  }

  #read(tokens: unknown): WholeAnswer | Failure {
    if (typeof tokens !== "number" || !Number.isSafeInteger(tokens) || tokens < 0)
      return { class: "malformed", detail: "the answer has no count of tokens" };
    this.whole = { bytes: this.#terms.write(tokens), usage: nothing };
    return this.whole;
  }
}

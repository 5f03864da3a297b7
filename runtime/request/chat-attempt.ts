/** One try of a chat request at one target: what is sent, and how the answer is read. */
import type { IncomingHttpHeaders } from "node:http";
import type { AnswerBody } from "../attempts/answer-body.ts";
import { type AttemptEnd, type AttemptTask, attempt } from "../attempts/attempt.ts";
import type { ReadyTarget } from "../attempts/ready-targets.ts";
import { StreamBody, type StreamSink } from "../attempts/stream-body.ts";
import type { StreamSteps } from "../attempts/stream-steps.ts";
import { WholeBody } from "../attempts/whole-body.ts";
import { clientDialect } from "../endpoints/chat-completions/client-dialect.ts";
import { RelaySteps } from "../endpoints/chat-completions/relay-steps.ts";
import { TranslateSteps } from "../endpoints/chat-completions/translate-steps.ts";
import { answerHead, writeAnswer } from "../endpoints/chat-completions/write-answer.ts";
import { chunkWriter } from "../endpoints/chat-completions/write-chunks.ts";
import type { Failure } from "../failures.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { Upstreams } from "../upstream/upstreams.ts";
import type { ChatAsk } from "./chat-ask.ts";
import { wireBody } from "./wire-body.ts";

/** An answer that is not streamed, as the client gets it. */
export interface WholeAnswer {
  bytes: Buffer | string;
  usage: Usage | undefined;
}

export type AttemptClocks = Pick<AttemptTask, "limit" | "idle" | "deadline" | "cancellation">;

export class ChatAttempt {
  readonly target: ReadyTarget;
  /** Parameters that were left out. */
  dropped: string[] = [];
  /** Tokens: the output limit that was sent, for each answer. */
  limit: number | undefined;
  /** Of the provider's answer. */
  headers: IncomingHttpHeaders = {};
  #whole: WholeBody<WholeAnswer> | undefined;
  #stream: StreamBody | undefined;
  readonly #ask: ChatAsk;

  constructor(ask: ChatAsk, target: ReadyTarget) {
    this.#ask = ask;
    this.target = target;
  }

  /** The answer of one that was not streamed, once it has succeeded. */
  get whole(): WholeAnswer | undefined {
    return this.#whole?.answer;
  }

  /** The reading of one that was streamed. */
  get steps(): StreamSteps | undefined {
    return this.#stream?.steps;
  }

  /** The stream's answer goes to `sink` from its first useful event on. */
  run(clocks: AttemptClocks, upstreams: Upstreams, sink: StreamSink): Promise<AttemptEnd> {
    const wire = wireBody(this.#ask, this.target);
    if ("class" in wire) return Promise.resolve({ failure: wire, committed: false });
    this.dropped = wire.dropped;
    this.limit = wire.limit;
    const { origin, path, headers } = this.target.endpoint;
    const accept = this.#ask.request.stream ? "text/event-stream" : "application/json";
    const request = { origin, path, headers: [...headers, "accept", accept, ...this.#ask.headers], body: wire.body };
    return attempt({
      ...clocks,
      send: (reader) => upstreams.send(request, reader),
      open: (answered) => this.#open(answered, sink),
      refused: (status, answered, body) => this.target.dialect.errors(status, answered, body),
    });
  }

  #open(headers: IncomingHttpHeaders, sink: StreamSink): AnswerBody | Failure {
    this.headers = headers;
    const encoding = headers["content-encoding"] ?? "identity";
    if (encoding !== "identity")
      return { class: "malformed", detail: `the answer is encoded (${encoding.slice(0, 20)})` };
    if (!this.#ask.request.stream) {
      this.#whole = new WholeBody((json, bytes) => this.#readWhole(json, bytes));
      return this.#whole;
    }
    // Refusals may come as JSON with status 200 where a stream was asked for.
    if (headers["content-type"]?.startsWith("application/json"))
      return new WholeBody<WholeAnswer>((json) => this.#noStream(json));
    this.#stream = new StreamBody(this.#newSteps(), sink);
    return this.#stream;
  }

  #readWhole(json: unknown, bytes: Buffer): WholeAnswer | Failure {
    const answer = this.target.dialect.response(json);
    if ("class" in answer) return answer;
    if (this.target.provider.dialect === clientDialect) return { bytes, usage: answer.usage };
    const written = writeAnswer(answer, answerHead(this.target.target.model));
    return { bytes: JSON.stringify(written), usage: answer.usage };
  }

  #noStream(json: unknown): Failure {
    const answer = this.target.dialect.response(json);
    return "class" in answer ? answer : { class: "malformed", detail: "the answer is not a stream" };
  }

  #newSteps(): StreamSteps {
    const { dialect, provider, target } = this.target;
    if (provider.dialect === clientDialect) return new RelaySteps(this.#ask.wantsUsage);
    return new TranslateSteps(dialect.stream(), chunkWriter(answerHead(target.model), this.#ask.wantsUsage));
  }
}

/** One try of a chat request at one target: what is sent, and how the answer is read. */
import type { IncomingHttpHeaders } from "node:http";
import type { AnswerBody } from "../attempts/answer-body.ts";
import { type AttemptEnd, type AttemptTask, attempt } from "../attempts/attempt.ts";
import type { Failure } from "../failures.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { StreamSteps } from "../operations/chat/stream-steps.ts";
import type { Upstreams } from "../upstream/upstreams.ts";
import type { ChatAsk } from "./chat-ask.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { StreamBody, type StreamSink } from "./stream-body.ts";
import { WholeBody } from "./whole-body.ts";
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
    const { endpoint } = this.#ask;
    if (this.target.provider.dialect === endpoint.dialect) return { bytes, usage: answer.usage };
    return { bytes: endpoint.answer(answer, this.target.target.model), usage: answer.usage };
  }

  #noStream(json: unknown): Failure {
    const answer = this.target.dialect.response(json);
    return "class" in answer ? answer : { class: "malformed", detail: "the answer is not a stream" };
  }

  #newSteps(): StreamSteps {
    const { dialect, provider, target } = this.target;
    const { endpoint, wantsUsage } = this.#ask;
    const passes = provider.dialect === endpoint.dialect;
    if (passes && dialect.relayed) return endpoint.relay(dialect.relayed, wantsUsage);
    return endpoint.translate(dialect.stream(), target.model, wantsUsage);
  }
}

/** One try of a chat request at one target: what is sent, and how the answer is read. */
import type { IncomingHttpHeaders } from "node:http";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";
import type { AnswerBody } from "../attempts/answer-body.ts";
import { Attempt, type AttemptTask } from "../attempts/attempt.ts";
import type { ClientSteps } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import type { Answer, StreamReader } from "../operations/chat/answer.ts";
import { answerOfCall, CalledAnswerReader, type EmulatedFormat } from "../operations/chat/emulated-format.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import { sending } from "../upstream/send-with.ts";
import type { Upstream } from "../upstream/upstream.ts";
import { type FrameReader, serverSentEvents } from "../wire/framing.ts";
import { withAdded } from "./added-parameters.ts";
import type { ChatAsk } from "./ask.ts";
import type { AssembledAnswer, Assembly } from "./assembly.ts";
import { betaHeaders } from "./beta-headers.ts";
import { encodedAnswer } from "./encoded-answer.ts";
import type { AttemptTerms, OperationAttempt } from "./operation-attempt.ts";
import { passes } from "./passes.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { StreamBody } from "./stream-body.ts";
import type { WholeAnswer } from "./whole-answer.ts";
import { WholeBody } from "./whole-body.ts";
import { wireBody } from "./wire-body.ts";

/** Begins when it is made. */
export class ChatAttempt implements OperationAttempt {
  readonly target: ReadyTarget;
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  readonly dropped: readonly string[];
  readonly changed: readonly string[];
  readonly limit: number | undefined;
  readonly emulated: EmulatedFormat | undefined;
  headers: IncomingHttpHeaders = {};
  stream: StreamBody | undefined;
  readonly #ask: ChatAsk;
  readonly #attempt: Attempt | undefined;
  /** The client has not asked for the stream that the target is asked for. */
  readonly #asStream: boolean;
  readonly #size: AttemptTerms["size"];
  #whole: { readonly answer: WholeAnswer | undefined } | undefined;

  constructor(ask: ChatAsk, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream) {
    this.#ask = ask;
    this.target = target;
    this.#asStream = terms.asStream;
    this.#size = terms.size;
    const sent = terms.asStream ? streamed(ask) : ask;
    const wire = wireBody(sent, target);
    if ("class" in wire) {
      this.dropped = [];
      this.changed = [];
      const failure: Failure = { ...wire, unsent: true };
      this.opened = Promise.resolve(failure);
      this.finished = this.opened;
      terms.observer.finished(0, failure);
      return;
    }
    this.dropped = wire.dropped;
    this.changed = wire.changed;
    this.limit = wire.limit;
    this.emulated = wire.emulated;
    const { origin, headers, credentials, simulated: direct } = target.endpoint;
    const path = sent.request.stream ? target.paths.stream : target.paths.whole;
    const { framing = serverSentEvents } = target.dialect;
    const accept = sent.request.stream ? framing.accept : "application/json";
    const all = [...headers, "accept", accept, ...ask.headers, ...betaHeaders(target.provider, ask.rawHeaders)];
    const request = { origin, path, headers: all, body: wire.body, direct };
    const { added } = wire;
    const refused: AttemptTask["refused"] = (...answered) => withAdded(target.dialect.errors(...answered), added);
    const open: AttemptTask["open"] = (answered) => this.#open(answered);
    this.#attempt = new Attempt({ ...terms, open, refused }, sending({ credentials, upstream, request, refused }));
    this.opened = this.#attempt.opened;
    this.finished = this.#attempt.finished;
  }

  get whole(): WholeAnswer | undefined {
    return this.#whole?.answer;
  }

  cancel(cause: Failure): void {
    this.#attempt?.cancel(cause);
  }

  #open(headers: IncomingHttpHeaders): AnswerBody | Failure {
    this.headers = headers;
    const encoded = encodedAnswer(headers);
    if (encoded) return encoded;
    const isJson = headers["content-type"]?.startsWith("application/json") ?? false;
    // A host that streams nothing answers as a whole what it is asked for as a stream.
    if (this.#asStream ? isJson : !this.#ask.request.stream) {
      const body = new WholeBody((json, bytes) => this.#readWhole(json, bytes));
      this.#whole = body;
      return body;
    }
    // Refusals may come as JSON with status 200 where a stream was asked for.
    if (isJson) return new WholeBody<WholeAnswer>((json) => this.#noStream(json));
    const { framing = serverSentEvents } = this.target.dialect;
    const { assembly } = this.#ask;
    if (this.#asStream && assembly) {
      const body = this.#assembled(assembly, framing.reader());
      this.#whole = body;
      return body;
    }
    this.stream = new StreamBody(this.#newSteps(), framing.reader(), this.#size);
    return this.stream;
  }

  /** What the provider says is not written anew. */
  get #passes(): boolean {
    return this.emulated === undefined && passes(this.#ask.endpoint, this.target.dialect);
  }

  /** As the dialect has written it. */
  get #sent(): ChatRequest {
    return this.emulated?.request ?? this.#ask.request;
  }

  #readWhole(json: unknown, bytes: Buffer): WholeAnswer | Failure {
    const read = this.target.dialect.response(json, this.#sent);
    if ("class" in read) return read;
    if (!this.#passes) return this.#writeWhole(this.emulated?.byTool ? answerOfCall(read) : read);
    const mended = this.target.dialect.mended?.(json);
    return { bytes: mended ? JSON.stringify(mended) : bytes, usage: read.usage };
  }

  #writeWhole(answer: Answer): WholeAnswer {
    const { endpoint, request, proofs } = this.#ask;
    proofs?.keepAnswer(answer.parts);
    return { bytes: endpoint.answer(answer, this.target.target.model, request), usage: answer.usage };
  }

  #noStream(json: unknown): Failure {
    const answer = this.target.dialect.response(json, this.#sent);
    return "class" in answer ? answer : { class: "malformed", detail: "the answer is not a stream" };
  }

  #assembled(assembly: Assembly, events: FrameReader): AssembledAnswer {
    const { dialect } = this.target;
    const { endpoint } = this.#ask;
    const fold = assembly.folds[endpoint.name];
    if (this.#passes && dialect.relay && endpoint.relay && fold) {
      const write = (body: object, bytes: Buffer) => this.#readWhole(body, bytes);
      return assembly.relayed(endpoint.relay(dialect.relay(), true), fold(), write, events);
    }
    return assembly.translated(this.#reader(), (answer) => this.#writeWhole(answer), events);
  }

  #newSteps(): ClientSteps {
    const { dialect, target } = this.target;
    const { endpoint, wantsUsage, request, facts, proofs } = this.#ask;
    if (this.#passes && dialect.relay && endpoint.relay) return endpoint.relay(dialect.relay(), wantsUsage);
    const inputTokens = () => tokensAt(target, facts.tokens).expected;
    const reader = this.#reader();
    return endpoint.translate(proofs?.keeping(reader) ?? reader, {
      model: target.model,
      wantsUsage,
      request,
      inputTokens,
    });
  }
  #reader(): StreamReader {
    const sent = this.target.dialect.stream(this.#sent);
    return this.emulated?.byTool ? new CalledAnswerReader(sent) : sent;
  }
}

/** The same request, for a stream. */
function streamed(ask: ChatAsk): ChatAsk {
  return { ...ask, request: { ...ask.request, stream: true }, fixed: { ...ask.fixed, stream: true } };
}

/** One try of a request for embeddings at one target: its parts, a few at a time, and their answers in one. */
import type { IncomingHttpHeaders } from "node:http";
import { plainTokensOf } from "../../semantics/tokens/embedding-tokens.ts";
import { Attempt, type AttemptObserver, type AttemptTask } from "../attempts/attempt.ts";
import type { Holder } from "../attempts/held-bytes.ts";
import type { EmbeddingsDialect } from "../dialects/dialect.ts";
import type { Failure } from "../failures.ts";
import type { EmbeddingsAnswer } from "../operations/embeddings/answer.ts";
import { lengthOf, type Vector } from "../operations/embeddings/vector.ts";
import { sending } from "../upstream/send-with.ts";
import type { Upstream } from "../upstream/upstream.ts";
import { addedParameters, withAdded } from "./added-parameters.ts";
import type { EmbeddingsAsk } from "./ask.ts";
import { type EmbeddingsPart, embeddingsParts } from "./embeddings-parts.ts";
import { encodedAnswer } from "./encoded-answer.ts";
import type { AttemptTerms, OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { WholeAnswer } from "./whole-answer.ts";
import { WholeBody } from "./whole-body.ts";

/** Parts that are under way at a time, where as many requests may be as come. */
const AT_ONCE = 4;

interface PartAnswer {
  readonly answer: EmbeddingsAnswer;
  readonly bytes: Buffer;
}

/** Begins when it is made. A part that fails fails it. */
export class EmbeddingsAttempt implements OperationAttempt, Holder {
  readonly target: ReadyTarget;
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  readonly dropped: readonly string[];
  headers: IncomingHttpHeaders = {};
  whole: WholeAnswer | undefined;
  /** Of the answer, once it is there: in the order of the inputs. */
  vectors: readonly Vector[] = [];
  /** Of parts that are complete. */
  held = 0;
  readonly #ask: EmbeddingsAsk;
  readonly #terms: AttemptTerms;
  readonly #upstream: Upstream;
  readonly #began: number;
  readonly #parts: readonly EmbeddingsPart[];
  readonly #answers: PartAnswer[] = [];
  readonly #running = new Set<Attempt>();
  #next = 0;
  #failure: Failure | undefined;

  constructor(ask: EmbeddingsAsk, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream) {
    this.#ask = ask;
    this.#terms = terms;
    this.#upstream = upstream;
    this.#began = terms.clock.now();
    this.target = target;
    const { embeddings } = target.dialect;
    const isAsked = embeddings && target.paths.embeddings !== undefined;
    const parts = isAsked ? embeddingsParts(ask, target, embeddings) : noEmbeddings(target);
    this.dropped = "class" in parts ? [] : parts.dropped;
    this.#parts = "class" in parts ? [] : parts.parts;
    this.finished =
      "class" in parts ? Promise.resolve(this.#end({ ...parts, unsent: true })) : this.#sendAll(embeddings!);
    this.opened = this.finished;
  }

  get isPartly(): boolean {
    return this.#parts.length > 1;
  }

  cancel(cause: Failure): void {
    this.#failure ??= cause;
    for (const attempt of this.#running) attempt.cancel(cause);
  }

  async #sendAll(dialect: EmbeddingsDialect): Promise<Failure | undefined> {
    const { target, account } = this.target;
    // It has one place where places are counted.
    const atOnce = target.concurrency === undefined && account === undefined ? AT_ONCE : 1;
    const senders = Array.from({ length: Math.min(atOnce, this.#parts.length) }, () => this.#sendNext(dialect));
    await Promise.all(senders);
    return this.#end(this.#failure ?? this.#merge());
  }

  async #sendNext(dialect: EmbeddingsDialect): Promise<void> {
    while (this.#failure === undefined && this.#next < this.#parts.length) {
      const failure = await this.#send(this.#next++, dialect);
      if (failure !== undefined) this.cancel(failure);
    }
  }

  async #send(index: number, dialect: EmbeddingsDialect): Promise<Failure | undefined> {
    const part = this.#parts[index]!;
    const head: { headers: IncomingHttpHeaders } = { headers: {} };
    const body = new WholeBody((json, bytes) =>
      readPart(dialect.response(json, part.request, head.headers), part, bytes),
    );
    const open = (headers: IncomingHttpHeaders) => {
      head.headers = headers;
      this.headers = headers;
      return encodedAnswer(headers) ?? body;
    };
    const refused = this.#refused();
    const { limit, clock } = this.#terms;
    const ms = Math.max(0, limit.ms - (clock.now() - this.#began));
    const task = { ...this.#terms, limit: { ...limit, ms }, open, refused, observer: unwatched };
    const attempt = new Attempt(task, this.#sending(part, refused));
    this.#running.add(attempt);
    const failure = await attempt.finished;
    this.#running.delete(attempt);
    if (body.answer) this.#keep(index, body.answer);
    return failure;
  }

  #keep(index: number, answer: PartAnswer): void {
    this.#answers[index] = answer;
    this.held += answer.bytes.length;
    this.#terms.held.grew(this, answer.bytes.length);
  }

  #sending({ body }: EmbeddingsPart, refused: AttemptTask["refused"]): ReturnType<typeof sending> {
    const { endpoint, paths } = this.target;
    const { origin, credentials, simulated: direct } = endpoint;
    const headers = [...endpoint.headers, "accept", "application/json", ...this.#ask.headers];
    const request = { origin, path: paths.embeddings!, headers, body, direct };
    return sending({ credentials, upstream: this.#upstream, request, refused });
  }

  #refused(): AttemptTask["refused"] {
    const { target, dialect } = this.target;
    const { require } = target.parameters;
    const added = () => addedParameters({ ...this.#ask, fixed: { ...require, ...this.#ask.fixed } }, this.target);
    return (...answered) => withAdded(dialect.errors(...answered), added);
  }

  /** What is wrong with the answers as a whole. */
  #merge(): Failure | undefined {
    const vectors = this.#answers.flatMap(({ answer }) => answer.vectors);
    const { dimensions: asked, inputs } = this.#ask.request;
    const lengths = new Set(vectors.map(lengthOf));
    if (lengths.size > 1) return malformed("the vectors of the answer differ in length");
    const [length] = lengths;
    if (asked !== undefined && length !== asked)
      return malformed(`the vectors have ${length} numbers instead of ${asked}`);
    const counts = this.#answers.map(({ answer }) => answer.inputTokens);
    const isEstimated = counts.includes(undefined);
    const { endpoint, request } = this.#ask;
    const { target, dialect } = this.target;
    const inputTokens = isEstimated ? plainTokensOf(target, inputs) : counts.reduce<number>((sum, n) => sum + n!, 0);
    const [first] = this.#answers;
    const passes = this.#answers.length === 1 && first!.answer.asItCame && dialect.embeddings?.wire === endpoint.wire;
    const bytes = passes ? first!.bytes : endpoint.answer({ vectors, inputTokens }, target.model, request);
    const usage = { input: inputTokens, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
    this.whole = { bytes, usage, isEstimated };
    this.vectors = vectors;
    return undefined;
  }

  #end(failure: Failure | undefined): Failure | undefined {
    const { observer, clock } = this.#terms;
    const ms = clock.now() - this.#began;
    if (this.held > 0) this.#terms.held.left(this);
    if (failure === undefined) observer.opened(ms);
    observer.finished(ms, failure);
    return failure;
  }
}

/** The attempt as a whole is watched, not its parts. */
const unwatched: AttemptObserver = { opened() {}, finished() {} };

function readPart(
  answer: EmbeddingsAnswer | Failure,
  { request: { inputs } }: EmbeddingsPart,
  bytes: Buffer,
): PartAnswer | Failure {
  if ("class" in answer) return answer;
  const { length } = answer.vectors;
  if (length === inputs.length) return { answer, bytes };
  return malformed(`the answer has ${length} embeddings for ${inputs.length} inputs`);
}

function noEmbeddings({ id }: ReadyTarget): Failure {
  return { class: "unsupported", detail: `${id} cannot be asked for embeddings.` };
}

function malformed(detail: string): Failure {
  return { class: "malformed", detail };
}

/** An answer that was kept as the client's own stream: it comes in pieces, as it would from a model. */
import type { ClientSteps } from "../../endpoints/endpoint.ts";
import type { Failure } from "../../failures.ts";
import type { Answer, AnswerPart, Chunk, StreamReader } from "../../operations/chat/answer.ts";
import { nextTurn } from "../../wire/next-turn.ts";
import type { RawEvent, WireEvent } from "../../wire/sse.ts";
import type { StreamSink } from "../stream-body.ts";
import type { Replayed } from "./caching.ts";

/** Bytes that are written at once, between which others are served. */
const SLICE = 32 * 1024;

export class Replay implements Replayed {
  readonly steps: ClientSteps;
  readonly finished: Promise<Failure | undefined>;
  readonly #reader: KeptReader;
  #cause: Failure | undefined;
  #end!: (failure: Failure | undefined) => void;
  #wake: (() => void) | undefined;

  /** `translate`: the client's steps over a reader. */
  constructor(answer: Answer, translate: (reader: StreamReader) => ClientSteps) {
    this.#reader = new KeptReader(answer);
    this.steps = translate(this.#reader);
    this.finished = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  pipe(sink: StreamSink): void {
    void this.#write(sink).then(() => this.#end(this.#cause));
  }

  cancel(cause: Failure): void {
    this.#cause ??= cause;
    this.#wake?.();
  }

  async #write(sink: StreamSink): Promise<void> {
    while (!this.#reader.complete && !this.#cause) {
      const takesMore = sink.write(this.#slice());
      if (!takesMore) await this.#drained(sink);
      else if (!this.#reader.complete) await nextTurn();
    }
  }

  #slice(): Buffer {
    const pieces: Buffer[] = [];
    for (let bytes = 0; bytes < SLICE && !this.#reader.complete; ) {
      const { bytes: piece } = this.steps.read(next);
      if (piece) pieces.push(piece);
      bytes += piece?.length ?? 0;
    }
    return Buffer.concat(pieces);
  }

  #drained(sink: StreamSink): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      sink.drained(resolve);
    });
  }
}

const said: WireEvent = { type: "", data: "" };
/** Asks for the next piece. */
const next: RawEvent = { bytes: Buffer.alloc(0), read: () => said };

/** Tells a kept answer piece by piece, whatever event it is given. */
class KeptReader implements StreamReader {
  readonly #chunks: Iterator<Chunk>;
  #next: IteratorResult<Chunk>;

  constructor(answer: Answer) {
    this.#chunks = chunksOf(answer);
    this.#next = this.#chunks.next();
  }

  get complete(): boolean {
    return this.#next.done === true;
  }

  read(): Chunk[] {
    const { value, done } = this.#next;
    if (done) return [];
    this.#next = this.#chunks.next();
    return [value];
  }
}

function* chunksOf({ parts, finish, stopSequence, usage }: Answer): Generator<Chunk, void> {
  for (const part of parts) yield* partChunks(part);
  yield { kind: "finish", finish, ...(stopSequence !== undefined && { stopSequence }) };
  if (usage) yield { kind: "usage", usage };
}

/** What calls a tool is not kept. */
function* partChunks(part: AnswerPart): Generator<Chunk, void> {
  if (part.kind === "tool-call") return;
  for (const [text] of part.text.matchAll(PIECE)) yield { kind: part.kind, text };
  if (part.kind === "reasoning" && part.proof) yield { kind: "proof", proof: part.proof };
}

/** A few words; no character is cut in two. */
const PIECE = /[\s\S]{1,24}/gu;

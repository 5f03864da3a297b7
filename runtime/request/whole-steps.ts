/** The events of a provider's stream → the whole answer of a client that asked for no stream. No I/O. */
import type { ClientSteps, StreamFold } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import type { Answer, Chunk, StreamReader } from "../operations/chat/answer.ts";
import { isUseful, type Step } from "../operations/chat/stream-steps.ts";
import { WholeOfStream } from "../operations/chat/whole-of-stream.ts";
import { EventReader, type RawEvent } from "../wire/sse.ts";
import type { WholeAnswer } from "./whole-answer.ts";

export interface WholeSteps {
  read(event: RawEvent): Step;
  /** The stream may end here without being truncated. */
  readonly mayEnd: boolean;
  /** Nothing more is awaited. */
  readonly complete: boolean;
  /** The answer, once it may end. */
  whole(): WholeAnswer | Failure;
}

/** Through the neutral chunks, for a client of another wire. */
export class TranslatedWhole implements WholeSteps {
  complete = false;
  readonly #reader: StreamReader;
  readonly #write: (answer: Answer) => WholeAnswer | Failure;
  readonly #whole: WholeOfStream = new WholeOfStream();

  constructor(reader: StreamReader, write: (answer: Answer) => WholeAnswer | Failure) {
    this.#reader = reader;
    this.#write = write;
  }

  get mayEnd(): boolean {
    return this.#reader.complete;
  }

  read(raw: RawEvent): Step {
    const event = raw.read();
    const chunks = event ? this.#reader.read(event) : [];
    const failed = chunks.find((chunk) => chunk.kind === "failed");
    if (failed) return { failure: failed.failure };
    this.#add(chunks);
    // The end mark of chat completions: others have none, and end with their connection.
    if (event?.data.trim() === "[DONE]" && this.mayEnd) this.complete = true;
    return { alive: event !== undefined, useful: chunks.some(isUseful) };
  }

  whole(): WholeAnswer | Failure {
    this.#add(this.#reader.end?.() ?? []);
    return this.#write(this.#whole.answer);
  }

  #add(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#whole.add(chunk);
  }
}

/** As the provider says it, for a client of the same wire: what the neutral form does not hold is kept. */
export class RelayedWhole implements WholeSteps {
  readonly #steps: ClientSteps;
  readonly #fold: StreamFold;
  readonly #write: (body: object, bytes: Buffer) => WholeAnswer | Failure;
  readonly #events: EventReader = new EventReader(Number.POSITIVE_INFINITY);

  constructor(steps: ClientSteps, fold: StreamFold, write: (body: object, bytes: Buffer) => WholeAnswer | Failure) {
    this.#steps = steps;
    this.#fold = fold;
    this.#write = write;
  }

  get mayEnd(): boolean {
    return this.#steps.mayEnd;
  }

  get complete(): boolean {
    return this.#steps.complete;
  }

  read(event: RawEvent): Step {
    const step = this.#steps.read(event);
    if (step.bytes) this.#add(step.bytes);
    return step;
  }

  whole(): WholeAnswer | Failure {
    this.#add(this.#steps.ending(undefined));
    const { body } = this.#fold;
    return this.#write(body, Buffer.from(JSON.stringify(body)));
  }

  #add(bytes: Buffer): void {
    for (const event of this.#events.push(bytes)) this.#fold.add(event);
  }
}

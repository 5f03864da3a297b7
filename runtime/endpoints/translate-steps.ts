/** A stream of another wire, through the neutral chunks. */

import type { Chunk, StreamReader, Usage } from "../operations/chat/answer.ts";
import { isUseful, type Step } from "../operations/chat/stream-steps.ts";
import type { Refusal } from "../refusal.ts";
import type { RawEvent } from "../wire/sse.ts";
import type { ClientSteps } from "./endpoint.ts";

/** Neutral chunks → the client's event stream. */
export interface ChunkWriter {
  /** Text to send for these chunks, often empty: what is said at the end waits for `end`. */
  write(chunks: readonly Chunk[]): string;
  /** The last events. `cost` is in USD, for the usage. Empty after a failure. */
  end(cost?: number): string;
  /** What says nothing, and keeps a connection from looking dead. */
  keepAlive(): string;
  /** The event that ends a stream that broke. */
  broken(refusal: Refusal): string;
}

export class TranslateSteps implements ClientSteps {
  usage: Usage | undefined;
  readonly complete = false;
  readonly #reader: StreamReader;
  readonly #writer: ChunkWriter;

  constructor(reader: StreamReader, writer: ChunkWriter) {
    this.#reader = reader;
    this.#writer = writer;
  }

  get mayEnd(): boolean {
    return this.#reader.complete;
  }

  read(raw: RawEvent): Step {
    const event = raw.read();
    const chunks = event ? this.#reader.read(event) : [];
    const step: Step = { alive: event !== undefined };
    const passed: Chunk[] = [];
    for (const chunk of chunks) {
      if (chunk.kind === "failed") step.failure = chunk.failure;
      else passed.push(chunk);
      if (chunk.kind === "usage") this.usage = chunk.usage;
      if (isUseful(chunk)) step.useful = true;
    }
    const text = this.#writer.write(passed);
    if (text !== "") step.bytes = Buffer.from(text);
    return step;
  }

  ending(cost: number | undefined): Buffer {
    const left = this.#writer.write(this.#reader.end?.() ?? []);
    return Buffer.from(left + this.#writer.end(cost));
  }

  keepAlive(): Buffer {
    return Buffer.from(this.#writer.keepAlive());
  }

  broken(refusal: Refusal): Buffer {
    return Buffer.from(this.#writer.broken(refusal));
  }
}

/** A stream of another wire, through the neutral chunks. */

import type { Chunk, StreamReader, Usage } from "../operations/chat/answer.ts";
import type { Step, StreamSteps } from "../operations/chat/stream-steps.ts";
import type { RawEvent } from "../wire/sse.ts";

/** Neutral chunks → the client's event stream. */
export interface ChunkWriter {
  /** Text to send for these chunks, often empty: what is said at the end waits for `end`. */
  write(chunks: readonly Chunk[]): string;
  /** The last events. `cost` is in USD, for the usage. Empty after a failure. */
  end(cost?: number): string;
}

export class TranslateSteps implements StreamSteps {
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
}

function isUseful(chunk: Chunk): boolean {
  return useful.has(chunk.kind);
}

const useful: ReadonlySet<Chunk["kind"]> = new Set(["text", "refusal", "reasoning", "proof", "tool-call"]);

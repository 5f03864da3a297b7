/**
 * Neutral chunks → the client's event stream. Clients add pieces up by rules of their own, so: the role once and first,
 * one id, a tool call's id and name once, one call in a chunk, the finish once and last, usage only for who asked.
 */

import type { Failure } from "../../failures.ts";
import type { Chunk, FinishReason, Usage } from "../../operations/chat/answer.ts";
import { refusalOf } from "../../refusal.ts";
import { type AnswerHead, costMember, writeFinish, writeUsage } from "./write-answer.ts";
import { errorEvent } from "./write-refusal.ts";

export interface ChunkWriter {
  /** Text to send for these chunks, often empty: finish and usage wait for `end`. A `failed` chunk ends the stream. */
  write(chunks: readonly Chunk[]): string;
  /** Finish, usage and end mark. `cost` is in USD, for the usage. Empty after a failure. */
  end(cost?: number): string;
  /** The error event that ends a stream that broke; nothing may be written after it. */
  fail(failure: Failure): string;
}

/** `usage`: the client asked for the last chunk with the usage. */
export function chunkWriter(head: AnswerHead, usage: boolean): ChunkWriter {
  return new ClientStream(head, usage);
}

class ClientStream implements ChunkWriter {
  readonly #head: object;
  readonly #wantsUsage: boolean;
  #begun = false;
  #closed = false;
  #calls = 0;
  #finish: FinishReason = "stop";
  #usage: Usage | undefined;

  constructor({ id, created, model }: AnswerHead, usage: boolean) {
    this.#head = { id, object: "chat.completion.chunk", created, model };
    this.#wantsUsage = usage;
  }

  write(chunks: readonly Chunk[]): string {
    return chunks.map((chunk) => (this.#closed ? "" : this.#writeChunk(chunk))).join("");
  }

  end(cost?: number): string {
    if (this.#closed) return "";
    const begin = this.#begin();
    this.#closed = true;
    return begin + this.#choice({}, writeFinish(this.#finish, this.#calls > 0)) + this.#usageEvent(cost) + DONE;
  }

  fail(failure: Failure): string {
    if (this.#closed) return "";
    this.#closed = true;
    return errorEvent(refusalOf(failure));
  }

  #writeChunk(chunk: Chunk): string {
    switch (chunk.kind) {
      case "text":
        return chunk.text === "" ? "" : this.#delta({ content: chunk.text });
      case "reasoning":
        return chunk.text === "" ? "" : this.#delta({ reasoning_content: chunk.text });
      case "tool-call": {
        this.#calls++;
        const { index, id, name } = chunk;
        return this.#delta({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] });
      }
      case "tool-arguments":
        return this.#delta({ tool_calls: [{ index: chunk.index, function: { arguments: chunk.json } }] });
      case "finish":
        this.#finish = chunk.finish;
        return "";
      case "usage":
        this.#usage = chunk.usage;
        return "";
      case "failed":
        return this.fail(chunk.failure);
      default:
        return chunk satisfies never;
    }
  }

  #begin(): string {
    if (this.#begun) return "";
    this.#begun = true;
    return this.#choice({ role: "assistant", content: "", refusal: null }, null);
  }

  #delta(delta: object): string {
    return this.#begin() + this.#choice(delta, null);
  }

  #choice(delta: object, finish_reason: string | null): string {
    const usage = this.#wantsUsage ? { usage: null } : {};
    return event({ ...this.#head, choices: [{ index: 0, delta, logprobs: null, finish_reason }], ...usage });
  }

  #usageEvent(cost: number | undefined): string {
    if (!this.#wantsUsage || this.#usage === undefined) return "";
    const usage = { ...writeUsage(this.#usage), ...costMember(cost) };
    return event({ ...this.#head, choices: [], usage });
  }
}

const DONE = "data: [DONE]\n\n";

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/**
 * Answers that are complete, and that their clients have not taken yet. They wait in memory: where they are too many bytes together,
 * whoever lets wait for longest is let go.
 */
import type { ServerResponse } from "node:http";

export interface UnreadLimit {
  /** Of all answers together. */
  readonly bytes: number;
  /** Told of each answer that is let go for it. */
  letGo(answer: UnreadAnswer): void;
}

export interface UnreadAnswer {
  readonly id: string;
  readonly response: ServerResponse;
}

export class Unread {
  readonly #limit: UnreadLimit;
  /** With their bytes; who has waited longest first. */
  readonly #answers = new Map<UnreadAnswer, number>();
  #bytes = 0;

  constructor(limit: UnreadLimit) {
    this.#limit = limit;
  }

  /** The last one stays, however large it is. */
  add(answer: UnreadAnswer): void {
    if (this.#answers.has(answer)) return;
    const bytes = answer.response.writableLength;
    this.#answers.set(answer, bytes);
    this.#bytes += bytes;
    answer.response.once("close", () => this.#release(answer));
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#limit.bytes || oldest === answer) return;
      this.#release(oldest);
      this.#limit.letGo(oldest);
      oldest.response.destroy();
    }
  }

  #release(answer: UnreadAnswer): void {
    this.#bytes -= this.#answers.get(answer) ?? 0;
    this.#answers.delete(answer);
  }
}

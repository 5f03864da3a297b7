/** A log whose reader may stall: what it does not take waits in memory up to a bound, and beyond it lines are left out, and counted. */
import type { Writable } from "node:stream";

/** Bytes. */
const MOST_WAITING = 1024 * 1024;

export class LogLines {
  readonly #stream: Writable;
  #leftOut = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  write(line: string): void {
    if (this.#stream.writableLength > MOST_WAITING) {
      this.#leftOut += 1;
      return;
    }
    if (this.#leftOut > 0) this.#stream.write(`${this.#gap()}\n`);
    this.#leftOut = 0;
    this.#stream.write(`${line}\n`);
  }

  #gap(): string {
    return JSON.stringify({ time: new Date().toISOString(), level: "error", event: "log-gap", lines: this.#leftOut });
  }
}

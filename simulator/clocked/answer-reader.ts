import type { IncomingHttpHeaders } from "node:http";

/** Time as it passes for these providers; milliseconds. */
export interface Timeline {
  now(): number;
  date(): Date;
  after(ms: number, call: () => void): unknown;
}

/** Told what comes back, in order. Nothing follows `ended` and `broken`. */
export interface AnswerReader {
  started(status: number, headers: IncomingHttpHeaders): void;
  data(bytes: Buffer): void;
  ended(): void;
  /** As a connection breaks: `ECONNREFUSED`, `ECONNRESET`. */
  broken(code: string): void;
}

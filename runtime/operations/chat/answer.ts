/** The neutral answer and the neutral parts of a streamed answer. Dialects read them, endpoints write them. */
import type { Failure } from "../../failures.ts";
import type { WireEvent } from "../../wire/sse.ts";

export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter";

/**
 * Tokens, of all answers to a request in sum. `input` includes what was read from the cache or written to it, and audio;
 * `output` includes reasoning and audio; `cacheWrite` includes `cacheWrite1h`.
 */
export interface Usage {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  reasoning: number;
  /** Absent: none. */
  cacheWrite1h?: number;
  inputAudio?: number;
  outputAudio?: number;
  /** Searches, where the provider says how many. */
  searches?: number;
  /** The service tier that was billed, where the provider says so. */
  serviceTier?: string;
}

export interface Answer {
  text: string;
  reasoning: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  finish: FinishReason;
  usage?: Usage;
}

/**
 * One piece of a streamed answer. `text`, `reasoning` and `tool-call` are useful: the first of them commits the attempt.
 * A tool call begins with `tool-call` and is followed by `tool-arguments` of the same `index` (from 0, in order).
 * `finish` comes once; `usage` may come more than once, and the last one holds; `failed` ends a stream that the provider broke off.
 */
export type Chunk =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string }
  | { kind: "tool-call"; index: number; id: string; name: string }
  | { kind: "tool-arguments"; index: number; json: string }
  | { kind: "finish"; finish: FinishReason }
  | { kind: "usage"; usage: Usage }
  | { kind: "failed"; failure: Failure };

/** Reads one streamed answer. */
export interface StreamReader {
  read(event: WireEvent): Chunk[];
  /** The stream may end here without being truncated. */
  readonly complete: boolean;
}

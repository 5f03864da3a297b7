/** The neutral answer and the neutral parts of a streamed answer. Dialects read them, endpoints write them. */
import type { Failure } from "../../failures.ts";
import type { WireEvent } from "../../wire/sse.ts";
import type { Proof } from "./request.ts";

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
  /** In order. */
  parts: AnswerPart[];
  finish: FinishReason;
  /** The text of `stop` that ended it, where the provider says which. */
  stopSequence?: string;
  usage?: Usage;
}

export type AnswerPart =
  | { kind: "text"; text: string }
  | { kind: "refusal"; text: string }
  | { kind: "reasoning"; text: string; proof?: Proof }
  | { kind: "tool-call"; id: string; name: string; arguments: string; proof?: Proof };

/**
 * One piece of a streamed answer. `text`, `refusal`, `reasoning`, `proof` and `tool-call` are useful: the first of them commits the
 * attempt. A tool call begins with `tool-call` and is followed by `tool-arguments` of the same `index` (from 0, in order). `proof`
 * belongs to the reasoning before it, or stands for reasoning that only the provider can read. `finish` comes once; `usage` may
 * come more than once, and the last one holds; `failed` ends a stream that the provider broke off.
 */
export type Chunk =
  | { kind: "text"; text: string }
  | { kind: "refusal"; text: string }
  | { kind: "reasoning"; text: string }
  | { kind: "proof"; proof: Proof }
  | { kind: "tool-call"; index: number; id: string; name: string; proof?: Proof }
  | { kind: "tool-arguments"; index: number; json: string }
  | { kind: "finish"; finish: FinishReason; stopSequence?: string }
  | { kind: "usage"; usage: Usage }
  | { kind: "failed"; failure: Failure };

export type AnswerToolCall = Extract<AnswerPart, { kind: "tool-call" }>;

/** All texts of one kind. */
export function textOf(parts: readonly AnswerPart[], kind: "text" | "refusal" | "reasoning"): string {
  return parts.map((part) => (part.kind === kind ? part.text : "")).join("");
}

export function callsOf(parts: readonly AnswerPart[]): AnswerToolCall[] {
  return parts.filter((part) => part.kind === "tool-call");
}

/** Reads one streamed answer. */
export interface StreamReader {
  read(event: WireEvent): Chunk[];
  /** The stream is over and `complete`: what is left to say. Absent: nothing ever is. */
  end?(): Chunk[];
  /** The stream may end here without being truncated. */
  readonly complete: boolean;
}

/** Where in an answer a provider fails, and what one cell of the matrix is. */
import type { DialectName } from "../../../schemas/dialects.ts";
import type { FailureClass } from "../../../semantics/failures.ts";
import type { Behave } from "../raw/behaviours.ts";
import type { Wire } from "../raw/wire.ts";

export const stages = [
  "before headers",
  "after headers",
  "before the first useful event",
  "mid-stream",
  "after the end",
] as const;
export type Stage = (typeof stages)[number];

export const modes = ["streamed", "whole"] as const;
export type Mode = (typeof modes)[number];

/**
 * `falls back`: the healthy target's answer, and no trace of the failure; `told`: an error in place of an answer; `broken off`: what had
 * been said, and an error behind it; `answered`: the provider's own answer, whole; `gone`: the client left, and nobody is asked in its place.
 */
export type Outcome = "falls back" | "told" | "broken off" | "answered" | "gone";

export interface Cell {
  behave: Behave;
  limits: { deadline: number; idle: number; firstToken?: number; attempt?: number };
  outcome: Outcome;
  /** What the gateway must have taken it for; absent: for no failure. */
  failure?: FailureClass | undefined;
  /** Of an error that is told: its status. */
  status?: number;
  /** The route says otherwise than without a word: of these failures each goes on, and one of them to the healthy target alone. */
  fallbackOn?: string[];
  led?: FailureClass;
  /** The client leaves when the provider has come so far. */
  leaves?: true;
  /** Nobody listens there. */
  closed?: true;
  /** The provider's answer is complete, so that its connection may be kept. */
  complete?: true;
}

export interface Place {
  wire: Wire;
  mode: Mode;
  stage: Stage;
  /** Vectors, which nobody streams. */
  vectors?: true;
  /** A whole answer, of a provider that is asked for a stream. */
  assembled?: true;
  /** Another target is asked beside one that lets wait. */
  hedged?: true;
}

/** A cell, or why there is none. */
export type CellOr = Cell | string;

export const usual = { deadline: 15_000, idle: 10_000 };

/** A stream without an end mark of its own ends with its connection: what it says before is still believed. */
const endsByClosing: readonly DialectName[] = ["gemini", "vertex", "bedrock-converse"];

/** What a provider says behind its last word is not read any more. */
export function isOver({ wire, mode, stage }: Place): boolean {
  return stage === "after the end" && !(mode === "streamed" && endsByClosing.includes(wire.dialect));
}

/** Before anything has been sent to the client the failure is not its own. */
export function outcomeOf({ mode, stage, assembled }: Place): Outcome {
  if (assembled) return "falls back";
  return mode === "streamed" && (stage === "mid-stream" || stage === "after the end") ? "broken off" : "falls back";
}

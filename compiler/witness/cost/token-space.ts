/** What a request may have of tokens: a range for each figure of its input, and what the client may ask for. */
import type { Figure } from "../../plan/measure.ts";
import type { WholeRange } from "../values/number-ranges.ts";

/** Whole tokens, for each figure of the input. */
export type Inputs = Readonly<Record<Figure, WholeRange>>;

export interface TokenSpace {
  readonly inputs: Inputs;
  /** What the client may ask for; ascending. */
  readonly output: readonly WholeRange[];
  /** The client need not say. */
  readonly outputMayMiss: boolean;
  /** What the figures say of each other. */
  readonly couple: Coupling;
}

/** The part of the ranges in which requests can be; undefined where that leaves nothing. */
export type Coupling = (inputs: Inputs) => Inputs | undefined;

/** Of each figure every number of the range is as it should be. */
export interface Tokens {
  readonly inputs: Inputs;
  /** Undefined: the client does not say. */
  readonly output: number | undefined;
}

export type TokenAnswer = { readonly kind: "tokens"; readonly tokens: Tokens } | { readonly kind: "none" | "unknown" };

import type { Characters } from "./characters.ts";

/** A parsed pattern. `start` and `end` are offsets in its source. */
export type PatternNode = { readonly start: number; readonly end: number } & (
  | { readonly kind: "characters"; readonly set: Characters }
  /** `^`, or another assertion: `$`, `\b`, `\B`. */
  | { readonly kind: "assertion"; readonly isStart: boolean }
  /** No parts: the empty text. */
  | { readonly kind: "sequence" | "choice"; readonly of: readonly PatternNode[] }
  /** `max` may be infinite. */
  | { readonly kind: "repeat"; readonly of: PatternNode; readonly min: number; readonly max: number }
);

export interface Pattern {
  readonly node: PatternNode;
  /** Every set is exactly what it matches; otherwise a set may have more. */
  readonly exact: boolean;
}

/** Thrown by the parser at what is valid in JavaScript and refused here. */
export class Unsupported extends Error {
  /** In words, such as `a look-ahead`. */
  readonly what: string;
  readonly start: number;
  readonly end: number;

  constructor(what: string, start: number, end: number) {
    super(what);
    this.what = what;
    this.start = start;
    this.end = end;
  }
}

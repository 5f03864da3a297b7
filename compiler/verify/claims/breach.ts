import type { Facts } from "../../../semantics/facts/facts.ts";
import type { TraceStep } from "../../diagnostics/define.ts";
import type { Condition } from "../../lower/ir.ts";

/** One way in which a claim may be broken at a place. */
export interface Breach {
  /** The requests that break it. */
  readonly when: Condition;
  /** What such a request shows. */
  readonly shows: (facts: Facts) => BreachShown;
}

export interface BreachShown {
  /** The end of "…, and". */
  readonly how: string;
  readonly steps: readonly TraceStep[];
}

import type { Facts } from "../../../semantics/facts/facts.ts";
import type { TraceStep } from "../../diagnostics/define.ts";
import type { Condition } from "../../lower/ir.ts";

/** One way in which a claim may be broken at a place. */
export interface Breach {
  /** The requests that break it, and maybe a few that do not: see `spares`. */
  readonly when: Condition;
  /**
   * Undefined for a request of `when` that breaks it; for any other one a condition that holds for it, and for none that does.
   * Absent where all of `when` break it.
   */
  readonly spares?: (facts: Facts) => Condition | undefined;
  /** Why not every one of these requests breaks it: that there is none is a proof all the same. */
  readonly rough?: string;
  /** What such a request shows. */
  readonly shows: (facts: Facts) => BreachShown;
}

export interface BreachShown {
  /** The end of "…, and". */
  readonly how: string;
  readonly steps: readonly TraceStep[];
}

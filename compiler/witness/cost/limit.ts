import type { Figure } from "../../plan/measure.ts";
import type { Range } from "../values/number-ranges.ts";

/** What one measure must lie in, where its rates are settled: there it is linear in each of its pieces, and never falls. */
export interface Limit extends Range {
  /** The figure of input tokens that it grows with. */
  readonly figure: Figure;
  /** Undefined output: the client does not say. */
  cost(input: number, output: number | undefined): number;
  /** Outputs at which it may grow otherwise, ascending; beyond the last one it grows no more. */
  readonly ends: readonly number[];
}

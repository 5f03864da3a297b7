import type { Range } from "../values/number-ranges.ts";

/** What one cost must lie in. */
export interface Limit extends Range {
  /** USD, of so many answers; undefined output: as much as there may be. Linear, and never less for more tokens. */
  cost(input: number, output: number | undefined): number;
  /** Beyond it, output costs no more. */
  readonly mostOutput: number;
}

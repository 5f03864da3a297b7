/** The comparisons, by name: what each says of a seed when something is wrong. */
import { runSolver } from "../compiler/regions/search/solver-alone.ts";
import { compareSeed } from "./compare.ts";
import { compareMemory } from "./compare-memory.ts";
import { compareWide, type WideComparison } from "./compare-wide.ts";
import { enumerablePolicy } from "./enumerable-policy.ts";
import { limitedPolicy } from "./limited-policy.ts";
import { timelyPolicy } from "./timely-policy.ts";
import { widePolicy } from "./wide-policy.ts";

export type ComparisonName = "verdicts" | "wide" | "limited" | "timely" | "memory" | "solver";

const MOST_POINTS = 4_096;

export const mistakeOf: Readonly<Record<ComparisonName, (seed: number) => string | undefined>> = {
  verdicts: (seed) => compareSeed(seed, { mostPoints: MOST_POINTS })?.disagreements[0],
  wide: (seed) => compareWideSeed(seed)?.disagreements[0],
  timely: (seed) => compareWide(timelyPolicy(seed), MOST_POINTS)?.disagreements[0],
  limited: (seed) => compareWide(limitedPolicy(seed), MOST_POINTS)?.disagreements[0],
  memory: (seed) => compareMemory(seed).mistake,
  solver: (seed) => runSolver(seed).mistake,
};

/** Seeds that three divides are of policies with one route, as the verdicts are compared by. */
export function compareWideSeed(seed: number): WideComparison | undefined {
  return compareWide(seed % 3 === 0 ? enumerablePolicy(seed) : widePolicy(seed), MOST_POINTS);
}

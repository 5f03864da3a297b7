/** Many simulated years of one route, and what became of them. */
import type { Rule, SimulatedRoute, Year } from "./simulated-series.ts";
import { simulate } from "./simulated-series.ts";

export interface Trials {
  readonly route: SimulatedRoute;
  readonly years: readonly Year[];
  readonly servedWrongly: Share;
}

/** A share that was counted, and what it may be in truth: with so much certainty. */
export interface Share {
  readonly of: number;
  readonly so: number;
  readonly low: number;
  readonly high: number;
}

/** The interval of a share that is shown, and the one outside which the promise is broken: standard deviations. */
const SHOWN = 1.96;
const BROKEN = 3.29;

export interface Runs {
  readonly seed: number;
  readonly runs: number;
}

export function tryYears(
  route: SimulatedRoute,
  rule: Rule,
  { seed, runs }: Runs,
  told?: (done: number) => void,
): Trials {
  const years: Year[] = [];
  for (let i = 0; i < runs; i += 1) {
    years.push(simulate(route, rule, seed + i));
    told?.(i + 1);
  }
  return { route, years, servedWrongly: share(years.filter(({ hasServedWrongly }) => hasServedWrongly).length, runs) };
}

/** More wrong years than by chance, one time in two thousand, if the promise were kept. */
export function isBroken({ servedWrongly: { so, of } }: Trials, most: number): boolean {
  return share(so, of, BROKEN).low > most;
}

/** By Wilson. */
function share(so: number, of: number, z: number = SHOWN): Share {
  const rate = so / of;
  const middle = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { so, of, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Undefined: there are none. */
export function quantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

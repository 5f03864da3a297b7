/** What clients would have seen, beside the same load without faults. */
import type {
  Measures,
  Quantiles,
  RehearsalChange,
  RehearsalReport,
  RehearsalVerdict,
} from "../../schemas/rehearsal.ts";
import { measure } from "./measures.ts";
import type { Outcome } from "./outcome.ts";
import type { Latency, Quantile, RehearsalPlan, Threshold, ThresholdName } from "./rehearsal-plan.ts";

export interface Runs {
  readonly without: readonly Outcome[];
  readonly under: readonly Outcome[];
}

export interface Rehearsal {
  readonly source: string;
  readonly table: string;
  readonly plan: RehearsalPlan;
}

/** Milliseconds from which one is later than the other. */
const LATER = 50;

export function reportOf({ source, table, plan }: Rehearsal, { without, under }: Runs): RehearsalReport {
  const withoutFaults = measure(without);
  const withFaults = measure(under);
  const change = changeOf(withoutFaults, withFaults, { without, under });
  const { rate, duration } = plan.load;
  return {
    format: "pointsman-rehearsal",
    version: 1,
    simulated: true,
    source,
    table,
    seed: plan.seed,
    at: plan.at.toISOString(),
    faults: plan.faults.map(({ text }) => text),
    load: { rate: rate.text, forMs: duration, requests: without.length },
    withoutFaults,
    withFaults,
    change,
    thresholds: plan.thresholds.map((threshold) => verdictOn(threshold, withFaults, change)),
  };
}

function changeOf(without: Measures, under: Measures, runs: Runs): RehearsalChange {
  const costs = [under.costPerAnswerUsd, without.costPerAnswerUsd] as const;
  return {
    ...ratios("firstToken", without, under),
    ...ratios("total", without, under),
    ...(costs[0] !== undefined && costs[1] !== undefined && costs[1] > 0 && { costPerAnswer: costs[0] / costs[1] }),
    later: laterOf(runs),
    elsewhere: elsewhereOf(runs),
  };
}

function ratios(name: Latency, without: Measures, under: Measures): Partial<Record<Latency, Quantiles>> {
  const [before, after] = [without.latency[name], under.latency[name]];
  if (!before || !after) return {};
  const of = (quantile: Quantile): number => after[quantile] / Math.max(1, before[quantile]);
  return { [name]: { p50: of("p50"), p95: of("p95"), p99: of("p99") } };
}

/** Requests that were answered in both runs. */
function pairsOf({ without, under }: Runs): { outcome: Outcome; before: Outcome }[] {
  return under
    .map((outcome, number) => ({ outcome, before: without[number]! }))
    .filter(({ outcome, before }) => outcome.end === "answered" && before.end === "answered");
}

function elsewhereOf(runs: Runs): RehearsalChange["elsewhere"] {
  const moved = pairsOf(runs).filter(({ outcome, before }) => outcome.log.target !== before.log.target);
  const sum = (costs: readonly number[]): number => costs.reduce((total, cost) => total + cost, 0);
  const before = sum(moved.map((pair) => pair.before.log.costUsd ?? 0));
  const after = sum(moved.map((pair) => pair.outcome.log.costUsd ?? 0));
  return { requests: moved.length, ...(before > 0 && after > 0 && { cost: after / before }) };
}

function laterOf(runs: Runs): RehearsalChange["later"] {
  const delays = pairsOf(runs)
    .map(({ outcome, before }) => outcome.total - before.total)
    .filter((delay) => delay >= LATER)
    .sort((one, other) => one - other);
  if (delays.length === 0) return { requests: 0 };
  const at = (share: number): number => Math.round(delays[Math.ceil(share * delays.length) - 1]!);
  return { requests: delays.length, p50: at(0.5), p95: at(0.95) };
}

function verdictOn(
  { measure: threshold, bound, text }: Threshold,
  under: Measures,
  change: RehearsalChange,
): RehearsalVerdict {
  const value = valueFor(threshold, under, change);
  const verdict = { threshold, bound: text, ...(value !== undefined && { value }) };
  // What nobody measured has not held.
  return { ...verdict, held: value !== undefined && (threshold === "success" ? value >= bound : value <= bound) };
}

function valueFor(threshold: ThresholdName, under: Measures, change: RehearsalChange): number | undefined {
  if (threshold === "success") return under.success;
  if (threshold === "costIncrease") return change.costPerAnswer === undefined ? undefined : change.costPerAnswer - 1;
  const [latency, quantile] = threshold.split(".") as [Latency, Quantile];
  return under.latency[latency]?.[quantile];
}

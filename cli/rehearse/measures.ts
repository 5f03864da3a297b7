/** What a load came to, in figures. */
import type { Measures, Quantiles, TargetMeasures } from "../../schemas/rehearsal.ts";
import type { Outcome } from "./outcome.ts";
import type { Latency } from "./rehearsal-plan.ts";

export function measure(outcomes: readonly Outcome[]): Measures {
  const answers = outcomes.filter(({ end }) => end === "answered");
  const costs = answers.flatMap(({ log }) => log.costUsd ?? []);
  const failed = outcomes.filter(({ end }) => end === "failed");
  const refused = outcomes.filter(({ end }) => end === "refused");
  const costUsd = costs.reduce((sum, cost) => sum + cost, 0);
  const unsettledUsd = answers.reduce((sum, { log }) => sum + (log.unsettledUsd ?? 0), 0);
  const asked = outcomes.length - refused.length;
  return {
    requests: outcomes.length,
    answered: answers.length,
    refused: refused.length,
    failed: failed.length,
    success: asked === 0 ? 1 : answers.length / asked,
    errors: counted(failed.map(({ error = "" }) => error)),
    refusals: counted(refused.map(({ error = "" }) => error)),
    latency: {
      ...quantilesOf(
        "firstToken",
        answers.flatMap(({ firstToken }) => firstToken ?? []),
      ),
      ...quantilesOf(
        "total",
        answers.map(({ total }) => total),
      ),
    },
    costUsd,
    ...(unsettledUsd > 0 && { unsettledUsd }),
    ...(costs.length > 0 && { costPerAnswerUsd: costUsd / costs.length }),
    unpriced: answers.length - costs.length,
    attempts: outcomes.reduce((sum, { log }) => sum + log.attempts.length, 0),
    rules: counted(outcomes.map(({ log }) => `${log.route ?? "no route"}: ${log.rule ?? "no rule"}`)),
    targets: targetsOf(outcomes),
  };
}

function targetsOf(outcomes: readonly Outcome[]): Record<string, TargetMeasures> {
  const tries = outcomes.flatMap(({ log }) => log.attempts);
  const answered = counted(outcomes.flatMap(({ end, log }) => (end === "answered" ? (log.target ?? []) : [])));
  const byTarget = Object.groupBy(tries, ({ target }) => target);
  const entries = Object.entries(byTarget).map(([target, tried = []]) => {
    const failures = counted(tried.flatMap(({ failure }) => failure ?? []));
    return [target, { answered: answered[target] ?? 0, tried: tried.length, failures }] as const;
  });
  return sorted(entries);
}

/** Nearest rank. */
function quantilesOf(name: Latency, values: readonly number[]): Partial<Record<Latency, Quantiles>> {
  if (values.length === 0) return {};
  const ascending = Float64Array.from(values).sort();
  const at = (share: number): number => Math.round(ascending[Math.ceil(share * ascending.length) - 1]!);
  return { [name]: { p50: at(0.5), p95: at(0.95), p99: at(0.99) } };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return sorted([...counts]);
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The report for people: Markdown that reads as it is. */

import type { Measures, RehearsalReport, RehearsalVerdict } from "../../schemas/rehearsal.ts";
import type { Latency, Quantile } from "./rehearsal-plan.ts";
import { count, factor, ms, percent, percentMore, usd } from "./spelled.ts";

export function toMarkdown(report: RehearsalReport): string {
  const parts = [
    `# Rehearsal of ${report.source}`,
    preface(report),
    summary(report),
    figures(report),
    errors(report),
    rules(report),
    targets(report),
    thresholds(report.thresholds),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function preface({ table, faults, load, seed, at }: RehearsalReport): string {
  const list = faults.map((line) => `- ${line}`).join("\n");
  const loaded = `${count(load.requests)} requests in ${ms(load.forMs)} (${load.rate}), beginning at ${at}; seed ${seed}; table ${table.slice(0, 19)}.`;
  const wrong = faults.length === 0 ? "Nothing goes wrong." : `What goes wrong:\n\n${list}`;
  return `**Simulated**: providers, time and load. Nothing was sent anywhere; how quick models are is assumed, not measured.\n\n${loaded}\n\n${wrong}`;
}

function summary({ withFaults, withoutFaults, change, faults }: RehearsalReport): string {
  if (faults.length === 0) return "";
  const { failed, requests } = withFaults;
  const first =
    failed === 0
      ? `**No client saw an error**, in ${count(requests)} requests.`
      : `**${count(failed)} of ${count(requests)} clients saw an error** (${count(withoutFaults.failed)} without faults).`;
  const { later } = change;
  const slower =
    later.p50 === undefined || later.p95 === undefined
      ? "No answer came later than without faults."
      : `${count(later.requests)} answers came later than without faults: by ${ms(later.p50)} at the median, ${ms(later.p95)} at the 95th percentile.`;
  const { costPerAnswer, elsewhere } = change;
  const dearer = costPerAnswer === undefined ? "" : ` An answer cost ${costOf(costPerAnswer)} on average.`;
  const moved = elsewhere.cost === undefined ? "" : `, and these cost ${costOf(elsewhere.cost)}`;
  const others = `${count(elsewhere.requests)} answers came from another target than without faults${moved}.`;
  return `${first} ${slower}${elsewhere.requests === 0 ? "" : ` ${others}`}${dearer}`;
}

function costOf(ratio: number): string {
  if (Math.abs(ratio - 1) < 0.0005) return "as much as without faults";
  return `${percent(Math.abs(ratio - 1))} ${ratio > 1 ? "more" : "less"}`;
}

const quantiles: readonly Quantile[] = ["p50", "p95", "p99"];

function figures({ withoutFaults: without, withFaults: under, change }: RehearsalReport): string {
  const latency = (name: Latency, label: string) =>
    quantiles.map((quantile) => {
      const [before, after] = [without.latency[name]?.[quantile], under.latency[name]?.[quantile]];
      return [`${label} ${quantile}`, ms(before), ms(after), factor(change[name]?.[quantile])];
    });
  const { costPerAnswer } = change;
  return table(
    ["", "without faults", "with faults", "change"],
    [
      ["success", percent(without.success), percent(under.success), ""],
      ["errors", count(without.failed), count(under.failed), ""],
      ["refused by the policy", count(without.refused), count(under.refused), ""],
      ...latency("firstToken", "first token"),
      ...latency("total", "whole answer"),
      ["cost", usd(without.costUsd), usd(under.costUsd), ""],
      ...((without.unsettledUsd ?? under.unsettledUsd) === undefined
        ? []
        : [["of it what hedges broke off", usd(without.unsettledUsd ?? 0), usd(under.unsettledUsd ?? 0), ""]]),
      ["cost of 1,000 answers", perThousand(without), perThousand(under), percentMore(costPerAnswer)],
      ...(without.unpriced + under.unpriced === 0
        ? []
        : [["answers of unknown cost", count(without.unpriced), count(under.unpriced), ""]]),
      ["attempts per request", perRequest(without), perRequest(under), ""],
    ],
  );
}

function errors({ withoutFaults, withFaults }: RehearsalReport): string {
  const rows = (["errors", "refusals"] as const).flatMap((kind) =>
    names(withoutFaults[kind], withFaults[kind]).map((name) => [
      kind === "errors" ? name : `${name} (the policy)`,
      count(withoutFaults[kind][name] ?? 0),
      count(withFaults[kind][name] ?? 0),
    ]),
  );
  return rows.length === 0
    ? ""
    : `## What clients were told\n\n${table(["error", "without faults", "with faults"], rows)}`;
}

function rules({ withoutFaults, withFaults }: RehearsalReport): string {
  const rows = names(withoutFaults.rules, withFaults.rules).map((rule) => [
    rule,
    count(withoutFaults.rules[rule] ?? 0),
    count(withFaults.rules[rule] ?? 0),
  ]);
  return `## Which rules decided\n\n${table(["route: rule", "without faults", "with faults"], rows)}`;
}

function targets({ withoutFaults, withFaults }: RehearsalReport): string {
  const rows = names(withoutFaults.targets, withFaults.targets).map((target) => {
    const under = withFaults.targets[target];
    const failures = Object.entries(under?.failures ?? {}).map(([name, times]) => `${name} ${count(times)}`);
    return [
      target,
      count(withoutFaults.targets[target]?.answered ?? 0),
      count(under?.answered ?? 0),
      count(under?.tried ?? 0),
      failures.join(", "),
    ];
  });
  return `## Which targets served\n\n${table(["target", "answers without faults", "answers with faults", "tried with faults", "failures"], rows)}`;
}

function thresholds(verdicts: readonly RehearsalVerdict[]): string {
  if (verdicts.length === 0) return "";
  const rows = verdicts.map((verdict) => [
    verdict.threshold,
    verdict.bound,
    spelledValue(verdict),
    verdict.held ? "held" : "**broken**",
  ]);
  return `## Thresholds\n\n${table(["", "bound", "with faults", ""], rows)}`;
}

export function spelledValue({ threshold, value }: RehearsalVerdict): string {
  if (value === undefined) return "nothing to measure";
  return threshold === "success" || threshold === "costIncrease" ? percent(value) : ms(value);
}

function perThousand({ costPerAnswerUsd }: Measures): string {
  return costPerAnswerUsd === undefined ? "unknown" : usd(costPerAnswerUsd * 1_000);
}

function perRequest({ attempts, requests }: Measures): string {
  return requests === 0 ? "0" : (attempts / requests).toFixed(2);
}

function names(...of: Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(of.flatMap((record) => Object.keys(record)))].sort();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) => Math.max(3, cell.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]): string => {
    const [first = "", ...rest] = cells.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!),
    );
    return `| ${[first, ...rest].join(" | ")} |`;
  };
  const rule = widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

import { number, textTable, withSpread } from "../text-table.ts";
import { shownVerdict } from "../verdict.ts";
import type { CaseResult, LatencyResult } from "./measure-case.ts";

export function printProxy(results: readonly CaseResult[]): string {
  return [casesTable(results), cpuTable(results), latencyTable(results)].join("\n");
}

export function casesTable(results: readonly CaseResult[]): string {
  const heads = [
    "case",
    "upstream speaks",
    "request bytes",
    "answer bytes",
    "events",
    "rounds",
    "at a time",
    "requests",
    "singly",
  ];
  const rows = results.map(({ name, dialect, requestBytes, answerBytes, events, effort, concurrency }) => [
    name,
    dialect,
    number(requestBytes),
    number(answerBytes),
    events === undefined ? "" : number(events),
    number(effort.rounds),
    number(concurrency),
    number(effort.many),
    number(effort.single),
  ]);
  return textTable("Proxy: what was sent, and requests per round", heads, rows);
}

export function cpuTable(results: readonly CaseResult[]): string {
  const heads = ["case", "floor", "runtime", "runtime/floor", "line", "floor MB", "runtime MB"];
  const rows = results.map(({ name, most, cpu: { floor, runtime, ratio }, rss }) => [
    name,
    withSpread(floor),
    withSpread(runtime),
    withSpread(ratio, 2),
    shownVerdict(ratio, most, 2),
    number(rss.floor / 2 ** 20),
    number(rss.runtime / 2 ** 20),
  ]);
  const title =
    "Proxy: CPU per request in µs, so many at a time, median of rounds (lowest..highest); highest resident memory";
  return textTable(title, heads, rows);
}

export function latencyTable(results: readonly CaseResult[]): string {
  const heads = ["case", "direct", "floor", "runtime", "p99 floor", "p99 runtime", "added", "added p99"];
  const rows = results.flatMap(({ name, events, latency: { first, whole } }) =>
    events === undefined
      ? [latencyRow(name, whole)]
      : [latencyRow(`${name}: first byte`, first), latencyRow(`${name}: whole`, whole)],
  );
  const title =
    "Proxy: latency in µs, one request at a time; added is runtime less floor in the same round (lowest..highest)";
  return textTable(title, heads, rows);
}

function latencyRow(name: string, { p50, p99, added }: LatencyResult): string[] {
  return [
    name,
    number(p50.direct.median),
    number(p50.floor.median),
    number(p50.runtime.median),
    number(p99.floor.median),
    number(p99.runtime.median),
    withSpread(added.p50),
    withSpread(added.p99),
  ];
}

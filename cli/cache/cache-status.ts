import type { CacheReport } from "../../schemas/caches.ts";
import { caches } from "../../schemas/caches.ts";
import { readArguments } from "../arguments.ts";
import { columns } from "../columns.ts";
import type { Terminal } from "../command.ts";
import { askOperator, operatorOptions } from "../operator.ts";

/** How far the semantic caches of a running gateway are. */
export async function cacheStatus(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments(args, operatorOptions);
  const asked = { operator: values.operator, path: "/caches", what: "how its caches stand" };
  const report = await askOperator(asked, caches);
  const chosen = report.caches.filter(({ route }) => values.route === undefined || route === values.route);
  terminal.out(values.json ? JSON.stringify({ caches: chosen }, undefined, 2) : shown(chosen));
  return 0;
}

function shown(reports: readonly CacheReport[]): string {
  if (reports.length === 0) return "No semantic cache was asked yet.";
  const heads = ["route", "state", "checks", "wrong", "surely below", "allowed", "hits", "if it served", ""];
  return columns([heads, ...reports.map(rowOf)], 1);
}

function rowOf(report: CacheReport): string[] {
  const { route, state, checks, wrong, upper, maxWrongHitRate, looked, given, met } = report;
  const share = (count: number): string => (looked === 0 ? "-" : percent(count / looked));
  const figures = [String(checks), String(wrong), percent(upper), percent(maxWrongHitRate), share(given), share(met)];
  return [route, state, ...figures, noteOf(report)];
}

function noteOf({ state, missing, isKnown, isInDoubt, isEnding }: CacheReport): string {
  if (!isKnown) return "its store is away";
  if (isInDoubt) return "its last checks were wrong too often";
  if (state === "shadow") return `${missing} right checks are missing`;
  return isEnding ? "what speaks for it is over within a week" : "";
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

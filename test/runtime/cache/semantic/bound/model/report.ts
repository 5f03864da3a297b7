import { mean, quantile, type Trials } from "./trials.ts";
import { percent } from "./true-rates.ts";

const columns = [
  ["bound", 6],
  ["hits/day", 8],
  ["true rate", 36],
  ["years it served wrongly", 24],
  ["checks before (half, nine in ten)", 34],
  ["served", 8],
  ["wrong", 8],
  ["served above the bound", 22],
  ["off after a step: hours, checks (half; nine in ten)", 52],
] as const;

export const heading: string = row(columns.map(([name]) => name));

/** Of one route. */
export function line({ route, years, servedWrongly: { so, of, low, high } }: Trials): string {
  const before = years.flatMap(({ checksBefore }) => (checksBefore === undefined ? [] : [checksBefore]));
  const never = years.length - before.length;
  const off = years.flatMap((year) => (year.off ? [year.off] : []));
  const hours = off.map((each) => each.hours);
  const checks = off.map((each) => each.checks);
  const at = (values: readonly number[], share: number) => Math.round(quantile(values, share) ?? 0);
  return row([
    percent(route.bound),
    String(route.hitsPerDay),
    route.rate.name,
    `${percent(so / of)} (${percent(low)}..${percent(high)})`,
    before.length === 0
      ? "never"
      : `${at(before, 0.5)}, ${at(before, 0.9)}${never > 0 ? `; ${percent(never / of)} never` : ""}`,
    percent(mean(years.map(({ given }) => given))),
    percent(mean(years.map(({ wrong }) => wrong))),
    percent(mean(years.map(({ above }) => above))),
    off.length === 0 ? "" : `${at(hours, 0.5)} h, ${at(checks, 0.5)}; ${at(hours, 0.9)} h, ${at(checks, 0.9)}`,
  ]);
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, i) => cell.padEnd(columns[i]![1]))
    .join("  ")
    .trimEnd();
}

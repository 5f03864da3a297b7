import { number, textTable, withSpread } from "../../text-table.ts";
import { shownVerdict } from "../../verdict.ts";
import type { Doing, SearchResult } from "./run-search.ts";

export function printSearch(results: readonly SearchResult[]): string {
  const rows = results.map(({ name, searches, recall, median, p99, plain, bytes, most }) => [
    name,
    number(searches),
    number(recall, 4),
    withSpread(median, 2),
    withSpread(p99, 2),
    number(plain, 2),
    number(bytes / 2 ** 20),
    shownVerdict(median, most),
  ]);
  const heads = ["vectors", "questions", "recall", "median, ms", "p99, ms", "plain, ms", "MB", "line"];
  const found = textTable("Search: the 5 nearest, beside a plain look at each (lowest..highest round)", heads, rows);
  return `${found}\n${printStalls(results)}`;
}

const doings: Readonly<Record<Doing, string>> = {
  searching: "searching",
  putting: "10,000 put at once",
  removing: "10,000 removed at once",
};

function printStalls(results: readonly SearchResult[]): string {
  const rows = results.flatMap(({ name, stalls, mostStall }) =>
    (["searching", "putting", "removing"] as const).map((doing) => [
      `${name}, ${doings[doing]}`,
      withSpread(stalls[doing].clock, 2),
      withSpread(stalls[doing].cpu, 2),
      shownVerdict(stalls[doing].clock, mostStall),
    ]),
  );
  const heads = ["while", "clock, ms", "CPU, ms", "line"];
  return textTable("Search: the longest turn of the event loop (lowest..highest round)", heads, rows);
}

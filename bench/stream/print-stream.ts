import { casesTable, cpuTable, latencyTable } from "../proxy/print-proxy.ts";
import { scaled } from "../statistics.ts";
import { number, textTable, withSpread } from "../text-table.ts";
import { shownVerdict } from "../verdict.ts";
import type { HeldResult } from "./hold-streams.ts";
import type { StreamResult } from "./run-stream.ts";

export function printStream({ cases, held }: StreamResult): string {
  const measured = cases.length === 0 ? [] : [casesTable(cases), cpuTable(cases), latencyTable(cases)];
  return [...measured, ...(held.length === 0 ? [] : [heldTable(held)])].join("\n");
}

function heldTable(held: readonly HeldResult[]): string {
  const heads = ["open streams", "process", "KB", "line", "resident KB", "heap KB", "beside it KB", "young, free KB"];
  const kilobytes = (figure: HeldResult["rss"]) => scaled(figure, 1 / 1024);
  const rows = held.map(({ side, streams, held: larger, rss, heap, external, young, most }) => [
    number(streams),
    side,
    withSpread(kilobytes(larger), 1),
    shownVerdict(kilobytes(larger), most && most / 1024, 0),
    withSpread(kilobytes(rss), 1),
    withSpread(kilobytes(heap), 1),
    withSpread(kilobytes(external), 1),
    withSpread(kilobytes(young), 1),
  ]);
  return textTable("Streams: memory for each, after garbage was collected (lowest..highest)", heads, rows);
}

import { number, textTable, withSpread } from "../text-table.ts";
import { type BodyResult, MOST_ADDED, MOST_TURN } from "./run-body.ts";

export function printBody(results: readonly BodyResult[]): string {
  const heads = ["31 MB of", "status", "CPU ms", "longest turn, CPU ms", "on the clock", "added MB", ""];
  const rows = results.map(({ name, statuses, cpu, turn, blocked, added, isOver }) => [
    name,
    statuses.join(" "),
    withSpread(cpu),
    withSpread(turn),
    withSpread(blocked),
    number(added / 2 ** 20),
    isOver ? "OVER" : "",
  ]);
  const title = "Body: one request, median of rounds (lowest..highest); highest resident memory above that before";
  return `${textTable(title, heads, rows)}${verdict(results)}\n`;
}

function verdict(results: readonly BodyResult[]): string {
  const lines = `${MOST_TURN} ms of CPU in a turn of the loop and ${MOST_ADDED / 2 ** 20} MB`;
  const over = results.filter(({ isOver }) => isOver);
  if (over.length === 0) return `None of ${results.length} is over ${lines}.`;
  return `Over ${lines}: ${over.map(({ name }) => name).join("; ")}.`;
}

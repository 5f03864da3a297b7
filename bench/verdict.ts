/** Whether a figure is within its line: beyond noise where even the lower quarter of the rounds is above it. */
import type { Spread } from "./statistics.ts";
import { number } from "./text-table.ts";

export type Verdict = "holds" | "unclear" | "over";

export function verdict({ median, low }: Spread, most: number): Verdict {
  if (median <= most) return "holds";
  return low > most ? "over" : "unclear";
}

export function shownVerdict(figure: Spread, most: number | undefined, digits = 1): string {
  if (most === undefined) return "";
  const said = verdict(figure, most);
  return `${number(most, digits)} ${said === "over" ? "OVER" : said}`;
}

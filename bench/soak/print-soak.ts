import { number, textTable } from "../text-table.ts";
import { OWN_DESCRIPTORS, type SoakResult } from "./run-soak.ts";

export function printSoak(soak: SoakResult): string {
  const { minutes, requests, outcomes, samples, slope, most, left } = soak;
  const heads = ["minute", "heap MB", "beside it MB", "resident MB", "descriptors"];
  const rows = samples.map(({ minute, held, descriptors }) => [
    number(minute, 1),
    number(held.heap / 2 ** 20, 1),
    number(held.external / 2 ** 20, 1),
    number(held.rss / 2 ** 20),
    number(descriptors),
  ]);
  const shown = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${number(count)}`);
  const kilobytes = (bytes: number) => `${number(bytes / 1024, 1)} KB`;
  return [
    textTable(`Soak: ${minutes} minutes, ${number(requests)} requests (${shown.join(", ")})`, heads, rows),
    `Memory over the second half: ${kilobytes(slope)} a minute, line ${kilobytes(most)}: ${slope <= most ? "holds" : "OVER"}`,
    `Descriptors: ${left} more than at the beginning, line ${OWN_DESCRIPTORS}: ${left <= OWN_DESCRIPTORS ? "holds" : "OVER"}`,
    "",
  ].join("\n");
}

export function isLeaking({ slope, most, left }: SoakResult): boolean {
  return slope > most || left > OWN_DESCRIPTORS;
}

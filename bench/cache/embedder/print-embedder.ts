import { type EmbedderResult, MOST_FROM_DOCUMENTED, MOST_FROM_RECORDED } from "./run-embedder.ts";

export function printEmbedder(result: EmbedderResult): string {
  if ("skipped" in result) return `skipped  The embedder was compared with nothing: ${result.skipped}\n`;
  const line = (what: string, difference: number, most: number) =>
    `${difference <= most ? "holds" : "FAILS"}  ${what} differ by ${difference.toExponential(1)} at most, and may by ${most}`;
  return [
    ...result.documented.map(({ page, difference }) => line(`Cosines of "${page}"`, difference, MOST_FROM_DOCUMENTED)),
    line(`Cosines of ${result.recorded.vectors} recorded vectors`, result.recorded.difference, MOST_FROM_RECORDED),
    "",
  ].join("\n");
}

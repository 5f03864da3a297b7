import { textTable, withSpread } from "../text-table.ts";
import type { LspResult } from "./run-lsp.ts";

export function printLsp(results: readonly LspResult[]): string {
  return textTable(
    "pointsman lsp, in milliseconds as the editor waits",
    ["policy", "first findings", "findings after a keystroke", "hover", "completion"],
    results.map(({ policy, first, findings, hover, completion }) => [
      policy,
      first.toFixed(0),
      withSpread(findings),
      withSpread(hover),
      withSpread(completion),
    ]),
  );
}

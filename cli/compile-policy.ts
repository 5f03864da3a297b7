import { type Compilation, compile } from "../compiler/index.ts";
import { CatalogError } from "../compiler/load/catalog/catalog-error.ts";
import { jsonReport } from "../compiler/report/json.ts";
import { pretty } from "../compiler/report/pretty.ts";
import type { Terminal } from "./command.ts";
import { readText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** Throws a `UsageError` when the file is no policy by its name, cannot be read, or the catalog cannot be used. */
export function compilePolicy(path: string): Compilation {
  if (!/\.(ts|yaml|yml)$/.test(path)) {
    throw new UsageError(`a policy is a .ts, .yaml or .yml file, and \`${path}\` is none`);
  }
  readText(path, "the policy");
  try {
    return compile(path);
  } catch (error) {
    if (error instanceof CatalogError) throw new UsageError(`the catalog cannot be used\n${error.message}`);
    throw error;
  }
}

/** Prints the findings; with `json` always a report, else nothing when there are none. */
export function printFindings(compilation: Compilation, format: "pretty" | "json", terminal: Terminal): void {
  const { diagnostics, table } = compilation;
  if (format === "json") terminal.out(JSON.stringify(jsonReport(diagnostics, table?.value.hash), undefined, 2));
  else if (diagnostics.length > 0) terminal.out(pretty(diagnostics, { colours: terminal.colours }));
}

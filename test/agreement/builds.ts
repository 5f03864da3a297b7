/** The ways from a generated policy to a table. Each must agree with the reference. */
import { emitTable } from "../../compiler/emit/emit-table.ts";
import { printTable } from "../../compiler/emit/print-table.ts";
import { compile } from "../../compiler/index.ts";
import { inventedCatalog } from "./invented-catalog.ts";
import type { GeneratedPolicy } from "./random-policy.ts";

/** The text of the table; nothing where a condition needs more boxes than a rule may have. */
export type Build = (policy: GeneratedPolicy) => string | undefined;

export const builds: Readonly<Record<string, Build>> = {
  "rules over facts": ({ ir }) => {
    const emitted = emitTable(ir, { catalogAsOf: inventedCatalog.asOf("alpha")! });
    return emitted.tooLarge ? undefined : printTable(emitted.table);
  },
  TypeScript: ({ typescript }) => compileText("policy.ts", typescript),
  YAML: ({ yaml }) => compileText("policy.yaml", yaml),
};

function compileText(name: string, text: string): string | undefined {
  const project = { read: (file: string) => (file === name ? text : undefined), contains: () => true };
  const { table, diagnostics } = compile(name, { project, catalog: inventedCatalog, today: "2026-01-01" });
  const unexpected = diagnostics.filter(({ code }) => code !== "limit/condition-size");
  if (unexpected.length > 0) throw new Error(unexpected.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return table?.text;
}

/** The ways from a generated policy to a table. Each must agree with the reference. */
import { emitTable } from "../../compiler/emit/emit-table.ts";
import { printTable } from "../../compiler/emit/print-table.ts";
import { compile } from "../../compiler/index.ts";
import { inventedCatalog } from "./invented-catalog.ts";
import type { GeneratedPolicy } from "./random-policy.ts";

/** Why a generated policy may have no table: too many boxes, no target that can serve a rule, no price to hold a limit to. */
const expected = ["limit/condition-size", "chain/no-target", "catalog/missing-price"];

/** The text of the table; nothing where the policy does not compile. */
export type Build = (policy: GeneratedPolicy) => string | undefined;

export const builds: Readonly<Record<string, Build>> = {
  "rules over facts": ({ ir }) => {
    const emitted = emitTable(ir, { catalogAsOf: inventedCatalog.asOf("alpha")! });
    return "table" in emitted ? printTable(emitted.table) : undefined;
  },
  TypeScript: ({ typescript }) => compileText("policy.ts", typescript),
  YAML: ({ yaml }) => compileText("policy.yaml", yaml),
};

function compileText(name: string, text: string): string | undefined {
  const project = { read: (file: string) => (file === name ? text : undefined), contains: () => true };
  const { table, diagnostics } = compile(name, {
    project,
    catalog: inventedCatalog,
    today: "2026-01-01",
    types: false,
    verify: false,
  });
  const unexpected = diagnostics.filter(({ code, severity }) => severity === "error" && !expected.includes(code));
  if (unexpected.length > 0) throw new Error(unexpected.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return table?.text;
}

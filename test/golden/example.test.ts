import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../compiler/index.ts";

/** The catalog grows old, which is a finding of its own. */
const today = "2026-11-20";
const table = new URL("example/routes.table.json", import.meta.url);

test("the example compiles without findings to the golden table", () => {
  const compiled = compile("routes.example.ts", { today });
  expect(compiled.diagnostics).toEqual([]);
  if (process.env["UPDATE"]) writeFileSync(table, compiled.table!.text);
  expect(compiled.table!.text).toBe(readFileSync(table, "utf8"));
});

test("the example's YAML twin compiles to the same bytes", () => {
  const compiled = compile("test/golden/example/routes.yaml", { today });
  expect(compiled.diagnostics).toEqual([]);
  expect(compiled.table!.text).toBe(readFileSync(table, "utf8"));
});

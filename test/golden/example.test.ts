import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../compiler/index.ts";

const table = new URL("example/routes.table.json", import.meta.url);

test("the example compiles without findings to the golden table", () => {
  const compiled = compile("routes.example.ts");
  expect(compiled.diagnostics).toEqual([]);
  if (process.env["UPDATE"]) writeFileSync(table, compiled.table!.text);
  expect(compiled.table!.text).toBe(readFileSync(table, "utf8"));
});

test("the example's YAML twin compiles to the same bytes", () => {
  const compiled = compile("test/golden/example/routes.yaml");
  expect(compiled.diagnostics).toEqual([]);
  expect(compiled.table!.text).toBe(readFileSync(table, "utf8"));
});

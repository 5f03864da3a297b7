import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../compiler/index.ts";
import { pretty } from "../../compiler/report/pretty.ts";
import { projectOf } from "../compiler/load/evaluated.ts";

const folder = new URL("provenance/", import.meta.url);
const names = ["routes.ts", "presets/conditions.ts", "presets/limits.ts"];
const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));

test("a mistake two imports away points at the rule, the constant and the calls between", () => {
  const { diagnostics } = compile("routes.ts", { project: projectOf(files), today: "2026-11-20", types: false });
  const report = pretty(diagnostics.filter(({ code }) => code === "syntax/condition-type"));
  const golden = new URL("report.txt", folder);
  if (process.env["UPDATE"]) writeFileSync(golden, report);
  expect(report).toBe(readFileSync(golden, "utf8"));
});

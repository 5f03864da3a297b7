/** Mistakes that people make in their first hour: each folder is one, with what is said of it, and what `--fix` makes of it. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyFixes } from "../../compiler/fix/apply-fixes.ts";
import { pretty } from "../../compiler/report/pretty.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { isThorough } from "../thorough.ts";

const cases = "test/golden/messages";
const names = readdirSync(cases);

function filesOf(name: string): { entry: string; files: Record<string, string> } {
  const entry = `routes.${name.startsWith("yaml") ? "yaml" : "ts"}`;
  const there = [entry, "catalog.yaml"].filter((file) => existsSync(`${cases}/${name}/${file}`));
  return { entry, files: Object.fromEntries(there.map((file) => [file, readFileSync(`${cases}/${name}/${file}`, "utf8")])) };
}

/** Half of the work is TypeScript's, which has a word in few of them. */
function hasTypes(name: string): boolean {
  if (isThorough || process.env.UPDATE) return true;
  return readFileSync(`${cases}/${name}/findings.txt`, "utf8").includes("syntax/type");
}

function expectGolden(path: string, text: string | undefined): void {
  if (process.env.UPDATE) {
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : undefined, path).toBe(text);
}

describe.each(names)("%s", (name) => {
  const { entry, files } = filesOf(name);
  const fixedName = entry.replace("routes", "fixed");

  test("is told as before, and mended as before", () => {
    const { diagnostics } = compileFiles(files, { types: hasTypes(name) });
    expectGolden(`${cases}/${name}/findings.txt`, pretty(diagnostics));
    const { files: fixed } = applyFixes(diagnostics, () => true);
    expectGolden(`${cases}/${name}/${fixedName}`, fixed.find(({ file }) => file.name === entry)?.text);
    const known = [entry, "catalog.yaml", "findings.txt", fixedName];
    expect(readdirSync(`${cases}/${name}`).filter((file) => !known.includes(file))).toEqual([]);
  });

  test("has no error once it is mended, where that is certain", () => {
    const path = `${cases}/${name}/${fixedName}`;
    if (!existsSync(path)) return;
    const after = compileFiles({ ...files, [entry]: readFileSync(path, "utf8") }, { types: false, verify: false });
    expect(after.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

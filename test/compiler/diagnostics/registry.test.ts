import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diagnosticKinds } from "../../../compiler/diagnostics/registry.ts";
import { isThorough } from "../../thorough.ts";
import { compileExample } from "../in-memory.ts";

const folder = new URL("../../../compiler/diagnostics/", import.meta.url);
const onDisk = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((family) =>
    readdirSync(new URL(`${family.name}/`, folder)).map((file) => `${family.name}/${file.replace(".ts", "")}`),
  );

/** Half of the work is TypeScript's, whose word decides one finding alone; the others it must leave as they are. */
const hasTypes = (code: string): boolean => isThorough || code === "syntax/type";

describe("the registry of diagnostics", () => {
  test("lists every file under its own path as code", () => {
    expect(diagnosticKinds.map((kind) => kind.code).sort()).toEqual(onDisk.sort());
  });

  test.each(diagnosticKinds)("$code: the bad example yields it and nothing else", ({ code, page }) => {
    const codes = compileExample(page.bad, hasTypes(code)).diagnostics.map((diagnostic) => diagnostic.code);
    expect([...new Set(codes)]).toEqual([code]);
  });

  test.each(diagnosticKinds)("$code: the good example compiles without a finding", ({ code, page }) => {
    const { diagnostics, table } = compileExample(page.good, hasTypes(code));
    expect(diagnostics).toEqual([]);
    expect(table).toBeDefined();
  });

  test.each(diagnosticKinds)("$code: the page says what, why and how to mend it", ({ title, page }) => {
    for (const text of [title, page.what, page.why, page.mend]) expect(text.trim()).not.toBe("");
  });
});

test("every diagnostic is used by the compiler outside its own file", () => {
  const sources = readdirSync(new URL("../", folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("diagnostics"))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"))
    .join("\n");
  for (const { code } of diagnosticKinds) expect(sources, code).toContain(`diagnostics/${code}.ts`);
});

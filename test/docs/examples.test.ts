import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { importPolicy } from "../../compiler/import/import-policy.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { type Block, blocksOf, option, pages } from "./blocks.ts";

/**
 * Every policy in the documentation compiles without findings. Behind the language a block may say `file=<name>` (its
 * name for other blocks), `with=<name>` (files that it needs), `litellm` (a configuration that is imported), `imported` (what
 * the configuration before it becomes), or `no-check: <reason>`.
 */
const blocks = pages.flatMap(blocksOf);

function isPolicy({ language, text, info }: Block): boolean {
  if (/\bno-check: \S/.test(info) || /^(litellm|imported)\b/.test(info)) return false;
  return (language === "ts" && /\bpolicy\(/.test(text)) || (language === "yaml" && /^routes:/m.test(text));
}

function filesFor(block: Block): Record<string, string> {
  const needed = option("with", block)?.split(",") ?? [];
  const others = blocks.filter((other) => other.page === block.page && needed.includes(option("file", other) ?? ""));
  const name = block.language === "ts" ? "routes.ts" : "routes.yaml";
  return { [name]: block.text, ...Object.fromEntries(others.map((other) => [option("file", other)!, other.text])) };
}

describe("policies in the documentation", () => {
  test.each(blocks.filter(isPolicy))("$page:$line compiles without findings", (block) => {
    const { diagnostics, table } = compileFiles(filesFor(block));
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(table).toBeDefined();
  });

  test("there are some in the guide and in the readme", () => {
    const shown = new Set(blocks.filter(isPolicy).map(({ page }) => page));
    for (const page of ["README.md", "docs/guide/first-policy.md", "docs/guide/language.md"])
      expect(shown).toContain(page);
  });
});

test("the page on the language shows one policy in both spellings", () => {
  const hashes = ["routes.ts", "routes.yaml"].map((name) => {
    const block = blocks.find((one) => one.page === "docs/guide/language.md" && option("file", one) === name);
    return compileFiles(filesFor(block!)).table?.text;
  });
  expect(hashes[0]).toBeDefined();
  expect(hashes[0]).toBe(hashes[1]);
});

describe("imported configurations in the documentation", () => {
  test.each(blocks.filter(({ info }) => info === "litellm"))("$page:$line becomes the policy below it", (block) => {
    const { policy, table, diagnostics } = importPolicy(
      "litellm",
      { name: "config.yaml", text: block.text },
      {
        today: "2026-11-20",
      },
    );
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
    expect(table).toBeDefined();
    const below = blocks.find(
      ({ page, line, info }) => page === block.page && line > block.line && info === "imported",
    );
    expect(below?.text).toBe(policy);
  });
});

test("every link to a file leads to one", () => {
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, target = ""]) => join(dirname(page), target))
      .filter((target) => !existsSync(target))
      .map((target) => `${page} → ${target}`),
  );
  expect(broken).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";

const folder = new URL("../../fixtures/tokens/", import.meta.url);
const { counts } = JSON.parse(read("counts.json")) as { counts: Record<string, number | number[]> };

/** Estimate over count, less one: negative is an under-estimate. */
interface Error {
  text: string;
  kind: string;
  by: number;
}

const errors = Object.entries(counts).flatMap(([file, count]): Error[] => {
  const [kind = ""] = file.split("/");
  if (typeof count === "number") return [{ text: file, kind, by: textTokens(read(file)).expected / count - 1 }];
  const texts = JSON.parse(read(file)) as string[];
  return texts.map((text, i) => ({
    text: `${file} ${i}`,
    kind: "short",
    by: textTokens(text).expected / count[i]! - 1,
  }));
});
const kinds = ["english", "code", "json", "logs", "chinese", "base64", "short"];

describe("on texts that were not used to fit it, the estimate", () => {
  test("has a count for every text, of every kind", () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length - 1).toBe(Object.keys(counts).length);
    expect([...new Set(errors.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
  });

  test.each(kinds)("is off by at most 12 %% on average: %s", (kind) => {
    const of = errors.filter((error) => error.kind === kind);
    expect(of.reduce((sum, { by }) => sum + Math.abs(by), 0) / of.length, shown(of)).toBeLessThanOrEqual(0.12);
  });

  test("is off by at most 8 % over all kinds", () => {
    const files = errors.filter(({ kind }) => kind !== "short");
    expect(files.reduce((sum, { by }) => sum + Math.abs(by), 0) / files.length).toBeLessThanOrEqual(0.08);
  });

  test("is never more than 15 % too low", () => {
    expect(errors.filter(({ by }) => by < -0.15)).toEqual([]);
  });
});

describe("on texts made to mislead it, the estimate", () => {
  test.each([
    ["blanks", " ".repeat(3_000), 24],
    ["line breaks", "\n".repeat(3_000), 188],
    ["one letter", "a".repeat(3_000), 375],
    ["one sign", "=".repeat(3_000), 48],
    ["mixed signs", "!@#%^&*".repeat(400), 2_001],
    ["digits", "7".repeat(3_000), 1_000],
  ])("is at least the count in o200k_base: %s", (_, text, count) => {
    expect(textTokens(text).expected).toBeGreaterThanOrEqual(count * 0.85);
  });
});

function shown(of: readonly Error[]): string {
  return of.map(({ text, by }) => `${text}: ${(by * 100).toFixed(1)} %`).join("\n");
}

function read(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

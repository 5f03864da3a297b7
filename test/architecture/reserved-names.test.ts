import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reservedNames } from "../../schemas/parameters/metadata.ts";

test("no metadata field may be named like a header that is sent or read", () => {
  const files = readdirSync("runtime", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const named = files.flatMap((name) => [
    ...readFileSync(`runtime/${name}`, "utf8").matchAll(/["'`]x-pointsman-([a-z-]+)["'`]/g),
  ]);
  const suffixes = new Set(named.map(([, suffix]) => suffix!));
  expect(suffixes.size).toBeGreaterThan(5);
  expect([...suffixes].filter((suffix) => !reservedNames.includes(suffix))).toEqual([]);
});

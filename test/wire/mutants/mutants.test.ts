import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { thorough } from "../../thorough.ts";
import { MutatedCopy } from "./mutated-copy.ts";
import { wireMutants } from "./wire-mutants.ts";

/** The others are tried by `npm run verify:wire-mutants`. */
const tried = wireMutants.filter((_, i) => i % thorough(12, 100) === 0);
let copy: MutatedCopy;

beforeAll(async () => {
  copy = await MutatedCopy.make();
});

afterAll(() => copy.remove());

test.each(wireMutants)("the product still has the place of the fault: $why", async ({ edits }) => {
  for (const { file, find } of edits) {
    const text = await readFile(file, "utf8");
    expect(text.split(find).length - 1, `${file} must have ${find} once`).toBe(1);
  }
});

describe("a fault that is put back is seen on the wire", () => {
  test.each(tried)("$why", { timeout: 120_000 }, async (mutant) => {
    expect(await copy.noticed(mutant)).not.toBe("none");
  });
});

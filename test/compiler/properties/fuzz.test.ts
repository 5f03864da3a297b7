import { expect, test } from "vitest";
import { fuzzCompile, fuzzInput } from "../../../bench/fuzz/fuzz-case.ts";
import { startPolicies } from "../../../bench/fuzz/start-policies.ts";
import { openCatalog } from "../../../compiler/load/catalog/open-catalog.ts";
import { thorough } from "../../thorough.ts";

const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1);
const CASES = Number(process.env.FUZZ_CASES ?? thorough(2_000, 100));

test(`${CASES} random texts and random edits of policies give a table or findings`, { timeout: 120_000 }, () => {
  const catalog = openCatalog();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
    const input = fuzzInput(seed);
    try {
      fuzzCompile(input, catalog);
    } catch (error) {
      throw new Error(`seed ${seed}\n${input.text}`, { cause: error });
    }
  }
});

test.each(startPolicies)("the policy that edits begin from compiles: $name", (policy) => {
  const { diagnostics, table } = fuzzCompile(policy, openCatalog());
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(table).toBeDefined();
});

test("an input is repeated by its seed", () => {
  expect(fuzzInput(42)).toEqual(fuzzInput(42));
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { thorough } from "../../thorough.ts";
import { faultsPage } from "./faults-page.ts";
import { runMatrix } from "./matrix.ts";

test("the page tells the matrix of failures as it should be", () => {
  expect(readFileSync("docs/generated/faults.md", "utf8")).toBe(faultsPage([]));
});

/** Of all that is tried by `npm run verify:faults`; with no factor in common with the lengths of rows and columns. */
const step = thorough(1, 23);

test("a failure at any stage of an answer is hidden, told or broken off as it should be", {
  timeout: 120_000,
}, async () => {
  const { ran, faults } = await runMatrix((at) => at % step === 0);
  const told = faults.map(
    ({ asker, dialect, cell, fault }) => `${asker.name}, ${asker.mode}, ${dialect}: ${cell}: ${fault}`,
  );
  expect(told).toEqual([]);
  expect(ran).toBeGreaterThan(100);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { thorough } from "../../thorough.ts";
import { faultsPage } from "./faults-page.ts";
import { type Fault, runMatrix } from "./matrix.ts";
import { turned } from "./turned.ts";

test("the page tells the matrix of failures as it should be", () => {
  expect(readFileSync("docs/generated/faults.md", "utf8")).toBe(faultsPage([]));
});

/** Of all that is tried by `npm run verify:faults`; with no factor in common with the lengths of rows and columns. */
const step = thorough(1, 23);

test("a failure at any stage of an answer is hidden, told or broken off as it should be", {
  timeout: 120_000,
}, async () => {
  const { ran, faults } = await runMatrix((at) => at % step === 0);
  expect(faults.map(told)).toEqual([]);
  expect(ran).toBeGreaterThan(100);
});

test("and as the route says it, where `fallbackOn` says the opposite of each class", { timeout: 120_000 }, async () => {
  const { ran, faults } = await runMatrix((at) => at % step === 0, turned);
  expect(faults.map(told)).toEqual([]);
  expect(ran).toBeGreaterThan(50);
});

function told({ asker, dialect, cell, fault }: Fault): string {
  return `${asker.name}, ${asker.mode}, ${dialect}: ${cell}: ${fault}`;
}

import { expect, test } from "vitest";
import { HORIZON, MOST_ERROR } from "../../../../../../runtime/cache/semantic/bound/bound.ts";
import { thorough } from "../../../../../thorough.ts";
import { everlasting, oneLook, oneWindow, rule, withoutDoubt } from "./rules.ts";
import type { Rule, SimulatedRoute } from "./simulated-series.ts";
import { isBroken, mean, quantile, tryYears } from "./trials.ts";
import { constant, drift, step } from "./true-rates.ts";

/** `npm run verify:bound` tries thousands of years, of bounds that take more checks. */
const RUNS = thorough(400, 60);
const SEED = 7;

const at = (rate: SimulatedRoute["rate"], hitsPerDay = 25): SimulatedRoute => ({
  bound: 0.05,
  hitsPerDay,
  open: 4,
  rate,
  hours: HORIZON,
});
const tried = (route: SimulatedRoute, which: Rule, runs = RUNS) => tryYears(route, which, { seed: SEED, runs });

const always = at(constant(0.05));
const drifting = at(drift(0, 0.2));
const stepping = at(step(0.005, 0.25, 80), 500);

test("a route whose rate is at the bound serves wrongly in no more of its years than may be", () => {
  expect(isBroken(tried(always, rule), MOST_ERROR)).toBe(false);
});

test("nor does one whose rate grows", () => {
  expect(isBroken(tried(drifting, rule, RUNS / 2), MOST_ERROR)).toBe(false);
});

test("a route that is rarely wrong serves most of its hits", () => {
  expect(mean(tried(at(constant(0.005)), rule, 10).years.map(({ given }) => given))).toBeGreaterThan(0.5);
});

test.each([
  ["a bound for one look, looked at after each check", oneLook, always],
  ["each window with the chance of all", oneWindow, always],
  ["old checks that count for ever", everlasting, drifting],
] as const)("is noticed: %s", (_, mutant, route) => {
  expect(isBroken(tried(route, mutant, RUNS), MOST_ERROR)).toBe(true);
});

test("a step is noticed by the newest checks, long before the window turns", () => {
  const off = (which: Rule) =>
    quantile(
      tried(stepping, which, 8).years.flatMap((year) => year.off?.hours ?? []),
      0.5,
    );
  expect(off(rule)).toBeLessThan(off(withoutDoubt)! / 2);
});

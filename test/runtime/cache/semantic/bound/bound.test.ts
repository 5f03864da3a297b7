import { describe, expect, test } from "vitest";
import { DOUBT, type Evidence, SURE, standingOf, WINDOW } from "../../../../../runtime/cache/semantic/bound/bound.ts";
import { Ratios } from "../../../../../runtime/cache/semantic/bound/ratios.ts";
import { missingChecks, upperBound } from "../../../../../runtime/cache/semantic/bound/upper-bound.ts";

const WEEK = 168;
/** The first hour of a week. */
const NOW = 2_940 * WEEK;
const at = (period: number, checks: number, wrong = 0) => ({ period, checks, wrong });

/** The chance that checks which are wrong at a rate are ever found to speak so much, after each of them. */
function chanceEver(
  speaks: (found: { checks: number; wrong: number }) => boolean,
  rate: number,
  checks: number,
): number {
  // By how many were wrong, the chance that it has not happened yet.
  let not = [1];
  let ever = 0;
  for (let n = 1; n <= checks; n += 1) {
    const next = Array.from({ length: n + 1 }, (_, k) => (not[k] ?? 0) * (1 - rate) + (not[k - 1] ?? 0) * rate);
    for (const [wrong, chance] of next.entries()) {
      if (chance === 0 || !speaks({ checks: n, wrong })) continue;
      ever += chance;
      next[wrong] = 0;
    }
    not = next;
  }
  return ever;
}

describe("what checks say", () => {
  test.each([0.05, 0.02, 0.2])(
    "at the bound of %d itself they are ever sure in no more than their share of cases",
    (bound) => {
      const ratios = new Ratios(bound);
      const ever = chanceEver((found) => ratios.below(found) >= SURE, bound, 1_500);
      expect(ever).toBeLessThanOrEqual(1 / SURE);
      // Not much less either: it could ask for fewer checks otherwise.
      expect(ever).toBeGreaterThan(0.3 / SURE);
    },
  );

  test("at twice the bound they are sure far less often", () => {
    expect(chanceEver((found) => new Ratios(0.05).below(found) >= SURE, 0.1, 1_500)).toBeLessThan(0.01 / SURE);
  });

  test("at the bound itself the newest checks of a window say otherwise in no more than their share of cases", () => {
    expect(chanceEver((found) => new Ratios(0.05).above(found) >= DOUBT, 0.05, 1_500)).toBeLessThanOrEqual(1 / DOUBT);
  });

  test.each([
    [0.05, 149],
    [0.02, 377],
    [0.01, 757],
    [0.005, 1_517],
  ])("a bound of %d takes %d checks if none is wrong", (bound, checks) => {
    expect(missingChecks({ checks: 0, wrong: 0 }, bound)).toBe(checks);
    expect(standingOf([at(NOW, checks - 1)], bound, NOW).state).toBe("shadow");
    expect(standingOf([at(NOW, checks)], bound, NOW).state).toBe("serving");
  });

  test.each([
    [0, 0],
    [10, 0],
    [757, 0],
    [1_000, 3],
    [20_000, 100],
    [50, 50],
  ])("of %d checks, %d wrong, the upper bound is where it would serve", (checks, wrong) => {
    const upper = upperBound({ checks, wrong });
    expect(upper).toBeGreaterThanOrEqual(checks === 0 ? 1 : wrong / checks);
    expect(missingChecks({ checks, wrong }, Math.max(upper - 1e-6, 0)) > 0).toBe(true);
    if (upper < 1) expect(missingChecks({ checks, wrong }, upper + 1e-6)).toBe(0);
  });

  test("no number of checks is enough for a bound of nothing, and none is needed less for a bound of all", () => {
    expect(missingChecks({ checks: 1_000, wrong: 0 }, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(standingOf([at(NOW, 1_000_000)], 0, NOW).state).toBe("shadow");
    expect(standingOf([], 1, NOW).state).toBe("shadow");
    expect(standingOf([at(NOW, 1)], 1, NOW).state).toBe("serving");
  });
});

describe("a standing", () => {
  test("grows old: four weeks after its last check it is gone", () => {
    const evidence: Evidence = [at(NOW, 800)];
    expect(standingOf(evidence, 0.01, NOW + WINDOW - 1).state).toBe("serving");
    expect(standingOf(evidence, 0.01, NOW + WINDOW).state).toBe("shadow");
  });

  test("is ending when it hangs on the oldest window alone", () => {
    const evidence = [at(NOW, 800), at(NOW + 2 * WEEK, 700)];
    const isEnding = (hour: number) => standingOf(evidence, 0.01, NOW + hour).isEnding;
    expect([isEnding(0), isEnding(3 * WEEK - 1), isEnding(3 * WEEK), isEnding(WINDOW)]).toEqual([
      false,
      false,
      true,
      false,
    ]);
    evidence.push(at(NOW + 3 * WEEK, 60));
    expect(isEnding(3 * WEEK)).toBe(false);
  });

  test("is kept by checks that come in time", () => {
    const evidence: Evidence = [0, 1, 2, 3, 4, 5, 6, 7].map((week) => at(NOW + week * WEEK, 260));
    for (let hour = 3 * WEEK; hour < 8 * WEEK; hour += 1) {
      const known = evidence.filter(({ period }) => period <= NOW + hour);
      expect(standingOf(known, 0.01, NOW + hour).state).toBe("serving");
    }
  });

  test("does not count what lies in the future", () => {
    expect(standingOf([at(NOW + 1_000, 10_000)], 0.01, NOW).checks).toBe(0);
    // Of the next hour is what an instance found whose clock is ahead.
    expect(standingOf([at(NOW + 1, 800)], 0.01, NOW).state).toBe("serving");
  });

  test("falls to a few wrong checks, however many were right before", () => {
    const before = at(NOW, 1_000_000);
    const wrong = (count: number) => standingOf([before, at(NOW + 1, count + 5, count)], 0.01, NOW + 1);
    expect(wrong(0)).toMatchObject({ state: "serving", checks: 1_000_005 });
    expect(wrong(3)).toEqual({ state: "shadow", checks: 8, wrong: 3, isInDoubt: true, isEnding: false });
  });

  test("comes again with checks that are made after the doubt, in a window of their own", () => {
    const doubted = [at(NOW, 100, 30)];
    expect(standingOf(doubted, 0.01, NOW)).toMatchObject({ isInDoubt: true });
    const later = [...doubted, at(NOW + WEEK, 800)];
    expect(standingOf(later, 0.01, NOW + WEEK)).toMatchObject({ state: "serving", checks: 800, wrong: 0 });
  });

  test("is shown by the window that says most", () => {
    const evidence = [at(NOW, 5, 2), at(NOW + WEEK, 300), at(NOW + 2 * WEEK, 20)];
    expect(standingOf(evidence, 0.05, NOW + 2 * WEEK)).toMatchObject({ state: "serving", checks: 320, wrong: 0 });
  });
});

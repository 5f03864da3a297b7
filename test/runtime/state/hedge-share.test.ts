import fc from "fast-check";
import { expect, test } from "vitest";
import { HedgeShare } from "../../../runtime/state/hedge-share.ts";

test("of any row of requests no more are hedged than its share, and that of a hundred before it", () => {
  const asks = fc.array(fc.boolean(), { minLength: 1, maxLength: 400 });
  const property = fc.property(
    fc.integer({ min: 0, max: 100 }),
    asks,
    fc.nat({ max: 500 }),
    (percent, wants, quiet) => {
      const most = percent / 100;
      const share = new HedgeShare();
      for (let i = 0; i < quiet; i++) share.count("a", most);
      const hedged = wants.map((wanted) => {
        share.count("a", most);
        return wanted && share.take("a") ? 1 : 0;
      });
      for (let from = 0; from < hedged.length; from++) {
        let sum = 0;
        for (let to = from; to < hedged.length; to++) {
          sum += hedged[to]!;
          const before = Math.min(quiet + from, Math.max(100, most > 0 ? 1 / most : 0));
          if (sum > most * (to - from + 1 + before) + 1e-6) return false;
        }
      }
      return true;
    },
  );
  fc.assert(property, { numRuns: 300 });
});

test("where all want to be hedged the share is used up to the last one, and each route has its own", () => {
  const share = new HedgeShare();
  const hedged = (route: string, most: number, requests: number): number => {
    let count = 0;
    for (let i = 0; i < requests; i++) {
      share.count(route, most);
      if (share.take(route)) count++;
    }
    return count;
  };
  expect(hedged("a", 0.05, 100_000)).toBe(5_000);
  expect(hedged("b", 0.3, 1_000)).toBe(300);
  expect([hedged("c", 0, 1_000), hedged("d", 1, 1_000)]).toEqual([0, 1_000]);
  share.keepOnly(new Set(["b"]));
  expect([share.take("a"), hedged("a", 0.05, 19)]).toEqual([false, 0]);
});

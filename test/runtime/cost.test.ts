import { describe, expect, test } from "vitest";
import type { Usage } from "../../runtime/chat/answer.ts";
import { costOf, usd } from "../../runtime/cost.ts";
import { ratesFor, serviceTierOf } from "../../semantics/rates.ts";

const at = new Date("2026-06-15T12:00:00Z");
const usage = (some: Partial<Usage>): Usage => ({
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  reasoning: 0,
  ...some,
});

test("cached tokens are charged at their own rates, the rest of the input at the input's", () => {
  const price = { input: 10, output: 40, cacheRead: 1, cacheWrite: 12.5 };
  expect(costOf(price, usage({ input: 1000, cacheRead: 600, cacheWrite: 100, output: 10 }), at)).toBe(
    3000 + 600 + 1250 + 400,
  );
});

test("cached tokens without a rate of their own are charged as input", () => {
  expect(costOf({ input: 10, output: 1 }, usage({ input: 100, cacheRead: 60 }), at)).toBe(1000);
});

test("a tier begins above its bound and keeps the rates that it does not name", () => {
  const price = { input: 1, output: 2, tiers: [{ above: 100, input: 3 }] };
  expect(ratesFor(price, 100, at)).toEqual({ input: 1, output: 2 });
  expect(ratesFor(price, 101, at)).toEqual({ input: 3, output: 2 });
});

test("a scheduled price holds from its day on", () => {
  const price = {
    input: 1,
    output: 2,
    scheduled: [
      { from: "2026-06-15", input: 5 },
      { from: "2026-07", input: 9 },
    ],
  };
  expect(ratesFor(price, 1, new Date("2026-06-14T23:59:59Z")).input).toBe(1);
  expect(ratesFor(price, 1, at).input).toBe(5);
  expect(ratesFor(price, 1, new Date("2026-07-01T00:00:00Z")).input).toBe(9);
});

test("what is not known is not zero", () => {
  expect(costOf(undefined, usage({ input: 1 }), at)).toBeUndefined();
  expect(costOf({ input: 1 }, usage({ input: 1, output: 1 }), at)).toBeUndefined();
  expect(costOf({ input: 1 }, usage({ input: 7 }), at)).toBe(7);
});

test("small amounts are written in digits", () => {
  expect([usd(0), usd(1), usd(0.25), usd(3_500_000)]).toEqual(["0", "0.000001", "0.00000025", "3.5"]);
});

describe("off-peak rates", () => {
  // 2026-06-15 is a Monday.
  const price = {
    input: 4,
    output: 8,
    offPeak: {
      input: 2,
      peak: [
        { days: [1, 2, 3, 4, 5], from: 60, to: 240 },
        { days: [1, 2, 3, 4, 5], from: 360, to: 600 },
      ],
    },
  };
  test.each([
    ["2026-06-15T00:59:59Z", 2],
    ["2026-06-15T01:00:00Z", 4],
    ["2026-06-15T03:59:59Z", 4],
    ["2026-06-15T04:00:00Z", 2],
    ["2026-06-15T06:00:00Z", 4],
    ["2026-06-14T02:00:00Z", 2],
    ["2026-06-15T02:00:00+02:00", 2],
  ])("at %s the input costs %d", (time, input) => {
    expect(ratesFor(price, 1, new Date(time))).toEqual({ input, output: 8 });
  });
});

describe("service tiers", () => {
  const price = {
    input: 4,
    output: 8,
    tiers: [{ above: 100, input: 6, output: 12 }],
    serviceTiers: { flex: { input: 2, output: 4 }, priority: { input: 8 } },
  };

  test("replace the rates that they name", () => {
    expect(ratesFor(price, 100, at, "flex")).toEqual({ input: 2, output: 4 });
    expect(ratesFor(price, 100, at, "priority")).toEqual({ input: 8, output: 8 });
  });

  test("that have no rates of their own cost what is usual", () => {
    expect(ratesFor(price, 100, at, "auto")).toEqual({ input: 4, output: 8 });
  });

  test("never undercut the rates of a long prompt", () => {
    expect(ratesFor(price, 101, at, "flex")).toEqual({ input: 6, output: 12 });
    expect(ratesFor(price, 101, at, "priority")).toEqual({ input: 8, output: 12 });
  });

  test("are read from the body", () => {
    expect(serviceTierOf({ service_tier: "flex" })).toBe("flex");
    expect(serviceTierOf({ service_tier: 3 })).toBeUndefined();
    expect(costOf(price, usage({ input: 10, output: 1 }), at, "flex")).toBe(24);
  });
});

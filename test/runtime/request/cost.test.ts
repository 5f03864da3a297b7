import { describe, expect, test } from "vitest";
import type { Usage } from "../../../runtime/operations/chat/answer.ts";
import { costOf } from "../../../runtime/request/cost.ts";
import { usd } from "../../../runtime/usd.ts";
import type { TablePrice } from "../../../schemas/table-price.ts";
import { ratesFor } from "../../../semantics/rates.ts";
import { reachingTier } from "../../../semantics/reaching-tier.ts";

/** A target that all of a body goes to. */
const priced = (price?: TablePrice) => ({
  price,
  carried: { choices: true, serviceTier: true, searches: true, longCache: true },
});

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
  expect(costOf(priced(price), usage({ input: 1000, cacheRead: 600, cacheWrite: 100, output: 10 }), at)).toBe(
    3000 + 600 + 1250 + 400,
  );
});

test("cached tokens without a rate of their own are charged as input", () => {
  expect(costOf(priced({ input: 10, output: 1 }), usage({ input: 100, cacheRead: 60 }), at)).toBe(1000);
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
  expect(costOf(priced(), usage({ input: 1 }), at)).toBeUndefined();
  expect(costOf(priced({ input: 1 }), usage({ input: 1, output: 1 }), at)).toBeUndefined();
  expect(costOf(priced({ input: 1 }), usage({ input: 7 }), at)).toBe(7);
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

  test("reach a target when they are listed there, and by the names of the usual price", () => {
    const target = priced(price);
    const asked = ["flex", "default", "scale", "Flex", 3, undefined, null, "constructor"];
    expect(asked.map((tier) => reachingTier(target, tier))).toEqual(["flex", "default", ...Array(6).fill(undefined)]);
    expect(reachingTier(target, "auto")).toBe("auto");
    expect(reachingTier(priced({ input: 4 }), "auto")).toBeUndefined();
    expect(reachingTier({ ...target, carried: { ...target.carried, serviceTier: false } }, "flex")).toBeUndefined();
  });

  test("are those that the answer names, else those that were asked for", () => {
    const cost = (serviceTier: string | undefined, asked: unknown) => {
      const used = usage({ input: 10, output: 1, ...(serviceTier !== undefined && { serviceTier }) });
      return costOf(priced(price), used, at, { service_tier: asked });
    };
    expect([cost(undefined, "flex"), cost("flex", "flex"), cost("default", "flex")]).toEqual([24, 24, 48]);
    expect([cost("priority", undefined), cost(undefined, "scale"), cost("standard", "auto")]).toEqual([88, 48, 48]);
    expect([cost("scale", "flex"), cost("batch", undefined)]).toEqual([undefined, undefined]);
  });
});

describe("what is not text", () => {
  const price = {
    input: 1,
    output: 10,
    inputAudio: 20,
    outputAudio: 40,
    reasoning: 30,
    cacheWrite: 2,
    cacheWrite1h: 4,
  };

  test("is charged at its own rates, and the rest at the usual ones", () => {
    expect(costOf(priced(price), usage({ input: 100, inputAudio: 30 }), at)).toBe(70 + 600);
    expect(costOf(priced(price), usage({ output: 100, reasoning: 20, outputAudio: 30 }), at)).toBe(500 + 600 + 1200);
    expect(costOf(priced(price), usage({ input: 100, cacheWrite: 50, cacheWrite1h: 20 }), at)).toBe(50 + 60 + 80);
  });

  test("has no known cost where its rate is not known, except for reasoning, which is output", () => {
    const plain = priced({ input: 1, output: 10, cacheWrite: 2 });
    expect(costOf(plain, usage({ output: 100, reasoning: 20 }), at)).toBe(1000);
    expect(costOf(plain, usage({ input: 100, inputAudio: 1 }), at)).toBeUndefined();
    expect(costOf(plain, usage({ output: 100, outputAudio: 1 }), at)).toBeUndefined();
    expect(costOf(plain, usage({ input: 100, cacheWrite: 1, cacheWrite1h: 1 }), at)).toBeUndefined();
  });

  test("is searched for at a fee: as often as the answer says, else once when it was asked for", () => {
    const target = priced({ ...price, per1kQueries: 10 });
    const asked = { web_search_options: {} };
    expect(costOf(target, usage({ input: 1 }), at, asked)).toBe(1 + 10_000);
    expect(costOf(target, usage({ input: 1, searches: 3 }), at, asked)).toBe(1 + 30_000);
    expect(costOf(target, usage({ input: 1 }), at)).toBe(1);
    expect(costOf(priced(price), usage({ input: 1, searches: 1 }), at)).toBeUndefined();
  });
});

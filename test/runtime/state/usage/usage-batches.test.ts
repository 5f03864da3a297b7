import { expect, test } from "vitest";
import { systemClock } from "../../../../runtime/clock.ts";
import { MemoryUsage } from "../../../../runtime/state/store/memory/memory-usage.ts";
import type { UsageAddition, UsagePlace } from "../../../../runtime/state/store/usage-ledger.ts";
import { nothing } from "../../../../runtime/state/store/usage-sums.ts";
import { UsageBatches } from "../../../../runtime/state/usage/usage-batches.ts";

const place = (some: Partial<UsagePlace> = {}): UsagePlace => ({
  ...{ day: "2026-11-27", key: "k", team: "t", route: "r", rule: "1", provider: "p", model: "m", family: "" },
  ...some,
});
const one = { ...nothing, requests: 1, cost: 7 };
const all = { from: "2000-01-01", to: "2999-12-31" };

/** A ledger whose state a test sets: it writes, it does not, or it writes and does not say so. */
function ledger(): { usage: MemoryUsage; state: "up" | "away" | "silent"; additions: UsageAddition[] } & {
  open(): { batches: UsageBatches; told: string[] };
} {
  const usage = new MemoryUsage();
  const self = { usage, state: "up" as "up" | "away" | "silent", additions: [] as UsageAddition[], open };
  const add = async (addition: UsageAddition): Promise<void> => {
    if (self.state === "away") throw new Error("it is away");
    self.additions.push(addition);
    await usage.add(addition);
    if (self.state === "silent") throw new Error("its answer was lost");
  };
  const asked = { usage: Object.assign(Object.create(usage) as MemoryUsage, { add }) };
  function open() {
    const told: string[] = [];
    const batches = new UsageBatches({
      store: async () => asked,
      clock: systemClock,
      told: {
        away: (why) => void told.push(`away: ${why}`),
        back: () => void told.push("back"),
        lost: (requests, cost) => void told.push(`lost ${requests} ${cost}`),
      },
    });
    return { batches, told };
  }
  return self;
}

test("use that comes together is added together, and all of it is there at the end", async () => {
  const at = ledger();
  const { batches, told } = at.open();
  for (let i = 0; i < 400; i++) batches.add(place({ key: `k${i % 20}` }), one);
  await expect.poll(() => at.additions.length).toBe(1);
  expect(at.additions[0]?.rows).toHaveLength(20);
  batches.add(place(), one);
  await batches.close();
  expect(await at.usage.sums({ by: [], ...all })).toMatchObject([{ requests: 401, cost: 401 * 7 }]);
  expect(told).toEqual([]);
});

test("no addition is larger than five hundred rows, and many wait for no pause", async () => {
  const at = ledger();
  const { batches } = at.open();
  for (let i = 0; i < 1_700; i++) batches.add(place({ key: `k${i}` }), one);
  await batches.close();
  expect(Math.max(...at.additions.map(({ rows }) => rows.length))).toBe(500);
  expect(await at.usage.sums({ by: [], ...all })).toMatchObject([{ requests: 1_700 }]);
});

test("what cannot be written waits, is told once, and is added once when it can be, though an answer was lost", async () => {
  const at = ledger();
  const { batches, told } = at.open();
  at.state = "silent";
  batches.add(place(), one);
  await expect.poll(() => told).toEqual(["away: its answer was lost"]);
  at.state = "away";
  for (let i = 0; i < 1_000; i++) batches.add(place(), one);
  await expect.poll(() => at.additions.length, { timeout: 200 }).toBe(1);
  at.state = "up";
  await expect.poll(() => told, { timeout: 5_000 }).toEqual(["away: its answer was lost", "back"]);
  await batches.close();
  expect(await at.usage.sums({ by: [], ...all })).toMatchObject([{ requests: 1_001, cost: 7_007 }]);
});

test("what is left at the end and cannot be written is told, with what it cost", async () => {
  const at = ledger();
  const { batches, told } = at.open();
  at.state = "away";
  for (let i = 0; i < 3; i++) batches.add(place({ key: `k${i}` }), one);
  await batches.close();
  expect(told).toEqual(["away: it is away", "lost 3 21"]);
});

test("beyond ten thousand places of a day keys and rules are one, then teams, and nothing is lost", async () => {
  const at = ledger();
  const { batches } = at.open();
  for (let i = 0; i < 40_000; i++) batches.add(place({ key: `k${i}`, team: `t${i}` }), one);
  batches.add(place({ key: "k0", team: "t0" }), one);
  await batches.close();
  const rows = await at.usage.sums({ by: ["key", "team"], ...all });
  expect(rows.length).toBe(20_001);
  expect(rows.find(({ key }) => key === "k0")).toMatchObject({ requests: 2 });
  expect(rows.find(({ team }) => team === "(other)")).toMatchObject({ key: "(other)", requests: 20_000 });
  expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(40_001);
});

import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { MemoryUsage } from "../../../../runtime/state/store/memory/memory-usage.ts";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { UsagePlace } from "../../../../runtime/state/store/usage-ledger.ts";
import { nothing } from "../../../../runtime/state/store/usage-sums.ts";
import { DAY, dayOf } from "../../../../runtime/state/usage/days.ts";
import { UsageBatches } from "../../../../runtime/state/usage/usage-batches.ts";
import { UsageTrim } from "../../../../runtime/state/usage/usage-trim.ts";
import { afterTest } from "../../after-test.ts";
import { SimulatedClock } from "../../simulated-clock.ts";
import { newFile } from "../store/new-file.ts";

const place = (some: Partial<UsagePlace>): UsagePlace => ({
  ...{ day: "2026-11-20", key: "k", team: "t", route: "r", rule: "1", provider: "p", model: "m", family: "" },
  ...some,
});
const one = { ...nothing, requests: 1 };
const ever = { from: "2000-01-01", to: "2999-12-31" };

/** It may be set, and goes on from there. */
class SetClock extends SimulatedClock {
  /** Milliseconds. */
  off = 0;

  override date(): Date {
    return new Date(super.date().getTime() + this.off);
  }
}

/** A ledger with a row on each of the last days; the clock says 2026-11-20. */
async function kept(days: number, keep: number) {
  const clock = new SetClock();
  const usage = new MemoryUsage();
  const today = clock.date().getTime();
  const rows = Array.from({ length: days }, (_, i) => ({
    ...place({ day: dayOf(new Date(today - i * DAY)) }),
    ...one,
  }));
  await usage.add({ writer: "before", turn: 1, rows });
  const state = { isAway: false };
  const store = async () => {
    if (state.isAway) throw new Error("it is away");
    return { usage };
  };
  const trim = new UsageTrim({ store, clock, keep });
  /** So many looks further. */
  const look = async (times = 1): Promise<void> => {
    for (let i = 0; i < times; i++) {
      expect(clock.next()).toBe(true);
      await turn();
    }
  };
  return { clock, state, trim, look, first: async () => (await usage.extent()).days?.[0] };
}

test("days that are older than what is kept go at the start, and each day one more, though nothing is written", async () => {
  const { clock, trim, look, first } = await kept(30, 10);
  await look();
  expect(await first()).toBe("2026-11-10");
  const began = clock.date().getTime();
  while (clock.date().getTime() < began + 3 * DAY) await look();
  expect(await first()).toBe("2026-11-13");
  await trim.close();
  expect(clock.waiting).toBe(0);
});

test("what cannot be forgotten while the store is away is forgotten when it is back", async () => {
  const { state, look, first } = await kept(30, 10);
  state.isAway = true;
  await look(5);
  expect(await first()).toBe("2026-10-22");
  state.isAway = false;
  await look();
  expect(await first()).toBe("2026-11-10");
});

test("a clock that jumps years ahead for some minutes takes as many days, and one that is set back takes none", async () => {
  const { clock, look, first } = await kept(30, 10);
  await look();
  clock.off = 5_000 * DAY;
  await look(3);
  expect(await first()).toBe("2026-11-13");
  clock.off = -5_000 * DAY;
  await look(3);
  clock.off = 0;
  await look(3);
  expect(await first()).toBe("2026-11-13");
});

test("a ledger is as large as is said, however many keys, rules and teams ask, on a file whose days go", async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  afterTest(() => store.close());
  const clock = new SetClock();
  const told = { away: (why: string) => expect.fail(why), back: () => {}, lost: () => expect.fail("lost") };
  const trim = new UsageTrim({ store: async () => store, clock, keep: 1 });
  const models = ["m1", "m2", "m3"];
  for (let day = 0; day < 4; day++) {
    clock.off = day * DAY;
    const today = dayOf(clock.date());
    const batches = new UsageBatches({ store: async () => store, clock, told });
    for (let i = 0; i < 21_000; i++) {
      const caller = { day: today, key: `k${i}`, rule: `${i % 7}`, team: `t${i}` };
      batches.add(place({ ...caller, model: models[i % 3]!, route: `r${i % 2}` }), one);
    }
    await batches.close();
    clock.next();
    await turn();
    const { rows, days } = await store.usage.extent();
    // Ten thousand of a day as they are, as many without key and rule, and one for each model and route.
    const perDay = 20_000 + 6;
    expect(rows).toBeLessThanOrEqual(perDay * (day === 0 ? 1 : 2));
    expect(days).toEqual([dayOf(new Date(clock.date().getTime() - Math.min(day, 1) * DAY)), today]);
  }
  const sums = await store.usage.sums({ by: ["day"], ...ever });
  expect(sums.map(({ requests }) => requests)).toEqual([21_000, 21_000]);
  await trim.close();
  const counted = new DatabaseSync(file).prepare("SELECT COUNT(*) AS rows FROM usage").get();
  expect(Number(counted?.rows)).toBe(2 * (20_000 + 6));
});

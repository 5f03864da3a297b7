/** What is taken ahead of a rate: never more through than it lets, given back when it is not used, and the store asked less often. */
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RateLeases } from "../../../../runtime/state/limits/rate-leases.ts";
import type { RateAsked } from "../../../../runtime/state/store/limits.ts";
import { MemoryLimits } from "../../../../runtime/state/store/memory/memory-limits.ts";
import { SetClock } from "../../set-clock.ts";

const HOUR = 3_600_000;

/** Processes on one store, which counts what it is asked. */
function processes(count: number): { clock: SetClock; store: Counted; all: RateLeases[] } {
  const clock = new SetClock();
  const store = new Counted();
  return { clock, store, all: Array.from({ length: count }, () => new RateLeases({ store, clock })) };
}

class Counted extends MemoryLimits {
  calls = 0;
  /** Whether it takes its time. */
  isSlow = false;

  override async take(...asked: Parameters<MemoryLimits["take"]>): ReturnType<MemoryLimits["take"]> {
    this.calls++;
    if (this.isSlow) await turn();
    return super.take(...asked);
  }

  override async correct(...asked: Parameters<MemoryLimits["correct"]>): Promise<void> {
    this.calls++;
    await super.correct(...asked);
  }
}

const calls = (most: number, amount = 1): RateAsked => ({ key: "calls", amount, most, per: HOUR });
const now = (clock: SetClock): number => clock.date().getTime();

async function takes(lease: RateLeases, clock: SetClock, rate: RateAsked): Promise<boolean> {
  return (await lease.take({ rates: [rate], places: [] }, now(clock))).kind === "taken";
}

/** Lets the timers of so many milliseconds ring, with all that they begin. */
async function goOn(clock: SetClock, ms: number): Promise<void> {
  const end = clock.now() + ms;
  clock.after(ms, () => {});
  while (clock.now() < end) {
    clock.next();
    for (let turns = 0; turns < 3; turns++) await turn();
  }
}

describe("a rate that is far from full", () => {
  test("is asked for once in a hundredth of it", async () => {
    const { clock, store, all } = processes(1);
    for (let i = 0; i < 1_000; i++) expect(await takes(all[0]!, clock, calls(1_000_000))).toBe(true);
    expect(store.calls).toBe(2);
  });

  test("is told as it is, with what was taken ahead", async () => {
    const { clock, all } = processes(1);
    const left = async () => {
      const outcome = await all[0]!.take({ rates: [calls(10_000)], places: [] }, now(clock));
      return outcome.kind === "taken" ? outcome.left[0]!.left : outcome.kind;
    };
    expect([await left(), await left(), await left()]).toEqual([9_999, 9_998, 9_997]);
  });

  test("has back after a second what nobody used of it, and when the process ends", async () => {
    const { clock, all } = processes(2);
    const [one, two] = all as [RateLeases, RateLeases];
    for (let i = 0; i < 2; i++) await takes(one, clock, calls(1_000));
    expect(await takes(two, clock, calls(1_000, 998))).toBe(false);
    await goOn(clock, 2_000);
    expect(await takes(two, clock, calls(1_000, 998))).toBe(true);
    const three = processes(2);
    const [first, second] = three.all as [RateLeases, RateLeases];
    for (let i = 0; i < 2; i++) await takes(first, three.clock, calls(1_000));
    await first.close(now(three.clock));
    expect(await takes(second, three.clock, calls(1_000, 998))).toBe(true);
  });

  test("lets a process use what it has taken ahead itself before it is refused", async () => {
    const { clock, all } = processes(1);
    for (let i = 0; i < 2; i++) await takes(all[0]!, clock, calls(1_000));
    expect(await takes(all[0]!, clock, calls(1_000, 998))).toBe(true);
    expect(await takes(all[0]!, clock, calls(1_000))).toBe(false);
  });

  test("has what was taken too much where it is put right, without a call", async () => {
    const { clock, store, all } = processes(1);
    for (let i = 0; i < 3; i++) await takes(all[0]!, clock, calls(100_000, 100));
    const before = store.calls;
    await all[0]!.correct([calls(100_000, -80)], now(clock));
    await all[0]!.correct([calls(100_000, 50)], now(clock));
    expect(store.calls).toBe(before);
    expect(await takes(all[0]!, clock, calls(100_000, 99_731))).toBe(false);
    expect(await takes(all[0]!, clock, calls(100_000, 99_730))).toBe(true);
  });
});

test("a burst asks ahead once, and what others wait for meanwhile is theirs", async () => {
  const { clock, store, all } = processes(1);
  await takes(all[0]!, clock, calls(100_000));
  store.isSlow = true;
  const burst = await Promise.all(Array.from({ length: 50 }, () => takes(all[0]!, clock, calls(100_000))));
  expect(burst.every((taken) => taken)).toBe(true);
  await all[0]!.close(now(clock));
  const other = new RateLeases({ store, clock });
  expect(await takes(other, clock, calls(100_000, 99_950))).toBe(false);
  expect(await takes(other, clock, calls(100_000, 99_949))).toBe(true);
});

test("a swapped table's other limit counts what was used under the one before, and not what was taken ahead", async () => {
  const { clock, all } = processes(1);
  for (let i = 0; i < 2; i++) await takes(all[0]!, clock, calls(10_000));
  for (let i = 0; i < 3; i++) expect(await takes(all[0]!, clock, calls(5))).toBe(true);
  expect(await takes(all[0]!, clock, calls(5))).toBe(false);
});

const step = fc.record({
  process: fc.nat(2),
  amount: fc.constantFrom(1, 1, 1, 3, 40),
  after: fc.constantFrom(0, 0, 0, 1, 200, 1_500),
  back: fc.constantFrom(0, 0, 0, 1),
});

test("however three processes take and give back, no more is used than the rate lets, and all that is not is there again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(50, 700, 5_000),
      fc.array(step, { minLength: 50, maxLength: 300 }),
      async (most, steps) => {
        const { clock, all } = processes(3);
        let used = 0;
        for (const { process, amount, after, back } of steps) {
          if (after > 0) await goOn(clock, after);
          // It runs out evenly: so much may be used by now.
          const ran = (clock.now() * most) / HOUR;
          if (await takes(all[process]!, clock, calls(most, amount))) {
            used += amount;
            if (back) {
              await all[process]!.correct([calls(most, -amount)], now(clock));
              used -= amount;
            }
          }
          expect(used).toBeLessThanOrEqual(most + ran + 1);
        }
        for (const lease of all) await lease.close(now(clock));
        const ran = (clock.now() * most) / HOUR;
        const free = most - used;
        if (free >= 1) expect(await takes(all[0]!, clock, calls(most, free))).toBe(true);
        expect(await takes(all[0]!, clock, calls(most, Math.ceil(ran) + 2))).toBe(false);
      },
    ),
    { numRuns: 100 },
  );
});

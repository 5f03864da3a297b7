import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { Holds } from "../../../../runtime/state/money/holds.ts";
import { MemoryStore } from "../../../../runtime/state/store/memory/memory-store.ts";
import { SetClock } from "../../set-clock.ts";

const HOUR = 3_600_000;
const LEASE = 60_000;

function opened(store: MemoryStore, clock: SetClock): Holds {
  const fault = (): void => expect.fail("the store was not away");
  const told = { away: fault, back: fault, doubt: fault, lost: fault };
  return new Holds({ store, clock, told, lease: LEASE, isShared: true });
}

/** Lets so many timers ring, with all that they begin. */
async function goOn(clock: SetClock, timers: number): Promise<void> {
  for (let i = 0; i < timers; i++) {
    clock.next();
    for (let turns = 0; turns < 5; turns++) await turn();
  }
}

test.each([
  ["an hour ahead", HOUR],
  ["an hour back", -HOUR],
  ["a day ahead", 24 * HOUR],
])("a clock that is set %s charges nothing that is under way, and what it costs is settled once", async (_, jump) => {
  const [store, clock] = [new MemoryStore(), new SetClock()];
  const holds = opened(store, clock);
  const accounts = [{ id: "team total", limit: 1_000 }];
  const held = await holds.hold(accounts, 400);
  if (held.kind !== "held") return expect.fail(held.kind);
  await goOn(clock, 3);
  clock.off = jump;
  // Longer than the lease, so that only what is renewed stands.
  await goOn(clock, (2 * LEASE) / 1_000);
  expect(await store.standings(["team total"])).toEqual([{ spent: 0, held: 400, unsettled: 0 }]);
  holds.settle(held.hold, { accounts, amount: 400 }, 150, 0);
  await goOn(clock, 2);
  expect(await store.standings(["team total"])).toEqual([{ spent: 150, held: 0, unsettled: 0 }]);
  await holds.close();
});

test("what a process held that is gone is charged when its lease is over, by the others", async () => {
  const [store, clock] = [new MemoryStore(), new SetClock()];
  const gone = { id: "gone.1", owner: "gone", amount: 400, accounts: [{ id: "team total", limit: 1_000 }] };
  await store.hold({ ...gone, expires: clock.date().getTime() + LEASE });
  const holds = opened(store, clock);
  await goOn(clock, LEASE / 1_000 - 10);
  expect(await store.standings(["team total"])).toEqual([{ spent: 0, held: 400, unsettled: 0 }]);
  await goOn(clock, 20);
  expect(await store.standings(["team total"])).toEqual([{ spent: 400, held: 0, unsettled: 400 }]);
  await holds.close();
});

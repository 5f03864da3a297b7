/** Places and rates of processes that share a store: while it is away, when its clock is set, when a process ends without a word. */
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { systemClock } from "../../../../runtime/clock.ts";
import { LimitKeeper } from "../../../../runtime/state/limits/limit-keeper.ts";
import type { Taking } from "../../../../runtime/state/store/limits.ts";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { Store } from "../../../../runtime/state/store/store.ts";
import { afterTest } from "../../after-test.ts";
import { SetClock } from "../../set-clock.ts";
import { newFile } from "../store/new-file.ts";
import { durable, hasRedis, RedisServer } from "../store/redis-server.ts";

const HOUR = 3_600_000;

interface Kept {
  readonly keeper: LimitKeeper;
  readonly told: string[];
  /** One of so many places, for whoever asks. Answers where it was taken. */
  place(id: string, most?: number): Promise<"store" | "memory" | "over">;
}

function kept(store: Store, clock = systemClock): Kept {
  const told: string[] = [];
  const away = (): void => void told.push("away");
  const back = (): void => void told.push("back");
  const keeper = new LimitKeeper({ store, clock, told: { away, back }, share: 1, isAhead: true });
  afterTest(() => keeper.close());
  const place = async (id: string, most = 1) => {
    const places = [{ key: "at once", id, most, expires: keeper.expiry() }];
    const { outcome, from } = await keeper.take({ rates: [], places });
    return outcome.kind === "taken" ? from : "over";
  };
  return { keeper, told, place };
}

async function file(): Promise<Store> {
  const store = await openStore(`sqlite:${newFile()}`);
  afterTest(() => store.close());
  return store;
}

/** Lets the timers of so many milliseconds ring, with all that they begin. */
async function goOn(clock: SetClock, ms: number): Promise<void> {
  const end = clock.now() + ms;
  // One of its own, so that time goes on where nothing else is due.
  clock.after(ms, () => {});
  while (clock.now() < end) {
    clock.next();
    for (let turns = 0; turns < 5; turns++) await turn();
  }
}

test.each([
  ["ahead", HOUR],
  ["back", -HOUR],
])(
  "a clock that is set an hour %s gives no place away that is in use, and locks none that is given back",
  async (_, jump) => {
    const clock = new SetClock();
    const { keeper, place } = kept(await file(), clock);
    expect(await place("one")).toBe("store");
    clock.off = jump;
    expect(await place("two")).toBe("over");
    await goOn(clock, 10_000);
    expect(await place("two")).toBe("over");
    keeper.leave("one", "store");
    expect(await place("two")).toBe("store");
  },
);

test("nor does one that sweeps the store before anybody asks for a place", async () => {
  const clock = new SetClock();
  const store = await file();
  const { place } = kept(store, clock);
  expect(await place("one")).toBe("store");
  clock.off = HOUR;
  await goOn(clock, 2_000);
  await store.expire(clock.date().getTime());
  expect(await place("two")).toBe("over");
});

test("a place is held for as long as it is in use, and is free a minute after its process ended without a word", async () => {
  const store = await file();
  const [clock, other] = [new SetClock(), new SetClock()];
  const [one, two] = [kept(store, clock), kept(store, other)];
  expect(await one.place("one")).toBe("store");
  for (const each of [clock, other]) await goOn(each, 5 * 60_000);
  expect(await two.place("two")).toBe("over");
  // Nothing of the first happens any more.
  await goOn(other, 30_000);
  expect(await two.place("two")).toBe("over");
  await goOn(other, 35_000);
  expect(await two.place("two")).toBe("store");
});

test("what is in use in memory, while the store is away, is so for longer than a minute", async () => {
  const store = await file();
  await store.close();
  const clock = new SetClock();
  const { keeper, told, place } = kept(store, clock);
  expect(await place("one")).toBe("memory");
  await goOn(clock, 5 * 60_000);
  expect(await place("two")).toBe("over");
  keeper.leave("one", "memory");
  expect(await place("two")).toBe("memory");
  expect(told).toEqual(["away"]);
});

test.runIf(hasRedis)(
  "what was given back while the store was away is free when it is back, and rates go on from where they were",
  async () => {
    const server = await RedisServer.start(durable);
    afterTest(() => server.stop());
    const store = await openStore(`${server.url}?timeout=10000`);
    afterTest(() => store.close());
    const { keeper, told, place } = kept(store);
    const rate = (amount: number): Taking => ({
      rates: [{ key: "calls", amount, most: 10, per: 24 * HOUR }],
      places: [],
    });
    const left = async (amount: number) => {
      const { outcome, from } = await keeper.take(rate(amount));
      return [from, outcome.kind === "taken" ? outcome.left[0]!.left : outcome.kind];
    };
    expect(await place("one")).toBe("store");
    expect(await left(4)).toEqual(["store", 6]);
    await server.kill();
    expect(await place("two")).toBe("memory");
    // By its own memory each has the whole limit.
    expect(await left(7)).toEqual(["memory", 3]);
    expect(await left(7)).toEqual(["memory", "over"]);
    keeper.leave("one", "store");
    keeper.leave("two", "memory");
    await server.restart();
    await expect.poll(async () => (await left(1))[0], { timeout: 20_000 }).toBe("store");
    expect(await left(1)).toEqual(["store", 4]);
    await expect.poll(() => place("three"), { timeout: 5_000 }).toBe("store");
    expect(told).toEqual(["away", "back"]);
  },
);

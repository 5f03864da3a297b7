import { expect, test } from "vitest";
import type { Account, Hold } from "../../../../runtime/state/store/accounts.ts";
import type { Store } from "../../../../runtime/state/store/store.ts";

/** 2026-11-27, noon, in UTC. */
export const NOON = 1_795_780_800_000;
const DAY = 86_400_000;

const team = (limit: number): Account => ({ id: "team:a:2026-11", limit, ends: NOON + DAY });
const total = (limit: number): Account => ({ id: "total", limit });
const holding = (id: string, amount: number, accounts: Account[], expires = NOON + 60_000): Hold => {
  return { id, owner: "one", amount, accounts, expires };
};

export function accountsConformance(store: () => Store): void {
  const standing = async (id: string) => (await store().standings([id], NOON))[0];
  const hold = (one: Hold) => store().hold(one, NOON);
  const settle = (id: string, cost: number, unsettled?: number) =>
    store().settle([{ hold: id, cost, ...(unsettled === undefined ? {} : { unsettled }) }], NOON);

  test("an account of which nothing is known stands at nothing", async () => {
    expect(await store().standings(["nobody", "total"], NOON)).toEqual([
      { spent: 0, held: 0, unsettled: 0 },
      { spent: 0, held: 0, unsettled: 0 },
    ]);
    expect(await store().standings([], NOON)).toEqual([]);
  });

  test("a hold takes what it may cost from every account, and says what is left on each", async () => {
    expect(await hold(holding("h1", 30, [team(100), total(1_000)]))).toEqual({ kind: "held", left: [70, 970] });
    expect(await hold(holding("h2", 70, [team(100), total(1_000)]))).toEqual({ kind: "held", left: [0, 900] });
    expect(await standing("total")).toEqual({ spent: 0, held: 100, unsettled: 0 });
  });

  test("a hold that does not fit on one account is on none of them", async () => {
    await hold(holding("h1", 60, [total(100)]));
    const refused = await hold(holding("h2", 50, [team(1_000), total(100)]));
    expect(refused).toEqual({ kind: "does-not-fit", account: 1, left: 40 });
    expect(await standing("team:a:2026-11")).toEqual({ spent: 0, held: 0, unsettled: 0 });
    expect(await hold(holding("h3", 40, [team(1_000), total(100)]))).toEqual({ kind: "held", left: [960, 0] });
  });

  test("the first account that a hold does not fit on is the one that is told", async () => {
    const refused = await hold(holding("h1", 50, [team(49), total(20)]));
    expect(refused).toEqual({ kind: "does-not-fit", account: 0, left: 49 });
  });

  test("a limit that was lowered below what is spent leaves less than nothing", async () => {
    await hold(holding("h1", 60, [total(100)]));
    await settle("h1", 60);
    expect(await hold(holding("h2", 0, [total(50)]))).toEqual({ kind: "does-not-fit", account: 0, left: -10 });
    expect(await hold(holding("h3", 0, [total(60)]))).toEqual({ kind: "held", left: [0] });
  });

  test("a hold that is made twice is held once", async () => {
    await hold(holding("h1", 60, [total(100)]));
    expect(await hold(holding("h1", 60, [total(100)]))).toEqual({ kind: "held", left: [40] });
    expect(await standing("total")).toEqual({ spent: 0, held: 60, unsettled: 0 });
  });

  test("500 holds of 10 against 1,000 that come at once are 100", async () => {
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) => hold(holding(`h${i}`, 10, [total(1_000)]))),
    );
    expect(answers.filter(({ kind }) => kind === "held")).toHaveLength(100);
    expect(await standing("total")).toEqual({ spent: 0, held: 1_000, unsettled: 0 });
  });

  test("what is settled is spent, and the rest of the hold is free again", async () => {
    await hold(holding("h1", 60, [team(100), total(100)]));
    await settle("h1", 25, 5);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 25, held: 0, unsettled: 5 });
    expect(await standing("total")).toEqual({ spent: 25, held: 0, unsettled: 5 });
    expect(await hold(holding("h2", 75, [total(100)]))).toEqual({ kind: "held", left: [0] });
  });

  test("a hold that is settled twice is spent once, and one that was never made is spent never", async () => {
    await hold(holding("h1", 60, [total(100)]));
    await store().settle(
      [
        { hold: "h1", cost: 25 },
        { hold: "h1", cost: 30 },
      ],
      NOON,
    );
    await settle("h1", 40);
    await settle("h9", 40);
    expect(await standing("total")).toEqual({ spent: 25, held: 0, unsettled: 0 });
  });

  test("a hold is settled on the accounts that it was made on, at more than was held where it came to more", async () => {
    await hold(holding("h1", 60, [team(100)]));
    await settle("h1", 130);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 130, held: 0, unsettled: 0 });
  });

  test("a charge of which nothing was held is spent whether or not it fits, and once", async () => {
    const charge = { id: "c1", accounts: [team(10), total(100)], cost: 50, unsettled: 20 };
    await store().settle([charge, charge], NOON);
    await store().settle([charge], NOON + 1_000);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 50, held: 0, unsettled: 20 });
    expect(await standing("total")).toEqual({ spent: 50, held: 0, unsettled: 20 });
  });

  test("holds and charges are settled together in one call", async () => {
    await hold(holding("h1", 10, [total(100)]));
    await hold(holding("h2", 10, [total(100)]));
    const charge = { id: "c1", accounts: [total(100)], cost: 1 };
    await store().settle([{ hold: "h1", cost: 3 }, charge, { hold: "h2", cost: 4 }], NOON);
    expect(await standing("total")).toEqual({ spent: 8, held: 0, unsettled: 0 });
  });

  test("a hold that has expired is charged in full and counts as unsettled, once", async () => {
    await hold(holding("h1", 60, [team(100), total(100)], NOON + 10));
    await hold(holding("h2", 5, [total(100)], NOON + 11));
    expect(await store().expire(NOON + 9)).toBe(0);
    expect(await store().expire(NOON + 10)).toBe(1);
    expect(await store().expire(NOON + 10)).toBe(0);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 60, held: 0, unsettled: 60 });
    expect(await standing("total")).toEqual({ spent: 60, held: 5, unsettled: 60 });
  });

  test("what is settled after all takes the place of what was charged", async () => {
    await hold(holding("h1", 60, [total(100)], NOON + 10));
    await store().expire(NOON + 10);
    await settle("h1", 25, 2);
    await settle("h1", 25, 2);
    expect(await standing("total")).toEqual({ spent: 25, held: 0, unsettled: 2 });
  });

  test("a hold of nothing that has expired is settled after all, too", async () => {
    await hold(holding("h1", 0, [team(100)], NOON + 10));
    await store().expire(NOON + 10);
    await settle("h1", 25, 2);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 25, held: 0, unsettled: 2 });
  });

  test("a hold that is renewed expires later; one that is gone stays gone", async () => {
    await hold(holding("h1", 60, [total(100)], NOON + 10));
    await hold(holding("h2", 7, [total(100)], NOON + 10));
    await store().renew(["h1", "h9"], NOON + 1_000);
    expect(await store().expire(NOON + 10)).toBe(1);
    await store().renew(["h2"], NOON + 1_000);
    expect(await standing("total")).toEqual({ spent: 7, held: 60, unsettled: 7 });
    expect(await store().expire(NOON + 1_000)).toBe(1);
    expect(await standing("total")).toEqual({ spent: 67, held: 0, unsettled: 67 });
  });

  test("a hold made again after it has expired is not held anew", async () => {
    await hold(holding("h1", 60, [total(100)], NOON + 10));
    await store().expire(NOON + 10);
    expect((await hold(holding("h1", 60, [total(100)]))).kind).toBe("held");
    expect(await standing("total")).toEqual({ spent: 60, held: 0, unsettled: 60 });
  });

  test("an account is forgotten a day and a minute after its window has ended, and one without an end never", async () => {
    await store().settle([{ id: "c1", accounts: [team(100), total(100)], cost: 50 }], NOON);
    await store().expire(NOON + DAY);
    for (let now = NOON + DAY; now < NOON + 2 * DAY; now += 10_000) await store().expire(now);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 50, held: 0, unsettled: 0 });
    for (let now = NOON + 2 * DAY; now < NOON + 2 * DAY + 70_000; now += 10_000) await store().expire(now);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 0, held: 0, unsettled: 0 });
    expect(await standing("total")).toEqual({ spent: 50, held: 0, unsettled: 0 });
  });

  test("a clock that jumps a year ahead and back forgets nothing", async () => {
    await store().settle([{ id: "c1", accounts: [team(100)], cost: 50 }], NOON);
    await store().expire(NOON);
    for (let second = 0; second < 300; second++) await store().expire(NOON + 365 * DAY + second * 1_000);
    await store().expire(NOON);
    await store().settle([{ id: "c1", accounts: [team(100)], cost: 50 }], NOON);
    expect(await standing("team:a:2026-11")).toEqual({ spent: 50, held: 0, unsettled: 0 });
  });

  test("amounts beyond 32 bits are kept to the unit, and ids are any text", async () => {
    const account = { id: 'team:{a} "\\ \n ü 日本', limit: 9_000_000_000_000_000 };
    await hold(holding("h{1} ü", 1_234_567_890_123_457, [account]));
    await settle("h{1} ü", 1_234_567_890_123_456, 1);
    expect(await standing(account.id)).toEqual({ spent: 1_234_567_890_123_456, held: 0, unsettled: 1 });
    const last = await hold(holding("h2", 1, [account]));
    expect(last).toEqual({ kind: "held", left: [7_765_432_109_876_543] });
  });
}

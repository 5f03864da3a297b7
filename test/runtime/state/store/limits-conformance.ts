import { expect, test } from "vitest";
import type { PlaceAsked, RateAsked } from "../../../../runtime/state/store/limits.ts";
import type { Store } from "../../../../runtime/state/store/store.ts";
import { NOON } from "./accounts-conformance.ts";

/** 10 a second. */
const ten = (amount: number): RateAsked => ({ key: "requests:a", amount, most: 10, per: 1_000 });
const tokens = (amount: number): RateAsked => ({ key: "tokens:a", amount, most: 60_000, per: 60_000 });
const place = (id: string, expires = NOON + 60_000): PlaceAsked => ({ key: "at-once:a", id, most: 2, expires });

export function limitsConformance(store: () => Store): void {
  const take = (rates: RateAsked[], places: PlaceAsked[] = [], after = 0) =>
    store().take({ rates, places }, NOON + after);

  test("of a rate that was not used all may be taken at once, and not one more", async () => {
    for (let i = 1; i <= 10; i++)
      expect(await take([ten(1)])).toEqual({ kind: "taken", left: [{ left: 10 - i, reset: i * 100 }] });
    expect(await take([ten(1)])).toEqual({ kind: "over", index: 0, room: { left: 0, reset: 1_000 }, wait: 100 });
  });

  test("a rate runs out evenly: after the time that it says, and not a millisecond before", async () => {
    const seven = { key: "requests:b", amount: 1, most: 7, per: 1_000 };
    for (let i = 0; i < 7; i++) expect((await take([seven])).kind).toBe("taken");
    const over = await take([seven], [], 20);
    expect(over).toMatchObject({ kind: "over", wait: 123 });
    expect((await take([seven], [], 142)).kind).toBe("over");
    expect((await take([seven], [], 143)).kind).toBe("taken");
    expect((await take([seven], [], 285)).kind).toBe("over");
    expect((await take([seven], [], 286)).kind).toBe("taken");
  });

  test("in any stretch no more is taken than the limit, and what runs out in it", async () => {
    let taken = 0;
    for (let after = 0; after <= 3_000; after += 4) if ((await take([ten(1)], [], after)).kind === "taken") taken++;
    expect(taken).toBe(10 + 30);
  });

  test("a million single tokens are a million", async () => {
    const many = { key: "tokens:many", amount: 999_999, most: 1_000_000, per: 60_000 };
    expect((await take([many])).kind).toBe("taken");
    expect(await take([{ ...many, amount: 2 }])).toMatchObject({ kind: "over", room: { left: 1 }, wait: 1 });
    expect(await take([{ ...many, amount: 1 }])).toMatchObject({ kind: "taken", left: [{ left: 0, reset: 60_000 }] });
  });

  test("all that is asked for is taken, or nothing", async () => {
    expect((await take([ten(10)])).kind).toBe("taken");
    const over = await take([tokens(500), ten(1)], [place("r1")]);
    expect(over).toEqual({ kind: "over", index: 1, room: { left: 0, reset: 1_000 }, wait: 100 });
    expect(await take([tokens(60_000)])).toEqual({ kind: "taken", left: [{ left: 0, reset: 60_000 }] });
    expect(await take([], [place("r2")])).toEqual({ kind: "taken", left: [{ left: 1, reset: 0 }] });
  });

  test("of several that are full the one that is full for longest is told", async () => {
    await take([ten(10), tokens(60_000)]);
    expect(await take([ten(1), tokens(1_000)])).toMatchObject({ kind: "over", index: 1, wait: 1_000 });
    expect(await take([ten(5), tokens(1)])).toMatchObject({ kind: "over", index: 0, wait: 500 });
    await take([], [place("r1")]);
    await take([], [place("r2")]);
    expect(await take([ten(1)], [place("r3")])).toMatchObject({ kind: "over", index: 1, wait: undefined });
  });

  test("what is more than the whole limit never fits, and nobody is told to wait for it", async () => {
    const over = await take([ten(11)]);
    expect(over).toEqual({ kind: "over", index: 0, room: { left: 10, reset: 0 }, wait: undefined });
    expect((await take([ten(10)])).kind).toBe("taken");
  });

  test("a correction gives back, or takes more than the limit", async () => {
    await take([tokens(1_000)]);
    await store().correct([tokens(-400)], NOON);
    expect(await take([tokens(100)])).toEqual({ kind: "taken", left: [{ left: 59_300, reset: 700 }] });
    await store().correct([tokens(100_000)], NOON);
    expect(await take([tokens(1)])).toEqual({
      kind: "over",
      index: 0,
      room: { left: 0, reset: 100_700 },
      wait: 40_701,
    });
    expect((await take([tokens(1)], [], 40_700)).kind).toBe("over");
    expect((await take([tokens(1)], [], 40_701)).kind).toBe("taken");
  });

  test("a correction gives back no more than was taken", async () => {
    await take([ten(3)]);
    await store().correct([ten(-5), tokens(-10)], NOON);
    expect(await take([ten(1), tokens(1)])).toMatchObject({ left: [{ left: 9 }, { left: 59_999 }] });
  });

  test("a clock that was set back an hour finds a rate as it was left, which runs out from then on", async () => {
    await take([ten(4)]);
    expect(await take([ten(1)], [], -3_600_000)).toMatchObject({ left: [{ left: 5 }] });
    expect(await take([ten(5)], [], -3_600_000)).toMatchObject({ left: [{ left: 0 }] });
    expect((await take([ten(10)], [], -3_600_000 + 999)).kind).toBe("over");
    expect((await take([ten(10)], [], -3_600_000 + 1_000)).kind).toBe("taken");
  });

  test("a clock that was set back locks nobody out of a full one for longer than it is full", async () => {
    await take([ten(10)]);
    expect(await take([ten(1)], [], -3_600_000)).toMatchObject({ kind: "over", wait: 100 });
    expect((await take([ten(1)], [], -3_600_000 + 99)).kind).toBe("over");
    expect((await take([ten(1)], [], -3_600_000 + 100)).kind).toBe("taken");
  });

  test("a clock that is a little behind another one takes no more for it, however often", async () => {
    await take([ten(9)]);
    for (let i = 0; i < 5; i++) expect(await take([ten(2)], [], -100)).toMatchObject({ kind: "over", wait: 200 });
    expect((await take([ten(1)])).kind).toBe("taken");
    for (let i = 0; i < 5; i++) {
      expect((await take([ten(1)], [], -1_500)).kind).toBe("over");
      expect((await take([ten(1)])).kind).toBe("over");
    }
  });

  test("places are given back when they are left, and when they expire", async () => {
    await take([], [place("r1", NOON + 10)]);
    await take([], [place("r2")]);
    expect((await take([], [place("r3")])).kind).toBe("over");
    expect(await take([], [place("r3")], 10)).toMatchObject({ kind: "taken", left: [{ left: 0 }] });
    await store().leave(["r2", "r9"]);
    expect((await take([], [place("r4")], 10)).kind).toBe("taken");
    expect((await take([], [place("r5")], 10)).kind).toBe("over");
  });

  test("who has a place already takes no other one", async () => {
    await take([], [place("r1")]);
    expect(await take([], [place("r1")])).toMatchObject({ kind: "taken", left: [{ left: 1 }] });
    expect((await take([], [place("r2")])).kind).toBe("taken");
    expect((await take([], [place("r2")])).kind).toBe("taken");
  });

  test("one id may have places under several keys, which it leaves together", async () => {
    const both = (id: string) => [place(id), { ...place(id), key: "at-once:b", most: 1 }];
    expect((await take([], both("r1"))).kind).toBe("taken");
    expect(await take([], both("r2"))).toMatchObject({ kind: "over", index: 1 });
    await store().leave(["r1"]);
    expect(await take([], both("r2"))).toMatchObject({ kind: "taken", left: [{ left: 1 }, { left: 0 }] });
  });

  test("a place that is renewed is kept; one that is gone stays gone", async () => {
    await take([], [place("r1", NOON + 10)]);
    await take([], [place("r2", NOON + 10)]);
    await store().renew(["r1"], NOON + 100);
    await store().expire(NOON + 10);
    await store().renew(["r2"], NOON + 100);
    expect((await take([], [place("r3")], 50)).kind).toBe("taken");
    expect((await take([], [place("r4")], 50)).kind).toBe("over");
    expect((await take([], [place("r4")], 100)).kind).toBe("taken");
  });

  test("an id is left and renewed under the keys that it has now, and under no others", async () => {
    const at = (key: string, id: string, after: number) => ({ key, id, most: 1, expires: NOON + after });
    await take([], [at("a", "r1", 10), at("b", "r1", 10)]);
    await store().expire(NOON + 10);
    await take([], [at("b", "r1", 100)], 10);
    await take([], [at("a", "r2", 100)], 10);
    await store().renew(["r1"], NOON + 200);
    // Of the two keys it has one; the other is another's.
    expect((await take([], [at("a", "r3", 300)], 100)).kind).toBe("taken");
    expect((await take([], [at("b", "r3", 300)], 100)).kind).toBe("over");
    await store().leave(["r1", "r1"]);
    expect((await take([], [at("a", "r4", 300)], 100)).kind).toBe("over");
    expect((await take([], [at("b", "r4", 300)], 100)).kind).toBe("taken");
    // Who has left has no place to renew.
    await store().renew(["r1"], NOON + 900);
    await store().leave(["r4"]);
    expect((await take([], [at("b", "r5", 300)], 100)).kind).toBe("taken");
  });

  test("a thousand who come at once get the places that there are", async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => take([ten(1)], [{ ...place(`r${i}`), most: 7 }])),
    );
    expect(answers.filter(({ kind }) => kind === "taken")).toHaveLength(7);
  });
}

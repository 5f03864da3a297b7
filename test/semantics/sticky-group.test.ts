/** Strategies that keep requests together, over random values and targets, against what is said of them. */
import { describe, expect, test } from "vitest";
import type { PlanOrder } from "../../schemas/table-order.ts";
import { StickyGroup, type StickyOrder } from "../../semantics/sticky-group.ts";
import { targetOrder } from "../../semantics/target-order.ts";

interface Asking {
  readonly suits?: (target: number) => boolean;
  readonly kept?: (key: string) => string | undefined;
}

const ids = ["a/one", "b/two", "c/three", "d/four"];

function asked(
  order: PlanOrder,
  value: string | undefined,
  { suits = () => true, kept = () => undefined }: Asking = {},
) {
  const groups: StickyGroup[] = [];
  const targets = targetOrder(order, {
    suits,
    cost: () => 1,
    firstToken: (target) => [400, 300, 200, 100][target],
    open: () => 0,
    turn: () => 0,
    share: () => 0,
    group: (strategy: StickyOrder) => {
      if (value === undefined) return undefined;
      const group = new StickyGroup(strategy, strategy.sticky!, value, { id: (target) => ids[target]!, kept });
      groups.push(group);
      return group;
    },
  });
  return { targets, groups };
}

const values = Array.from({ length: 8_000 }, (_, i) => `session-${i}`);
const sticky = { by: "metadata.session" };
const balance = (...parts: PlanOrder[]): PlanOrder => ({ balance: parts, sticky });
const first = (order: PlanOrder, value: string, asking?: Asking) => asked(order, value, asking).targets[0];

/** Of `count` draws with the probability `p`, five standard deviations around what is expected. */
function near(count: number, p: number): [number, number] {
  const spread = 5 * Math.sqrt(count * p * (1 - p));
  return [count * p - spread, count * p + spread];
}

describe("a balance that goes by a hash", () => {
  test("shares values evenly among its parts, and puts every part second as often", () => {
    for (const place of [0, 1, 3]) {
      const counts = [0, 0, 0, 0];
      for (const value of values) counts[asked(balance(0, 1, 2, 3), value).targets[place]!]! += 1;
      const [least, most] = near(values.length, 1 / 4);
      for (const count of counts) {
        expect(count).toBeGreaterThan(least);
        expect(count).toBeLessThan(most);
      }
    }
  });

  test("moves only the values of a target that goes, whether it is written no more or cannot serve them", () => {
    const before = values.map((value) => first(balance(0, 1, 2, 3), value));
    const without = values.map((value) => first(balance(0, 1, 3), value));
    const away = values.map((value) => first(balance(0, 1, 2, 3), value, { suits: (target) => target !== 2 }));
    for (const [i, target] of before.entries()) {
      if (target !== 2) expect([without[i], away[i]]).toEqual([target, target]);
    }
    expect(away).toEqual(without);
    const moved = before.flatMap((target, i) => (target === 2 ? [without[i]] : []));
    // Among all that are left, not to one neighbour.
    for (const target of [0, 1, 3]) {
      expect(moved.filter((to) => to === target).length).toBeGreaterThan(near(moved.length, 1 / 3)[0]);
    }
  });

  test("does not depend on the order in which its parts are written, nor on where the request's other splits fall", () => {
    for (const value of values.slice(0, 200))
      expect(first(balance(3, 1, 2, 0), value)).toBe(first(balance(0, 1, 2, 3), value));
  });

  test("a request without the fact is kept with none, and goes by the strategy", () => {
    expect(asked(balance(1, 0), undefined)).toEqual({ targets: [1, 0], groups: [] });
  });
});

describe("a lifetime", () => {
  const fastest: PlanOrder = { fastest: [0, { chain: [1, 2] }, 3], sticky: { ...sticky, lifetime: 60_000 } };

  test("puts the part first that has the target of late, and leaves the others in their order", () => {
    expect(asked(fastest, "v").targets).toEqual([3, 1, 2, 0]);
    expect(asked(fastest, "v", { kept: () => "a/one" }).targets).toEqual([0, 3, 1, 2]);
    expect(asked(fastest, "v", { kept: () => "c/three" }).targets).toEqual([1, 2, 3, 0]);
  });

  test("a request that its group's target cannot serve goes by the strategy, and is said to have moved", () => {
    const { targets, groups } = asked(fastest, "v", { kept: () => "a/one", suits: (target) => target !== 0 });
    expect(targets).toEqual([3, 1, 2]);
    expect(groups.map((group) => [group.isAway, group.answeredBy("d/four")])).toEqual([[true, "moved"]]);
  });

  test("what it means that a target answers: kept, new, moved, or none of the strategy's", () => {
    const [fresh] = asked(fastest, "v").groups;
    expect([fresh!.answeredBy("b/two"), fresh!.answeredBy("x/other")]).toEqual(["new", undefined]);
    const [known] = asked(fastest, "v", { kept: () => "c/three" }).groups;
    expect(["b/two", "c/three", "a/one"].map((id) => known!.answeredBy(id))).toEqual(["kept", "kept", "moved"]);
  });

  test("groups of other values, facts and targets have other keys; the same ones the same key", () => {
    const keyOf = (order: PlanOrder, value: string) => asked(order, value).groups[0]!.key;
    const own = keyOf(fastest, "v");
    const others: PlanOrder[] = [
      { fastest: [0, 3], sticky: { ...sticky, lifetime: 60_000 } },
      { ...(fastest as object), sticky: { by: "key.id", lifetime: 60_000 } } as PlanOrder,
    ];
    expect(keyOf(JSON.parse(JSON.stringify(fastest)) as PlanOrder, "v")).toBe(own);
    expect([keyOf(fastest, "w"), ...others.map((order) => keyOf(order, "v"))]).not.toContain(own);
  });
});

import { describe, expect, test } from "vitest";
import type { PlanOrder } from "../../schemas/table-order.ts";
import { type OrderView, targetOrder } from "../../semantics/target-order.ts";

const idle: OrderView = {
  suits: () => true,
  cost: () => 1,
  firstToken: () => undefined,
  open: () => 0,
  turn: () => 0,
  share: () => 0,
};
const order = (plan: PlanOrder, view: Partial<OrderView> = {}) => targetOrder(plan, { ...idle, ...view });
const by = (values: number[]) => (target: number) => values[target]!;

test("a chain is tried as it is written, each target once, without those that do not suit", () => {
  expect(order({ chain: [2, 0, { fastest: [0, 1] }] })).toEqual([2, 0, 1]);
  expect(order({ chain: [2, 0, 1] }, { suits: (target) => target !== 0 })).toEqual([2, 1]);
});

test("cheapest sorts by the request's cost, equal ones and those without a price stay in place", () => {
  expect(order({ cheapest: [0, 1, 2, 3] }, { cost: by([3, 1, 2, 1]) })).toEqual([1, 3, 2, 0]);
  expect(order({ cheapest: [0, 1] }, { cost: by([Number.POSITIVE_INFINITY, 9]) })).toEqual([1, 0]);
});

test("fastest tries first what was never measured, then the quickest", () => {
  const measured: (number | undefined)[] = [300, 100, undefined];
  expect(order({ fastest: [0, 1, 2] }, { firstToken: (target) => measured[target] })).toEqual([2, 1, 0]);
});

test("fastest does not wait for a measurement that may never end: what is being measured comes last, the least busy first", () => {
  const measured: (number | undefined)[] = [undefined, 100, undefined, undefined];
  const view = { firstToken: by(measured as number[]), open: by([3, 9, 1, 0]) };
  expect(order({ fastest: [0, 1, 2, 3] }, view)).toEqual([3, 1, 2, 0]);
});

test("balance tries the least busy first, then the one whose turn is longest ago", () => {
  expect(order({ balance: [0, 1, 2] }, { open: by([1, 0, 0]), turn: by([1, 3, 2]) })).toEqual([2, 1, 0]);
});

test("balance by room tries the one with the largest share left first, and equal ones as any balance", () => {
  const plan: PlanOrder = { balance: [0, 1, 2, 3], by: "room" };
  expect(order(plan, { room: by([0.2, -0.1, 0.9, 1]), open: by([0, 0, 0, 9]) })).toEqual([3, 2, 0, 1]);
  expect(order(plan, { room: by([1, 1, 0.5, 1]), open: by([2, 1, 0, 1]), turn: by([0, 2, 0, 1]) })).toEqual([
    3, 1, 0, 2,
  ]);
  expect(order(plan, { open: by([2, 1, 0, 1]), turn: by([0, 2, 0, 1]) })).toEqual([2, 3, 1, 0]);
  const part: PlanOrder = { balance: [{ chain: [0, 2] }, 1], by: "room" };
  expect(order(part, { room: by([0.2, 0.5, 1]) })).toEqual([1, 0, 2]);
});

describe("split", () => {
  const split: PlanOrder = {
    split: [
      { weight: 90, of: 0 },
      { weight: 10, of: { chain: [1, 2] } },
    ],
    by: "key.id",
  };

  test("takes the side that the share falls on, and only that side", () => {
    expect(order(split, { share: () => 0 })).toEqual([0]);
    expect(order(split, { share: () => 89.99 })).toEqual([0]);
    expect(order(split, { share: () => 90 })).toEqual([1, 2]);
    expect(order(split, { share: () => 99.99 })).toEqual([1, 2]);
  });

  test("shares among the sides that can serve the request", () => {
    expect(order(split, { share: () => 0, suits: (target) => target !== 0 })).toEqual([1, 2]);
    expect(order(split, { share: () => 99, suits: (target) => target === 0 })).toEqual([0]);
  });
});

test("strategies nest: a part ranks by its first suitable target and keeps its own order", () => {
  const nested: PlanOrder = { cheapest: [{ chain: [0, 1] }, { chain: [2, 3] }] };
  expect(order(nested, { cost: by([5, 1, 4, 9]) })).toEqual([2, 3, 0, 1]);
  expect(order(nested, { cost: by([5, 1, 4, 9]), suits: (target) => target !== 0 })).toEqual([1, 2, 3]);
});

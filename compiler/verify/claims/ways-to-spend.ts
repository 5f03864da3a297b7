/** Which targets one request can be paid for at, of a plan and of what its failures lead to. */
import { all } from "../../lower/connectives.ts";
import type { Condition, Target } from "../../lower/ir.ts";
import type { Order } from "../../plan/order.ts";
import { servedBy } from "../../plan/served-by.ts";
import type { Tried } from "../../plan/tried.ts";
import { eachWay, triedAtOnce } from "../../plan/tried-at-once.ts";
import type { Origin } from "../../source.ts";
import { type PlannedPlace, whenFailed } from "./plan-place.ts";

/** Of more targets that some requests do not try, not every choice is looked at. */
const MOST_APART = 6;

/** With what any failure leads to: it can follow all that was tried before. */
export function waysToSpend({ triesAll, failing }: PlannedPlace, order: Order): readonly (readonly Target[])[] {
  const parts = [triedAtOnce(order, triesAll), ...failing.map(({ plan }) => triedAtOnce(plan.order!, true))];
  return eachWay(parts);
}

/** Each target once: what failures lead to is tried where the plan was. */
export function triedAnywhere({ tried, failing }: PlannedPlace, origin: Origin): readonly Tried[] {
  if (failing.length === 0) return tried;
  const there = failing.flatMap(({ tried, failed }) =>
    tried.map((one) => ({ ...one, when: all([whenFailed(failed), one.when], origin) })),
  );
  const byTarget = Map.groupBy([...tried, ...there], ({ target }) => target.id);
  return [...byTarget.values()].map((same) => ({ ...same[0]!, when: servedBy(same, origin) }));
}

/** Every choice of what a request tries of a way; undefined where there are too many. */
export function chosenOf(known: readonly Tried[], way: readonly Target[]): Tried[][] | undefined {
  const tried = triedOf(known, way);
  const always = tried.filter(({ when }) => when.kind === "constant");
  const open = tried.filter(({ when }) => when.kind !== "constant");
  const apart = [...Map.groupBy(open, keyOf).values()];
  if (apart.length > MOST_APART) return undefined;
  return choices(apart).map((chosen) => [...always, ...chosen.flat()]);
}

export function triedOf(known: readonly Tried[], way: readonly Target[]): Tried[] {
  return way.flatMap(({ id }) => known.filter(({ target, when }) => target.id === id && !isNever(when)));
}

/** For one that no request gets to nothing is paid, and of the others nothing follows. */
export function isNever(when: Condition): boolean {
  return when.kind === "constant" && !when.value;
}

function keyOf({ when }: Tried): string {
  return JSON.stringify(when, (name, value: unknown) => {
    if (name === "origin") return undefined;
    return typeof value === "number" ? String(value) : value;
  });
}

/** Every choice of the items, all of them first. */
function choices<T>([first, ...rest]: readonly T[]): T[][] {
  if (first === undefined) return [[]];
  const without = choices(rest);
  return [...without.map((some) => [first, ...some]), ...without];
}

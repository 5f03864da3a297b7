/** What can have been paid of a plan before an attempt of it does not fit into a budget. */
import { MOST_ATTEMPTS } from "../../../semantics/attempts.ts";
import type { Condition, Target } from "../../lower/ir.ts";
import type { Attempts } from "../../plan/measure.ts";
import type { Order } from "../../plan/order.ts";
import { servedBy } from "../../plan/served-by.ts";
import type { Tried } from "../../plan/tried.ts";
import type { Origin } from "../../source.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { chosenOf, triedAnywhere, waysToSpend } from "./ways-to-spend.ts";

export interface PaidBefore {
  /** The requests for which so much can have been paid. */
  readonly when: readonly Condition[];
  readonly attempts: Attempts;
  /** Why not all of them may have. */
  readonly rough?: string;
}

/** More ways are one, as if all could be tried for whatever some are tried for. */
const MOST_WAYS = 32;

/** `rounds`: how often each target can be asked. Each way is one attempt less than all: the one that does not fit. */
export function paidBefore(instead: PlannedPlace, rounds: number, origin: Origin): readonly PaidBefore[] {
  const { order } = instead.plan;
  const known = triedAnywhere(instead, origin);
  // Where nothing goes on, nothing comes before the attempt that does not fit.
  if (!order || !(instead.goesOn || instead.failing.length > 0)) return [{ when: [], attempts: [] }];
  const found = waysToSpend(instead, order).flatMap((way) => {
    const chosen = chosenOf(known, way);
    return chosen?.flatMap((some) => withoutOne(some, way, { instead, order, rounds })) ?? [undefined];
  });
  const clear = found.flatMap((one) => one ?? []);
  return clear.length < found.length || found.length > MOST_WAYS ? [roughly(known, rounds, origin)] : clear;
}

interface Plan {
  readonly instead: PlannedPlace;
  readonly order: Order;
  readonly rounds: number;
}

function withoutOne(tried: readonly Tried[], way: readonly Target[], { instead, order, rounds }: Plan): PaidBefore[] {
  if (tried.length === 0) return [];
  const when = tried.map((one) => one.when);
  const place = new Map(way.map(({ id }, i) => [id, i]));
  const sorted = tried.toSorted((a, b) => place.get(a.target.id)! - place.get(b.target.id)!);
  const isPlain = order.kind !== "target" && order.kind !== "split" && order.of.every(({ kind }) => kind === "target");
  const isInOrder = order.kind === "target" || (isPlain && order.kind === "chain");
  const lasts = isInOrder && instead.failing.length === 0 ? sorted.slice(-1) : sorted;
  const isReal = isInOrder || (isPlain && order.kind !== "cheapest");
  return lasts.map((last) => ({
    when,
    attempts: sorted
      .map(({ target: { id } }): [string, number] => [id, id === last.target.id ? rounds - 1 : rounds])
      .filter(([, times]) => times > 0),
    ...((!isReal || instead.failing.length > 0 || tried.length * rounds > MOST_ATTEMPTS) && { rough: ROUGH }),
  }));
}

const ROUGH = "in which order targets are tried before a budget is spent is not looked at";

function roughly(tried: readonly Tried[], rounds: number, origin: Origin): PaidBefore {
  const attempts = tried.map(({ target: { id } }): [string, number] => [id, rounds]);
  return { when: [servedBy(tried, origin)], attempts, rough: ROUGH };
}

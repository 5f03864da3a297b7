/** Targets that one request can have at once: a chain adds up, a split gives one of its sides. */
import type { Target } from "../lower/ir.ts";
import type { Order } from "./order.ts";

/** More ways than these are one: as if all targets could be tried for one request. */
const MOST_WAYS = 64;

/** Each is a list without repeats. `goesOn`: a failure, or a hedge, goes on to the next target. */
export function triedAtOnce(order: Order, goesOn: boolean): readonly (readonly Target[])[] {
  if (order.kind === "target") return [[order.target]];
  if (order.kind === "split") return order.parts.flatMap(({ of }) => triedAtOnce(of, goesOn));
  const parts = order.of.map((part) => triedAtOnce(part, goesOn));
  return goesOn ? eachWay(parts) : parts.flat();
}

/** One way of each part, one after the other. */
export function eachWay(parts: readonly (readonly (readonly Target[])[])[]): readonly (readonly Target[])[] {
  if (parts.reduce((product, { length }) => product * length, 1) > MOST_WAYS) return [distinct(parts.flat(2))];
  return parts.reduce<Target[][]>(
    (ways, part) => ways.flatMap((way) => part.map((more) => distinct([...way, ...more]))),
    [[]],
  );
}

function distinct(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [target.id, target])).values()];
}

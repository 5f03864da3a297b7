import type { GroupingFact } from "./facts.ts";
import type { ModelId } from "./models.gen.ts";
import type { Balance, Balancing, Chain, Cheapest, Fastest, Part, Split, Sticky } from "./policy.ts";
import type { Plain } from "./quantities.ts";

/** Targets in the order in which they are tried: models, tiers, or strategies over them. */
export function chain<const N extends string = never>(...targets: readonly Part<N>[]): Chain<Exclude<N, ModelId>> {
  return { chain: targets } as Chain<Exclude<N, ModelId>>;
}

/**
 * Shares requests by weight, such as `{ "provider/one": 90, "provider/two": 10 }`. Requests with the same value of the
 * fact `by` (the caller's key, unless it is given) keep their side.
 */
export function split<const N extends string = never>(
  weights: { readonly [K in ModelId | N]?: Plain },
  options: { readonly by?: GroupingFact } = {},
): Split<Exclude<N, ModelId>> {
  return { split: weights, ...options } as Split<Exclude<N, ModelId>>;
}

/** The cheapest for the request's own tokens first; with `quality`, only targets that the team scores at least so. */
export function cheapest<const N extends string = never>(
  targets: readonly Part<N>[],
  options: { readonly quality?: Plain } = {},
): Cheapest<Exclude<N, ModelId>> {
  return { cheapest: targets, ...options } as Cheapest<Exclude<N, ModelId>>;
}

/** The one whose first token came quickest of late first; with `sticky`, requests stay where others of their group went. */
export function fastest<const N extends string = never>(
  targets: readonly Part<N>[],
  options: Sticky = {},
): Fastest<Exclude<N, ModelId>> {
  return { fastest: targets, ...options } as Fastest<Exclude<N, ModelId>>;
}

/**
 * The one with the fewest open requests first, or, with `by: "room"`, the one that has the most left of its limits; with `sticky`,
 * requests stay where others of their group go.
 */
export function balance<const N extends string = never>(
  targets: readonly Part<N>[],
  options: Balancing = {},
): Balance<Exclude<N, ModelId>> {
  return { balance: targets, ...options } as Balance<Exclude<N, ModelId>>;
}

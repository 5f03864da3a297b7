import type { GroupingFact } from "./facts.ts";
import type { ModelId } from "./names.ts";
import type { Balance, Balancing, Chain, Cheapest, Fastest, Split, Sticky } from "./policy.ts";
import type { Plain } from "./quantities.ts";

/** What has a slash is the name of a model, and no tier's. */
type TierName<N extends string> = `${N extends `${string}/${string}` ? never : N}`;

/** What a strategy names beside models; a misspelt model is told at its place, and not once more around it. */
type OwnNames<N extends string> = Exclude<TierName<N>, ModelId>;

/** A part of a strategy: `D` are the names in it, `N` those in strategies within it, which are looked at where these are written. */
type Listed<D extends string, N extends string> =
  | ModelId
  | TierName<D>
  | Chain<N>
  | Split<N>
  | Cheapest<N>
  | Fastest<N>
  | Balance<N>;

type Weight<K extends string> = K extends ModelId
  ? Plain
  : K extends `${string}/${string}`
    ? "there is no such model"
    : Plain;

/** Targets in the order in which they are tried: models, tiers, or strategies over them. */
export function chain<const D extends string = never, const N extends string = never>(
  ...targets: readonly Listed<D, N>[]
): Chain<OwnNames<D> | N> {
  return { chain: targets } as Chain<OwnNames<D> | N>;
}

/**
 * Shares requests by weight, such as `{ "provider/one": 90, "provider/two": 10 }`. Requests with the same value of the
 * fact `by` (the caller's key, unless it is given) keep their side.
 */
export function split<const N extends string = never>(
  weights: { readonly [K in ModelId | N]?: Weight<K> },
  options: { readonly by?: GroupingFact } = {},
): Split<OwnNames<N>> {
  return { split: weights, ...options } as Split<OwnNames<N>>;
}

/** The cheapest for the request's own tokens first; with `quality`, only targets that the team scores at least so. */
export function cheapest<const D extends string = never, const N extends string = never>(
  targets: readonly Listed<D, N>[],
  options: { readonly quality?: Plain } = {},
): Cheapest<OwnNames<D> | N> {
  return { cheapest: targets, ...options } as Cheapest<OwnNames<D> | N>;
}

/** The one whose first token came quickest of late first; with `sticky`, requests stay where others of their group went. */
export function fastest<const D extends string = never, const N extends string = never>(
  targets: readonly Listed<D, N>[],
  options: Sticky = {},
): Fastest<OwnNames<D> | N> {
  return { fastest: targets, ...options } as Fastest<OwnNames<D> | N>;
}

/**
 * The one with the fewest open requests first, or, with `by: "room"`, the one that has the most left of its limits; with `sticky`,
 * requests stay where others of their group go.
 */
export function balance<const D extends string = never, const N extends string = never>(
  targets: readonly Listed<D, N>[],
  options: Balancing = {},
): Balance<OwnNames<D> | N> {
  return { balance: targets, ...options } as Balance<OwnNames<D> | N>;
}

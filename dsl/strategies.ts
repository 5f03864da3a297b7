import type { Balance, Chain, Cheapest, Fastest, Split } from "./policy.ts";

type Part<N extends string> = Chain<N>["chain"][number];

/** Targets in the order in which they are tried: models, tiers, or strategies over them. */
export function chain<const N extends string>(...targets: readonly Part<N>[]): Chain<N> {
  return { chain: targets };
}

/**
 * Shares requests by weight, such as `{ "openai/gpt-5.4-mini": 90, "qwen/qwen3.7-plus": 10 }`. Requests with the same value
 * of the fact `by` (the caller's key, unless it is given) keep their side.
 */
export function split<const N extends string>(
  weights: { readonly [K in N]?: number },
  options: { readonly by?: string } = {},
): Split<N> {
  return { split: weights, ...options };
}

/** The cheapest for the request's own tokens first; with `quality`, only targets that the team scores at least so. */
export function cheapest<const N extends string>(
  targets: readonly Part<N>[],
  options: { readonly quality?: number } = {},
): Cheapest<N> {
  return { cheapest: targets, ...options };
}

/** The one whose first token came quickest of late first. */
export function fastest<const N extends string>(targets: readonly Part<N>[]): Fastest<N> {
  return { fastest: targets };
}

/** The one with the fewest open requests first. */
export function balance<const N extends string>(targets: readonly Part<N>[]): Balance<N> {
  return { balance: targets };
}

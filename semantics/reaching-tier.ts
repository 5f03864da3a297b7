/** Which service tier reaches a target. One without a price of its own there does not: it would be billed unseen. */
import type { TablePrice } from "../schemas/table-price.ts";
import type { Carried } from "./dialects/carried-by.ts";
import { isListed } from "./rates.ts";

/** The provider chooses the tier. */
export const AUTO = "auto";

/** Names of the tier that costs the usual price. */
const usual: readonly string[] = ["default", "standard", "standard_only", "on_demand"];

export interface PricedTarget {
  readonly price?: TablePrice | undefined;
  readonly carried: Carried;
}

/** The tier that a target is asked for by a body's `service_tier`; undefined where that is left out. */
export function reachingTier({ price, carried }: PricedTarget, asked: unknown): string | undefined {
  return carried.serviceTier && hasKnownTier(price, asked) ? asked : undefined;
}

/** One that is listed, or a name of the usual price at a target that has tiers, and so knows the parameter. */
export function hasKnownTier(price: TablePrice | undefined, tier: unknown): tier is string {
  if (typeof tier !== "string" || listedTiers(price).length === 0) return false;
  return tier === AUTO || usual.includes(tier) || isListed(price ?? {}, tier);
}

/** Every tier by which a request may be billed that asks for this one; undefined is the usual price. */
export function billableTiers(price: TablePrice, reaching: string | undefined): (string | undefined)[] {
  return reaching === AUTO ? [undefined, ...listedTiers(price)] : [reaching];
}

/**
 * The tier that an answer was billed by, where it says so, else what was asked for; undefined is the usual price, and
 * `unknown` one whose price is not known.
 */
export function billedTier(
  price: TablePrice,
  answered: string | undefined,
  reached: string | undefined,
): { tier?: string } | "unknown" {
  const tier = answered ?? reached;
  if (isListed(price, tier)) return { tier };
  return tier === undefined || tier === AUTO || usual.includes(tier) ? {} : "unknown";
}

export function listedTiers(price: TablePrice | undefined): string[] {
  return Object.keys(price?.serviceTiers ?? {});
}

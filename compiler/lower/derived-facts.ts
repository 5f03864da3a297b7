import type { FactType } from "../../schemas/facts.ts";

/** The fact whose value is USD, asked with the target's id: `t.maxCost(r)`. */
export const MAX_COST = "target.maxCost";
/** The fact whose value is milliseconds, asked with the target's id: `t.maxLatency(r)`. */
export const MAX_LATENCY = "target.maxLatency";

/** What invariants alone can ask, because it is computed from a request and a target. It never reaches a table. */
export const derivedFacts: Readonly<Record<string, FactType & { readonly kind: "number" }>> = {
  [MAX_COST]: { kind: "number", unit: "usd" },
  [MAX_LATENCY]: { kind: "number", unit: "ms" },
};

export function isDerived(fact: string): boolean {
  return Object.hasOwn(derivedFacts, fact);
}

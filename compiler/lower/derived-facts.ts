import type { FactType } from "../../schemas/facts.ts";

/** The fact whose value is USD, asked with the target's id, of what no natural text is above: `t.maxCost(r)`. */
export const MAX_COST = "target.maxCost";
/** The fact whose value is USD, asked with the target's id, of what nothing is above: `t.hardCost(r)`. */
export const HARD_COST = "target.hardCost";
/** The fact whose value is milliseconds, asked with the target's id: `t.maxLatency(r)`. */
export const MAX_LATENCY = "target.maxLatency";
/** USD of every attempt that can be billed, asked with how often each target can be. */
export const SPENDS = "plan.spends";
/** What is sent counts at most so many tokens, before a family's factor: whole. */
export const UPPER_TOKENS = "request.upperTokens";
/** What is sent is expected to count so many tokens, before a family's factor: whole. */
export const SENT_TOKENS = "request.sentTokens";
/** Expected tokens of input and the output bound, together, asked with the target's id. */
export const EXPECTED_FILL = "target.expectedFill";
/** The same of the most that the input may count. */
export const UPPER_FILL = "target.upperFill";

const usd = { kind: "number", unit: "usd" } as const;
const tokens = { kind: "number", unit: "tokens" } as const;

/** What invariants and plans alone can ask, because it is computed from a request and a target. It never reaches a table. */
export const derivedFacts: Readonly<Record<string, FactType & { readonly kind: "number" }>> = {
  [MAX_COST]: usd,
  [HARD_COST]: usd,
  [MAX_LATENCY]: { kind: "number", unit: "ms" },
  [SPENDS]: usd,
  [UPPER_TOKENS]: tokens,
  [SENT_TOKENS]: tokens,
  [EXPECTED_FILL]: tokens,
  [UPPER_FILL]: tokens,
};

export function isDerived(fact: string): boolean {
  return Object.hasOwn(derivedFacts, fact);
}

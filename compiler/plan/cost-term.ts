/** What a request costs at most at a target, on the terms of a place: all that the arithmetic needs. */
import type { TablePrice } from "../../schemas/table-price.ts";
import { choicesOf, maxOutputTokensOf } from "../../semantics/facts/asked.ts";
import type { PricedTarget } from "../../semantics/reaching-tier.ts";
import { type BilledRequest, worstCost } from "../../semantics/worst-cost.ts";

export interface CostTerm extends PricedTarget {
  readonly price: TablePrice;
  /** Tokens: the most output that route, model and window allow. */
  readonly mostOutput: number;
  /** Tokens: the output that the policy fixes in place of the client's. */
  readonly fixedOutput?: number;
  /** The service tier that the policy fixes in place of the client's. */
  readonly fixedTier?: string;
  /** The answers that the policy asks for in place of the client. */
  readonly fixedChoices?: number;
}

/** What a client asks for, as far as it has to do with costs. */
export interface CostAsked {
  /** Tokens. */
  readonly input: number;
  /** Tokens; undefined where the client does not say. */
  readonly output: number | undefined;
  readonly choices: number;
  readonly serviceTier?: string;
  readonly audio: boolean;
}

/** What is billed for, on the terms of the place. */
export function billedAt(term: CostTerm, { input, output, choices, serviceTier, audio }: CostAsked): BilledRequest {
  const { fixedOutput, fixedTier = serviceTier, fixedChoices = choices, mostOutput } = term;
  return {
    input,
    output: Math.min(fixedOutput ?? output ?? mostOutput, mostOutput),
    choices: fixedChoices,
    audio,
    ...(fixedTier !== undefined && { serviceTier: fixedTier }),
  };
}

/** USD; undefined where a rate is not known. */
export function maxCost(term: CostTerm, asked: CostAsked, at: Date): number | undefined {
  const cost = worstCost(term, billedAt(term, asked), at);
  return cost === undefined ? undefined : cost / 1e6;
}

/** What a body asks for. */
export function askedBy(
  body: Readonly<Record<string, unknown>>,
  facts: { readonly inputTokens: number; readonly audio: boolean },
): CostAsked {
  const { service_tier: tier } = body;
  return {
    input: facts.inputTokens,
    output: maxOutputTokensOf(body),
    choices: choicesOf(body),
    audio: facts.audio,
    ...(typeof tier === "string" && { serviceTier: tier }),
  };
}

/** What a request costs at most at a target, on the terms of a place: all that the arithmetic needs. */
import type { TablePrice } from "../../schemas/table-price.ts";
import type { PricedTarget } from "../../semantics/reaching-tier.ts";
import type { InputTokens } from "../../semantics/tokens/input-tokens.ts";

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
  /** Tokens: the bound that is sent where the client names none; absent: what the input leaves of the window. */
  readonly usualOutput?: number;
  /** How many of the target's tokens there are to one of the base figures. */
  readonly tokens: { readonly expected: number; readonly upper: number };
  /** Base figures of what the policy adds to the client's body. */
  readonly added: Pick<InputTokens, "expected" | "upper" | "hard">;
}

/** Of every target of a plan, by id. */
export type Costs = ReadonlyMap<string, CostTerm>;

/** Tokens of an answer that are paid for at most; undefined output: the client does not say. */
export function writtenOutput({ mostOutput, fixedOutput }: CostTerm, output: number | undefined): number {
  return Math.min(fixedOutput ?? output ?? mostOutput, mostOutput);
}

/** Whether the cost of an answer is known. */
export function isPriced(term: CostTerm | undefined): boolean {
  return term?.price.input !== undefined;
}

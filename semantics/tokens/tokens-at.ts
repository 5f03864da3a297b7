import type { TableTarget } from "../../schemas/table.ts";
import type { TargetTokens } from "../../schemas/target-tokens.ts";
import { targetTokens } from "./families.ts";
import type { InputTokens } from "./input-tokens.ts";

/** Input tokens of a request at one target, whole numbers. `hard` is the same for all. */
export interface TokensAt {
  readonly expected: number;
  readonly upper: number;
}

export function tokensAt({ tokens }: Pick<TableTarget, "tokens">, base: InputTokens): TokensAt {
  const factors: TargetTokens = tokens ?? unmeasured;
  const expected = Math.ceil(base.expected * factors.expected);
  return { expected, upper: Math.max(expected, Math.ceil(base.upper * factors.upper)) };
}

/** Of a target whose table says nothing of it. */
const unmeasured = targetTokens("unknown");

/**
 * The most of the base figure `upper` of a request that goes to the target. A family's ratio is four times its factor, so
 * that what is too much for one target of a plan is for all.
 */
export function mostBaseUpper({ tokens }: Pick<TableTarget, "tokens">, inputTokens: number): number {
  const { ratio, upper } = tokens ?? unmeasured;
  return Math.floor((inputTokens * Math.round((ratio / upper) * 1_000)) / 1_000);
}

/** How the target counts. */
export function factorsOf({ tokens }: Pick<TableTarget, "tokens">): TargetTokens {
  return tokens ?? unmeasured;
}

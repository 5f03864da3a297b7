/** Whether a request's tokens are within what a target and its route take: what may be tried, and what surely serves. */
import type { TableTarget } from "../schemas/table.ts";
import type { InputTokens } from "./tokens/input-tokens.ts";
import { factorsOf, mostBaseUpper } from "./tokens/tokens-at.ts";

export interface TokenWindow {
  /** Tokens. */
  readonly context: number;
  readonly maxInput?: number | undefined;
}

/** Input and output share the context, unless it is what the input alone may have. */
export function isShared({ context, maxInput }: TokenWindow): boolean {
  return maxInput === undefined || maxInput < context;
}

/** Tokens of output that are asked of a target: the smallest bound; undefined where neither client nor policy nor route says one. */
export function boundedOutput(
  asked: number | undefined,
  ofRoute: number | undefined,
  { maxOutput, context }: Pick<TableTarget, "maxOutput" | "context">,
): number | undefined {
  const said = asked ?? ofRoute;
  if (said === undefined) return undefined;
  return Math.min(said, ofRoute ?? said, maxOutput ?? said, context);
}

/** Where nobody says how long an answer may be, it is kept within what the input leaves. */
export const LEAST_OUTPUT = 1;

/** Expected tokens, in the base figure, that the target takes with so much output. */
export function mostExpected(
  target: Pick<TableTarget, "context" | "maxInput" | "tokens">,
  output: number | undefined,
): number {
  const { context, maxInput = Number.POSITIVE_INFINITY } = target;
  const left = isShared(target) ? context - (output ?? LEAST_OUTPUT) : Number.POSITIVE_INFINITY;
  return Math.min(maxInput, left) / factorsOf(target).expected;
}

/** Why the target does not take what is sent; undefined where it may. `output`: as `boundedOutput` says. */
export function unfit(
  target: Pick<TableTarget, "context" | "maxInput" | "tokens">,
  sent: InputTokens,
  output: number | undefined,
  maxInputTokens: number | undefined,
): string | undefined {
  const { context, maxInput } = target;
  const factors = factorsOf(target);
  if (maxInputTokens !== undefined && sent.upper > mostBaseUpper(target, maxInputTokens)) {
    const [upper, most] = [sent.upper * factors.upper, mostBaseUpper(target, maxInputTokens) * factors.upper];
    return `may count ${whole(upper)} input tokens for so unusual a text, and ${whole(most)} are allowed`;
  }
  const expected = sent.expected * factors.expected;
  if (maxInput !== undefined && expected > maxInput) {
    return `takes ${maxInput} input tokens, and the request has about ${whole(expected)}`;
  }
  const written = output ?? LEAST_OUTPUT;
  if (!isShared(target) || expected + written <= context) return undefined;
  if (expected > context) return `takes ${context} input tokens, and the request has about ${whole(expected)}`;
  return `takes ${context} tokens, and the request has about ${whole(expected)} and up to ${written} of output`;
}

function whole(tokens: number): number {
  return Math.ceil(tokens);
}

import type { TableTarget } from "../../schemas/table.ts";
import { type InputTokens, reply } from "./input-tokens.ts";
import { addMessage } from "./message-tokens.ts";
import { TokenSum } from "./token-sum.ts";
import { tokensAt } from "./tokens-at.ts";

/** The tokens of inputs that vectors are asked for, as if each were a message: no less than a provider counts. */
export function embeddingTokensOf(inputs: readonly unknown[]): InputTokens {
  const sum = new TokenSum();
  sum.add(reply);
  for (const input of inputs) {
    if (Array.isArray(input)) sum.ids(input.length);
    else addMessage(sum, { role: "user", content: input });
  }
  return sum.total();
}

/** Tokens that a target is expected to count of the inputs alone: nothing stands around them. */
export function plainTokensOf(
  target: Pick<TableTarget, "tokens">,
  inputs: readonly (string | readonly number[])[],
): number {
  const sum = new TokenSum();
  for (const input of inputs) {
    if (typeof input === "string") sum.text(input);
    else sum.ids(input.length);
  }
  return tokensAt(target, sum.total()).expected;
}

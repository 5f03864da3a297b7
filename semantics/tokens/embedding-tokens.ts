import { type InputTokens, reply } from "./input-tokens.ts";
import { addMessage } from "./message-tokens.ts";
import { TokenSum } from "./token-sum.ts";

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

/** How a target counts: the factors of its tokenizer's family. */
import type { TargetTokens } from "../../schemas/target-tokens.ts";
import { targetTokens as tokensOfFamily } from "../../semantics/tokens/families.ts";
import { tokenizerOf } from "../../semantics/tokens/tokenizer-of.ts";
import type { Target } from "../lower/ir.ts";

export function targetTokens({ model }: Target): TargetTokens {
  return tokensOfFamily(tokenizerOf(model));
}

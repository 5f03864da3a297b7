import { addedAt } from "../../semantics/tokens/added-tokens.ts";
import type { InputTokens } from "../../semantics/tokens/input-tokens.ts";
import type { Target, Terms } from "../lower/ir.ts";
import { lacks } from "./suitable.ts";
import { zeroRetentionOf } from "./zero-retention.ts";

/** Base figures of what goes to a target beside what the client says. */
export function addedTo(target: Target, terms: Terms): InputTokens {
  return addedAt(terms, { zeroRetention: zeroRetentionOf(target), lacks: lacks(target) });
}

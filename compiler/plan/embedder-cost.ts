import { addedTokens } from "../../semantics/tokens/added-tokens.ts";
import type { Target } from "../lower/ir.ts";
import type { CostTerm } from "./cost-term.ts";
import { emitPrice } from "./emit-price.ts";
import { targetTokens } from "./target-tokens.ts";

/** It is sent a text, once, and nothing of what the client asks for beside. */
const carried = { choices: false, serviceTier: false, searches: false, longCache: false };

/** An embedder is paid for the text that it reads, at most the whole input; undefined without a price. */
export function embedderCost(target: Target): CostTerm | undefined {
  const { model } = target;
  if (model.price?.input === undefined) return undefined;
  const { unknown: _, ...price } = emitPrice({
    ...model.price,
    ...{ output: 0, cacheWrite: undefined, inputAudio: undefined, outputAudio: undefined, reasoning: undefined },
    ...{ serviceTiers: undefined, per1kQueries: undefined },
  });
  return { price, carried, mostOutput: 0, fixedOutput: 0, tokens: targetTokens(target), added: addedTokens(undefined) };
}

import type { Target } from "../lower/ir.ts";
import type { CostTerm } from "./cost-term.ts";
import { emitPrice } from "./emit-price.ts";

/** An embedder is paid for what it reads, at most the whole input, in no service tier; undefined without a price. */
export function embedderCost({ model }: Target): CostTerm | undefined {
  if (model.price?.input === undefined) return undefined;
  const price = emitPrice({ ...model.price, output: 0, cacheWrite: undefined, serviceTiers: undefined });
  return { price, mostOutput: 0, fixedOutput: 0 };
}

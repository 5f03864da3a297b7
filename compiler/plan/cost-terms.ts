import { carriedBy } from "../../semantics/dialects/carried-by.ts";
import { maxOutputTokensOf } from "../../semantics/facts/asked.ts";
import type { Route, Target, Terms } from "../lower/ir.ts";
import type { CostTerm } from "./cost-term.ts";
import { emitPrice } from "./emit-price.ts";
import { emitParameters } from "./emit-target.ts";

/** What requests cost at most at each target, on the terms of a place; a target without a full price has none. */
export function costTerms(targets: Iterable<Target>, route: Route, terms: Terms): ReadonlyMap<string, CostTerm> {
  const costs = new Map<string, CostTerm>();
  for (const { id, model, provider } of targets) {
    if (model.price?.input === undefined || model.price.output === undefined) continue;
    const limits = [route.max.outputTokens, model.maxOutput, model.context].filter((limit) => limit !== undefined);
    costs.set(id, {
      price: emitPrice(model.price, model),
      carried: carriedBy(provider.dialect, emitParameters(provider.parameters, model.parameters)),
      mostOutput: Math.min(...limits),
      ...fixed(terms.set ?? {}),
    });
  }
  return costs;
}

function fixed(set: Readonly<Record<string, unknown>>): Pick<CostTerm, "fixedOutput" | "fixedTier" | "fixedChoices"> {
  const output = maxOutputTokensOf(set);
  return {
    ...(output !== undefined && { fixedOutput: output }),
    ...(typeof set.n === "number" && { fixedChoices: set.n }),
    ...(typeof set.service_tier === "string" && { fixedTier: set.service_tier }),
  };
}

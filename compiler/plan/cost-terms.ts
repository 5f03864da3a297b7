import { carriedBy } from "../../semantics/dialects/carried-by.ts";
import { saidLimit } from "../../semantics/parameters/output-limit.ts";
import type { Route, Target, Terms } from "../lower/ir.ts";
import { addedTo } from "./added-to.ts";
import type { Costs, CostTerm } from "./cost-term.ts";
import { emitPrice } from "./emit-price.ts";
import { emitParameters } from "./emit-target.ts";
import { hasPrice } from "./has-price.ts";
import { targetTokens } from "./target-tokens.ts";

/** What requests cost at most, and fill, at each target, on the terms of a place. */
export function costTerms(targets: Iterable<Target>, route: Route, terms: Terms): Costs {
  return new Map([...targets].map((target) => [target.id, costTerm(target, { ...terms, max: route.max })]));
}

export function costTerm(target: Target, terms: Terms): CostTerm {
  const { max = {}, set } = terms;
  const { model, provider } = target;
  const { maxOutput = model.kind === "embedding" ? 0 : Number.POSITIVE_INFINITY, context } = model;
  const { outputTokens = Number.POSITIVE_INFINITY } = max;
  return {
    price: hasPrice(target) ? emitPrice(model.price!, model) : {},
    carried: carriedBy(provider.dialect, emitParameters(provider.parameters, model.parameters)),
    mostOutput: Math.min(outputTokens, maxOutput, context),
    ...(outputTokens !== Number.POSITIVE_INFINITY && { usualOutput: outputTokens }),
    ...fixed(set ?? {}),
    tokens: targetTokens(target),
    added: addedTo(target, terms),
  };
}

function fixed(set: Readonly<Record<string, unknown>>): Pick<CostTerm, "fixedOutput" | "fixedTier" | "fixedChoices"> {
  const output = saidLimit(set);
  return {
    ...(output !== undefined && { fixedOutput: output }),
    ...(typeof set.n === "number" && { fixedChoices: set.n }),
    ...(typeof set.service_tier === "string" && { fixedTier: set.service_tier }),
  };
}

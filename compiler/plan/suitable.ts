/** Which targets can serve a region at all, by what the catalog knows of them. */

import { dialects } from "../../semantics/dialects/dialects.ts";
import { isEmulated } from "../../semantics/emulation.ts";
import { capabilities } from "../lower/capabilities.ts";
import type { Target, Terms } from "../lower/ir.ts";
import type { Bounds } from "../regions/bounds.ts";
import { hasPrice } from "./has-price.ts";
import { operationOfTarget } from "./route-operation.ts";
import { targetTokens } from "./target-tokens.ts";
import { windowOf } from "./window.ts";

/** The `needs.*` facts that a target is known to fail, by its model or its dialect; what is unknown is not held against it. */
export function lacks({ model, provider }: Target): string[] {
  const ofModel = Object.keys(capabilities).filter((fact) => model.caps?.[capabilities[fact]!] === false);
  // Ids of tokens are a form that few APIs take.
  const ofInput = model.kind === "embedding" && model.caps?.tokenInput === false ? ["needs.otherForms"] : [];
  return [...new Set([...ofModel, ...ofInput, ...dialects[provider.dialect].lacks])].sort();
}

/** Why a target can serve no request of a region; undefined when it may serve some. */
export function unsuitable(target: Target, terms: Terms, bounds: Bounds): string | undefined {
  const { model, provider } = target;
  const { jurisdictions, maxCost, operation } = terms;
  if (operation !== undefined && operationOfTarget(target) !== operation) {
    return model.kind === "embedding" ? "answers no chats" : "makes no embeddings";
  }
  if (jurisdictions && !jurisdictions.includes(provider.jurisdiction ?? "")) {
    return `is under the law of ${provider.jurisdiction ?? "an unknown country"}`;
  }
  const lacking = lacks(target).find((fact) => bounds.flags.has(fact) && !isEmulated(terms, fact));
  if (lacking) return `fails \`r.${lacking}\``;
  const window = windowOf(target);
  const tokens = targetTokens(target);
  if (model.kind !== "embedding" && bounds.inputTokens * tokens.expected > window) {
    return `takes at most ${window.toLocaleString("en")} input tokens`;
  }
  if (maxCost === undefined) return undefined;
  const rate = model.price?.input;
  if (rate === undefined || !hasPrice(target)) return "has no price to hold against `maxCost`";
  return (bounds.inputTokens * tokens.upper * rate) / 1e6 > maxCost
    ? "costs more than `maxCost` for its input alone"
    : undefined;
}

/** Which targets a strategy tries for one request, in order: what cannot serve the request is as if not written. */
import type { Facts } from "../../dsl/facts.ts";
import type { ReferenceCatalog, ReferencePolicy, ReferenceStrategy, ReferenceTerms } from "./decide.ts";

export interface Serving {
  policy: ReferencePolicy;
  catalog: ReferenceCatalog;
  r: Facts;
  /** All of them hold. */
  terms: readonly ReferenceTerms[];
  /** The most output that the route allows. */
  outputTokens: number | undefined;
}

export function targetsFor(strategy: ReferenceStrategy, serving: Serving): string[] {
  return [...new Set(ordered(strategy, serving))];
}

function ordered(strategy: ReferenceStrategy, serving: Serving): string[] {
  if (typeof strategy === "string") {
    const tier = serving.policy.tiers?.[strategy];
    if (tier !== undefined) return ordered(tier, serving);
    return isSuitable(strategy, serving) ? [strategy] : [];
  }
  if ("split" in strategy) return side(strategy.split, strategy.by ?? "key.id", serving);
  if ("cheapest" in strategy) {
    const cost = (part: string[]) => worstCost(part[0]!, serving) ?? Number.MAX_VALUE;
    const parts = strategy.cheapest.map((part) => ordered(part, serving)).filter((part) => part.length > 0);
    return parts.sort((a, b) => cost(a) - cost(b)).flat();
  }
  // Idle targets that were never measured stay as they are written.
  const [parts] = Array.isArray(strategy) ? [strategy] : (Object.values(strategy) as ReferenceStrategy[][]);
  return parts!.flatMap((part: ReferenceStrategy) => ordered(part, serving));
}

function side(split: Readonly<Record<string, number>>, by: string, serving: Serving): string[] {
  const sides = Object.entries(split)
    .map(([name, weight]) => ({ weight, targets: ordered(name, serving) }))
    .filter(({ weight, targets }) => weight > 0 && targets.length > 0);
  const total = sides.reduce((sum, { weight }) => sum + weight, 0);
  const at = ((serving.r.sample(by as "key.id") ?? serving.r.sample("key.id")) / 100) * total;
  let end = 0;
  for (const { weight, targets } of sides) {
    end += weight;
    if (at < end) return targets;
  }
  return [];
}

const capabilityOf = {
  tools: "tools",
  vision: "vision",
  audio: "audioIn",
  pdf: "pdf",
  jsonSchema: "jsonSchema",
  jsonMode: "jsonMode",
  reasoning: "reasoning",
} as const;

function isSuitable(id: string, serving: Serving): boolean {
  const { catalog, r, terms } = serving;
  const { provider, model } = catalog(id);
  for (const need of Object.keys(capabilityOf) as (keyof typeof capabilityOf)[]) {
    if (r.needs[need] && model.caps?.[capabilityOf[need]] === false) return false;
  }
  if (r.inputTokens > (model.maxInput ?? model.context)) return false;
  for (const { jurisdictions, maxCost } of terms) {
    if (jurisdictions && !jurisdictions.includes(provider.jurisdiction ?? "")) return false;
    const cost = worstCost(id, serving);
    if (maxCost !== undefined && (cost === undefined || cost > maxCost)) return false;
  }
  return true;
}

/** USD */
function worstCost(id: string, { catalog, r, outputTokens }: Serving): number | undefined {
  const { price, maxOutput, context } = catalog(id).model;
  if (price?.input === undefined || price.output === undefined) return undefined;
  // The provider may count fewer tokens, and fewer may cost more.
  const each = [
    price,
    ...(price.tiers ?? []).flatMap((tier) => (r.inputTokens > tier.above ? [{ ...price, ...tier }] : [])),
  ];
  const dearest = (...names: ("input" | "output" | "cacheWrite")[]) =>
    Math.max(...each.flatMap((rates) => names.map((name) => rates[name] ?? 0)));
  const limits = [r.maxOutputTokens, outputTokens, maxOutput, context].filter((limit) => limit !== undefined);
  return (r.inputTokens * dearest("input", "cacheWrite") + r.choices * (Math.min(...limits) * dearest("output"))) / 1e6;
}

/** Which targets a strategy tries for one request, in order: what cannot serve the request is as if not written. */
import type { ModelEntry } from "../../schemas/catalog.ts";
import type { ReferenceCatalog, ReferencePolicy, ReferenceStrategy, ReferenceTerms } from "./decide.ts";
import type { ReferenceFacts } from "./read-facts.ts";

export interface Serving {
  policy: ReferencePolicy;
  catalog: ReferenceCatalog;
  r: ReferenceFacts;
  /** All of them hold. */
  terms: readonly ReferenceTerms[];
  /** The most output that the route allows. */
  outputTokens: number | undefined;
  /** The most input, in expected tokens. */
  inputTokens?: number | undefined;
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
  if ("balance" in strategy && strategy.sticky !== undefined && strategy.lifetime === undefined) {
    const { sticky } = strategy;
    const parts = strategy.balance.map((part) => ordered(part, serving)).filter((part) => part.length > 0);
    const rank = (part: string[]) => serving.r.sampleWith(sticky, part[0]!) ?? 0;
    return parts.sort((a, b) => rank(b) - rank(a)).flat();
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
  if (!isAdmitted(serving) || !isWithin(model, r.inputTokens, serving)) return false;
  for (const { jurisdictions, maxCost } of terms) {
    if (jurisdictions && !jurisdictions.includes(provider.jurisdiction ?? "")) return false;
    const cost = worstCost(id, serving);
    if (maxCost !== undefined && (cost === undefined || cost > maxCost)) return false;
  }
  return true;
}

/** Of a tokenizer that nobody has measured: as many tokens as are counted, and at most four for each that the route takes. */
const RATIO = 4;

/** The text may not count more than the route allows. */
export function isAdmitted({ r, inputTokens }: Pick<Serving, "r" | "inputTokens">): boolean {
  return inputTokens === undefined || r.tokens.upper <= RATIO * inputTokens;
}

/** It takes the request even where that counts as many tokens as it may. */
export function surelyServes(id: string, serving: Pick<Serving, "catalog" | "r" | "outputTokens">): boolean {
  return isWithin(serving.catalog(id).model, serving.r.tokens.upper, serving);
}

/** The output counts, too, where the context is not of the input alone; one token at least. */
export function isWithin(
  { context, maxInput, maxOutput }: ModelEntry,
  input: number,
  { r, outputTokens }: Pick<Serving, "r" | "outputTokens">,
): boolean {
  if (input > (maxInput ?? context)) return false;
  if (maxInput !== undefined && maxInput >= context) return true;
  const bounds = [r.maxOutputTokens, outputTokens].filter((bound) => bound !== undefined);
  const output = bounds.length === 0 ? 1 : Math.min(...bounds, maxOutput ?? context, context);
  return input + output <= context;
}

/** USD */
function worstCost(id: string, { catalog, r, outputTokens }: Serving): number | undefined {
  const { price, maxOutput, context } = catalog(id).model;
  if (price?.input === undefined || price.output === undefined) return undefined;
  // The provider may count fewer tokens, and fewer may cost more.
  const each = [
    price,
    ...(price.tiers ?? []).flatMap((tier) => (r.tokens.upper > tier.above ? [{ ...price, ...tier }] : [])),
  ];
  const dearest = (...names: ("input" | "output" | "cacheWrite")[]) =>
    Math.max(...each.flatMap((rates) => names.map((name) => rates[name] ?? 0)));
  const limits = [r.maxOutputTokens, outputTokens, maxOutput, context].filter((limit) => limit !== undefined);
  return (
    (r.tokens.upper * dearest("input", "cacheWrite") + r.choices * (Math.min(...limits) * dearest("output"))) / 1e6
  );
}

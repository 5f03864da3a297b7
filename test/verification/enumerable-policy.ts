/** Small random policies whose requests can all be listed, as far as the policy can tell them apart. */
import { Random } from "../agreement/random.ts";
import type { PolicyMax } from "./body-parts.ts";
import { targetIds } from "./invented-targets.ts";
import { Mentions } from "./mentions.ts";
import { type AskFact, declaredMetadata, facets } from "./random-facts.ts";
import { costNear, type Invented, randomInvariants } from "./random-invariants.ts";
import { randomStrategy } from "./random-strategies.ts";

export interface EnumerablePolicy {
  readonly seed: number;
  /** Each rule, and each invariant, is on a line of its own. */
  readonly typescript: string;
  readonly mentions: Mentions;
  readonly hasInvariants: boolean;
}

const budgetFacets = ["left", "spent", "ratio"];

/** Facets that policies with invariants are made of: they leave room for the requests that plans tell apart. */
const small = ["priority", "plan", "tags", "stream", "hour", "tools", "images", "format", "reasoning", "manyTokens"];

export function enumerablePolicy(seed: number): EnumerablePolicy {
  const random = new Random(seed);
  const mentions = new Mentions();
  const hasInvariants = random.once(2);
  const names = Object.keys(facets);
  const hasCaps = hasInvariants && random.once(3);
  const count = hasCaps ? 1 : hasInvariants ? 1 + random.integer(3) : 3 + random.integer(4);
  const chosen = random.list(count, () => random.pick(hasInvariants ? small : names));
  const asks = [...new Set(chosen)].map((name) => facets[name]!(random, mentions));
  const parts = policyParts({ random, mentions, asks, hasInvariants, hasCaps });
  const budget = 'budgets: { team: { per: (r) => r.key.id, limit: usd(500), window: "month" } },';
  const typescript = [
    'import { balance, chain, cheapest, fastest, ms, policy, reject, split, usd } from "pointsman";',
    "export default policy({",
    `metadata: ${JSON.stringify(declaredMetadata)},`,
    ...(chosen.some((name) => budgetFacets.includes(name)) ? [budget] : []),
    ...parts,
    "});\n",
  ].join("\n");
  return { seed, typescript, mentions, hasInvariants };
}

interface Shape {
  readonly random: Random;
  readonly mentions: Mentions;
  readonly asks: readonly AskFact[];
  readonly hasInvariants: boolean;
  /** Some rules leave out targets by what a request costs there. */
  readonly hasCaps: boolean;
}

function policyParts({ random, mentions, asks, hasInvariants, hasCaps }: Shape): string[] {
  const targets = random.list(2 + random.integer(hasCaps ? 1 : 3), () => random.pick(targetIds));
  const max = maxOf(random, mentions, hasInvariants, hasCaps);
  const invented: Invented = { random, mentions, targets, max, ask: () => randomCondition(random, asks, 1) };
  const use = (): string => {
    if (random.once(8)) return `reject(${400 + random.integer(100)}, "No.")`;
    return hasInvariants ? randomStrategy(random, mentions, targets) : `"${random.pick(targets)}"`;
  };
  const terms = (): string => (hasInvariants ? randomTerms(invented, hasCaps) : "");
  const conditions = randomConditions(random, asks);
  const rules = conditions.map((when) => `{ when: (r) => ${when}, use: ${use()}${terms()} },`);
  const otherwise = use();
  return [
    'routes: { "main": { rules: [',
    ...rules,
    "],",
    `otherwise: ${otherwise},`,
    `max: ${JSON.stringify(max)}${terms()},`,
    "} },",
    ...(hasInvariants ? randomInvariants(invented) : []),
  ];
}

function maxOf(random: Random, mentions: Mentions, hasInvariants: boolean, hasCaps: boolean): PolicyMax {
  const most = hasInvariants ? !random.once(6) : random.once(4);
  const inputTokens = random.pick([500, 600, 1_000, 1_001, 2_000, 4_999, 5_000, 9_000]);
  if (most) mentions.cut("inputTokens", inputTokens + 1);
  // Where costs decide what is in a plan every output is listed, so there are few.
  const outputTokens = hasCaps ? 3 : random.pick([50, 150, 1_000]);
  const sizes = { ...(most && { inputTokens }), ...((hasCaps || random.once(3)) && { outputTokens }) };
  if (!hasInvariants) return sizes;
  // Where costs count every number of answers is listed, too.
  const choices = [1, 2, 3][inputTokens % 3]!;
  mentions.cut("choices", choices + 1);
  return { ...sizes, choices };
}

function randomTerms({ random, mentions, targets, max }: Invented, hasCaps: boolean): string {
  if (random.once(6)) {
    const some = random.pick([["US", "DE"], ["DE", "FR"], ["US", "FR", "CN"]]); // biome-ignore format: one line
    return `, jurisdictions: ${JSON.stringify(some)}`;
  }
  if (!hasCaps || random.once(2)) return "";
  const limit = random.once(4) ? random.pick([0.0006, 0.002, 0.005, 0.01]) : costNear(random, targets, max);
  mentions.costs = true;
  mentions.costLimits.add(limit);
  return `, maxCost: usd(${limit})`;
}

/** In half of the policies rules are narrow; in the others they are anything, and some follow from others or are what these leave. */
function randomConditions(random: Random, asks: readonly AskFact[]): string[] {
  if (random.once(2)) return random.list(1 + random.integer(3), () => narrowCondition(random, asks));
  const conditions: string[] = [];
  const count = 2 + random.integer(8);
  while (conditions.length < count) {
    const fresh = randomCondition(random, asks, random.integer(3));
    const made = conditions.length > 0 && random.once(3) ? relatedTo(conditions, fresh, random) : fresh;
    conditions.push(made.length > 1_500 ? fresh : made);
  }
  return conditions;
}

/** Several facts, each asked once. */
function narrowCondition(random: Random, asks: readonly AskFact[]): string {
  const first = random.integer(asks.length);
  const chosen = random.list(Math.min(asks.length, 3), (i) => asks[(first + i) % asks.length]!());
  return `(${chosen.join(random.once(6) ? " || " : " && ")})`;
}

function relatedTo(earlier: readonly string[], fresh: string, random: Random): string {
  const one = random.pick(earlier);
  return random.pick([
    `(${one}) && ${fresh}`,
    `!(${one}) && (${fresh})`,
    `(${one}) || ${fresh}`,
    `!(${earlier.join(" || ")})`,
  ]);
}

function randomCondition(random: Random, asks: readonly AskFact[], depth: number): string {
  if (depth === 0) return random.pick(asks)();
  const part = (): string => randomCondition(random, asks, depth - 1);
  switch (random.integer(6)) {
    case 0:
      return `!(${part()})`;
    case 1:
      return `(${part()} ? ${part()} : ${part()})`;
    case 2:
    case 3:
      return `(${random.list(2 + random.integer(2), part).join(" && ")})`;
    default:
      return `(${random.list(2 + random.integer(2), part).join(" || ")})`;
  }
}

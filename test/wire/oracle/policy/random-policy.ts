/** Random policies with claims: as the text of a TypeScript policy, and as what a judge must know of them. */
import { Random } from "../../../agreement/random.ts";
import { claimText, randomClaims } from "./claims.ts";
import { randomCondition } from "./conditions.ts";
import type { WirePolicy, WireRoute, WireRule } from "./policy.ts";
import { randomTreatments } from "./random-treatments.ts";
import { shadowThemes } from "./shadow-themes.ts";
import { randomStrategy, strategyText, targetsOf } from "./strategy.ts";
import { randomTerms, termsText } from "./terms.ts";
import { type Theme, themes } from "./themes.ts";
import { randomWorld, type WireModel, worldOf } from "./world.ts";

/** Milliseconds: a silent target must not stop a healthy one from answering on a busy machine. */
export const DEADLINE = 4_000;
export const IDLE = 800;

/** Policies of the seeds up to here stay what they were: faults that must be noticed are looked for in them. */
const SETTLED = 4_000;

/** Beyond them, one of so many is about a theme that came later. */
const SELDOM = 16;

export function randomPolicy(seed: number): WirePolicy {
  const later = new Random(seed + 77_003);
  if (seed > SETTLED && later.once(SELDOM))
    return themedPolicy({ seed, random: later, now: randomTime(later) }, shadowThemes);
  const policy = policyOf(seed);
  // Drawn apart: the policies of a seed stay what they were.
  const random = new Random(seed + 31_337);
  if (!random.once(3)) return policy;
  const chats = policy.world.models.filter(({ dims }) => dims === undefined);
  return { ...policy, routes: policy.routes.map((route) => shadowed(random, route, chats)) };
}

/** Often of the law of the route's own targets, so that there is something to prove. */
function shadowed(random: Random, route: WireRoute, chats: readonly WireModel[]): WireRoute {
  if (route.operation === "embeddings" || chats.length === 0 || random.once(4)) return route;
  const own = new Set(targetsOf(route.otherwise));
  const laws = new Set(chats.filter(({ id }) => own.has(id)).map(({ provider }) => provider.law));
  const alike = chats.filter(({ provider }) => laws.has(provider.law));
  const pool = alike.length > 0 && !random.once(3) ? alike : chats;
  return {
    ...route,
    shadow: randomStrategy(
      random,
      pool.map(({ id }) => id),
      1,
    ),
  };
}

function policyOf(seed: number): WirePolicy {
  const random = new Random(seed);
  const now = randomTime(random);
  if (random.once(2)) return themedPolicy({ seed, random, now }, themes);
  const world = randomWorld(random, now);
  const chats = world.models.filter(({ dims }) => dims === undefined);
  const texts = world.models.filter(({ dims }) => dims !== undefined);
  const routes = random.list(1 + random.integer(2), (i) => randomRoute(random, chats, ["main", "side"][i]!));
  if (texts.length > 0 && random.once(2)) routes.push(vectorsRoute(random, texts));
  const amounts = routes.flatMap((route) => amountsOf(route, world.models));
  return { seed, now, world, routes, claims: randomClaims({ random, models: world.models, amounts }) };
}

interface Drawn {
  readonly seed: number;
  readonly random: Random;
  readonly now: Date;
}

function themedPolicy({ seed, random, now }: Drawn, from: Readonly<Record<string, Theme>>): WirePolicy {
  const theme = random.pick(Object.keys(from));
  const { models, ...written } = from[theme]!(random, now);
  return { seed, now, theme, world: worldOf(models), ...written };
}

function randomTime(random: Random): Date {
  return new Date(Date.UTC(2026, 10, 20 + random.integer(7), random.integer(24), random.integer(60)));
}

const outages = ["connect", "rate-limited", "overloaded", "server-error", "timeout-first-token", "timeout-attempt"];

function randomRoute(random: Random, models: readonly WireModel[], name: string): WireRoute {
  const ids = poolOf(random, models);
  const rules = random.list(random.integer(4), () => ({
    when: randomCondition(random),
    use: randomStrategy(random, random.once(2) ? ids : poolOf(random, models), 1),
    ...randomTerms(random, 6),
  }));
  const inputTokens = random.once(6) ? undefined : random.pick([200, 1_000, 1_000, 3_000]);
  const choices = random.once(3) ? undefined : random.pick([1, 1, 4]);
  const textBytes = random.once(8) ? random.pick([600, 3_000, 20_000]) : undefined;
  const outputTokens = random.once(4) ? undefined : random.pick([40, 200, 1_000]);
  return {
    name,
    rules,
    otherwise: randomStrategy(random, ids),
    max: {
      ...(inputTokens !== undefined && { inputTokens }),
      ...(outputTokens !== undefined && { outputTokens }),
      ...(choices !== undefined && { choices }),
      ...(textBytes !== undefined && { textBytes }),
    },
    ...(random.once(4) && { fallbackOn: outages.filter(() => !random.once(3)) }),
    ...(random.once(4) && { firstToken: 1_500 }),
    // No draw of its own: all else of a seed's policy is the same without it.
    ...(inputTokens === undefined && { waits: true as const }),
    ...(random.once(3) && { unsupported: randomTreatments(random) }),
    ...randomTerms(random, 5),
  };
}

/** Only texts are read there, and nothing is written. */
function vectorsRoute(random: Random, models: readonly WireModel[]): WireRoute {
  const { fallbackOn, jurisdictions, unsupported: __, ...route } = randomRoute(random, models, "vectors");
  const { inputTokens, textBytes } = route.max;
  const max = { ...(inputTokens !== undefined && { inputTokens }), ...(textBytes !== undefined && { textBytes }) };
  const plain = ({ set: _, ...terms }: WireRule) => terms;
  const own = { ...(fallbackOn && { fallbackOn }), ...(jurisdictions && { jurisdictions }) };
  const { set: _, ...rest } = route;
  return { ...rest, ...own, operation: "embeddings", rules: route.rules.map(plain), max };
}

/** Often of one law, so that there is something to prove. */
function poolOf(random: Random, models: readonly WireModel[]): string[] {
  const laws = random.pick([["DE", "FR"], ["US"], ["US", "DE", "FR"], ["US", "DE", "FR", "CN"]]);
  const inside = models.filter(({ provider }) => laws.includes(provider.law));
  const all = (inside.length > 0 ? inside : models).map(({ id }) => id);
  // Of few, more is to be proved.
  return random.once(2) ? all : random.list(3, () => random.pick(all));
}

/** USD, roughly: claims are put around these. */
function amountsOf({ max, otherwise }: WireRoute, models: readonly WireModel[]): number[] {
  const used = models.filter(({ id }) => targetsOf(otherwise).includes(id));
  return used.map(({ context, maxOutput, price, dims }) => {
    const input = Math.min(max.inputTokens ?? context, context);
    const output = dims === undefined ? Math.min(max.outputTokens ?? context, maxOutput ?? context) : 0;
    return (input * (price.input ?? 0) + (max.choices ?? 128) * output * (price.output ?? 0)) / 1e6;
  });
}

/** Each rule stands on a line of its own. */
export function policyText({ routes, claims }: Pick<WirePolicy, "routes" | "claims">): string {
  return [
    'import { balance, chain, cheapest, fastest, ms, policy, split, usd } from "pointsman";',
    "export default policy({",
    '  metadata: { sensitivity: ["public", "pii"], customer: "string" },',
    "  routes: {",
    ...routes.flatMap(routeLines),
    "  },",
    ...(claims.length > 0 ? ["  invariants: {", ...claims.map((claim) => `    ${claimText(claim)}`), "  },"] : []),
    "});",
    "",
  ].join("\n");
}

function routeLines(route: WireRoute): string[] {
  const { name, rules, otherwise, max, fallbackOn, firstToken, more, deadline = DEADLINE, unsupported } = route;
  return [
    `    ${name}: {`,
    "      rules: [",
    ...rules.map(
      (rule) => `        { when: (r) => ${rule.when.text}, use: ${strategyText(rule.use)}${termsText(rule)} },`,
    ),
    "      ],",
    `      otherwise: ${strategyText(otherwise)}${termsText(route)},`,
    `      max: ${JSON.stringify(max)}, deadline: ms(${deadline}),`,
    ...(route.waits ? [] : [`      idle: ms(${IDLE}),`]),
    ...(fallbackOn ? [`      fallbackOn: ${JSON.stringify(fallbackOn)},`] : []),
    ...(route.shadow === undefined ? [] : [`      shadow: { use: ${strategyText(route.shadow)}, share: 1 },`]),
    ...(unsupported ? [`      unsupported: ${JSON.stringify(unsupported)},`] : []),
    ...(more ? [`      ${more},`] : []),
    ...(firstToken === undefined ? [] : [`      firstToken: ms(${firstToken}),`]),
    "    },",
  ];
}

/**
 * Small random policies about what the others leave out: several routes, budgets that are spent, parameters that are
 * fixed, chains without fallbacks, deadlines, prices that depend on the time, samples cut exactly at a value's own.
 */
import { Random } from "../agreement/random.ts";
import { fallbackLists } from "./attempt-rules.ts";
import type { PolicyMax } from "./body-parts.ts";
import { catalogIn, worstCost } from "./costs.ts";
import type { EnumerablePolicy } from "./enumerable-policy.ts";
import { roomyTargetIds, targetIds, timedTargetIds } from "./invented-targets.ts";
import { ledTexts } from "./led-fallbacks.ts";
import { Mentions } from "./mentions.ts";
import { moments } from "./moments.ts";
import { type AskFact, declaredMetadata, facets } from "./random-facts.ts";
import { randomStrategy } from "./random-strategies.ts";
import { wideFacets } from "./wide-facets.ts";

interface Shape {
  readonly random: Random;
  readonly mentions: Mentions;
  readonly asks: readonly AskFact[];
  readonly targets: readonly string[];
  readonly hasCosts: boolean;
  readonly hasBudget: boolean;
  /** What matters is whether requests survive failures. */
  readonly isSurviving: boolean;
  /** Some failures lead elsewhere. */
  readonly isLed: boolean;
}

const asked = ["priority", "plan", "tags", "stream", "tools", "images", "format", "reasoning", "manyTokens", "hour"];

/** `isLed`: some failures lead to other targets than the next. */
export function widePolicy(seed: number, isLed = false): EnumerablePolicy {
  const random = new Random(seed);
  const mentions = new Mentions();
  if (random.once(6)) return survivingPolicy(seed, { random, mentions, isLed });
  const hasBudget = random.once(3);
  const hasRoutes = random.once(3);
  const hasCosts = random.once(3);
  const isTimed = hasCosts && random.once(2);
  const names = random.list(1 + random.integer(hasCosts ? 1 : 2), () => random.pick(asked));
  const all = { ...facets, ...wideFacets };
  if (random.once(4)) names.push("exactWeekday", "exactPlan", "weekday");
  const chosen = [...new Set([...names, ...(hasRoutes ? ["model"] : []), ...(hasBudget ? ["left"] : [])])];
  mentions.clock = isTimed;
  if (hasBudget) mentions.compareDouble("budget.left", 0);
  const asks = chosen.map((name) => all[name]!(random, mentions));
  const pool = isTimed ? [...timedTargetIds, ...targetIds.slice(0, 4)] : targetIds;
  const targets = random.list(2 + random.integer(2), () => random.pick(pool));
  const shape: Shape = { random, mentions, asks, targets, hasCosts, hasBudget, isSurviving: false, isLed };
  const routes = hasRoutes ? random.pick([["main", "w-*"], ["w-a", "w-*"], ["main", "w-a", "w-*"]]) : ["main"]; // biome-ignore format: one line
  return { seed, typescript: written(shape, routes), mentions, hasInvariants: true };
}

/** Few facts and many targets: whether requests survive failures is a matter of chains and time. */
function survivingPolicy(
  seed: number,
  { random, mentions, isLed }: Pick<Shape, "random" | "mentions" | "isLed">,
): EnumerablePolicy {
  const hasBudget = random.once(3);
  if (hasBudget) mentions.compareDouble("budget.left", 0);
  const asks = ["stream", ...(hasBudget ? ["left"] : [])].map((name) => facets[name]!(random, mentions));
  const shape: Shape = {
    random,
    mentions,
    asks,
    // Any of them may serve while others fail.
    targets: roomyTargetIds,
    hasCosts: false,
    hasBudget,
    isSurviving: true,
    isLed,
  };
  return { seed, typescript: written(shape, ["main"]), mentions, hasInvariants: true };
}

function written(shape: Shape, routes: readonly string[]): string {
  return [
    'import { balance, chain, cheapest, fastest, ms, policy, reject, split, usd } from "pointsman";',
    "export default policy({",
    `metadata: ${JSON.stringify(declaredMetadata)},`,
    ...(shape.hasBudget ? [budget(shape)] : []),
    "routes: {",
    ...routes.flatMap((name) => route(name, shape)),
    "},",
    ...invariants(shape),
    "});\n",
  ].join("\n");
}

function budget(shape: Shape): string {
  const { random, mentions } = shape;
  const exhausted = random.once(4) ? "" : `, exhausted: ${action(shape)}`;
  // By what is drawn already, so that each seed stays as it was.
  const per = shape.targets.length % 2 === 0 ? "key.id" : "key.team";
  if (per === "key.team") mentions.string(per);
  const missing = shape.targets[0]!.length % 3 === 0 ? ', missing: "pool"' : "";
  return `budgets: { team: { per: (r) => r.${per}, limit: usd(500), window: "month"${exhausted}${missing} } },`;
}

function action({ random, mentions, targets, isSurviving }: Shape): string {
  if (isSurviving && !random.once(4)) return strategyOverSome(random, mentions, targets);
  return random.once(8) ? `reject(${400 + random.integer(2)}, "No.")` : randomStrategy(random, mentions, targets);
}

function strategyOverSome(random: Random, mentions: Mentions, targets: readonly string[]): string {
  const first = random.integer(targets.length);
  const some = random.list(2 + random.integer(3), (i) => targets[(first + i) % targets.length]!);
  for (const id of some) mentions.targets.add(id);
  const written = some.map((id) => `"${id}"`).join(", ");
  const kind = random.pick(["chain", "chain", "cheapest", "fastest", "balance"]);
  return kind === "chain" ? `chain(${written})` : `${kind}([${written}])`;
}

function route(name: string, shape: Shape): string[] {
  const { random, mentions, isSurviving } = shape;
  const max = {
    ...((isSurviving || random.once(2)) && { inputTokens: random.pick([500, 1_000, 1_600, 2_500, 5_000]) }),
    ...(random.once(2) && { outputTokens: random.pick([3, 150, 1_000]) }),
    ...(shape.hasCosts && { choices: [1, 1, 2, 3][mentions.costLimits.size % 4]! }),
  };
  if (max.choices !== undefined) mentions.cut("choices", max.choices + 1);
  if (max.inputTokens !== undefined) mentions.cut("inputTokens", max.inputTokens + 1);
  const otherwise = action(shape);
  const rules = random.list(random.integer(4), () => {
    const use = random.once(3) ? otherwise : action(shape);
    return `{ when: (r) => ${condition(shape, random.integer(2))}, use: ${use}${terms(shape, max)} },`;
  });
  return [
    `"${name}": { rules: [`,
    ...rules,
    "],",
    `otherwise: ${otherwise},`,
    `max: ${JSON.stringify(max)}${terms(shape, max)}${shape.isLed ? led(shape) : ""}${limits(shape)},`,
    "},",
  ];
}

function led(shape: Shape): string {
  const { random, mentions, targets } = shape;
  const to = random.once(2) ? `"${random.pick(targets)}"` : strategyOverSome(random, mentions, targets);
  for (const id of targets) mentions.targets.add(id);
  return `, fallbackOn: ${random.pick(ledTexts).replace("X", to)}`;
}

function limits({ random, isSurviving, isLed }: Shape): string {
  const list = isLed ? "" : random.once(4) ? "[]" : random.once(6) ? random.pick(fallbackLists) : "";
  const fallback = list === "" ? "" : `, fallbackOn: ${list}`;
  if (!isSurviving && !random.once(3)) return fallback;
  const firstToken = random.once(2) ? `, firstToken: ms(${random.pick([1_000, 20_000, 30_000, 40_000])})` : "";
  const [deadline, attempt] = random.pick([[1_500], [60_000], [90_000], [60_000, 20_000], [90_000, 45_000]]) as [
    number,
    number?,
  ];
  const each = attempt === undefined ? "" : `, attempt: ms(${attempt})`;
  return `${fallback}, deadline: ms(${deadline})${each}${firstToken}`;
}

function terms({ random, mentions, targets, hasCosts, hasBudget }: Shape, max: PolicyMax): string {
  const laws = random.pick([["US", "DE"], ["DE", "FR"], ["US", "FR", "CN"]]); // biome-ignore format: one line
  const jurisdictions = random.once(hasBudget ? 3 : 6) ? `, jurisdictions: ${JSON.stringify(laws)}` : "";
  const set = random.once(hasCosts ? 2 : 4) ? fixedParameter(random, mentions) : "";
  if (!hasCosts || !random.once(3)) return `${jurisdictions}${set}`;
  const limit = costNear(random, targets, max);
  mentions.costs = true;
  mentions.costLimits.add(limit);
  return `${jurisdictions}${set}, maxCost: usd(${limit})`;
}

function fixedParameter(random: Random, mentions: Mentions): string {
  switch (random.integer(4)) {
    case 0: {
      const output = random.pick([1, 2, 120, 500]);
      mentions.fixedOutputs.add(output);
      return `, set: { ${random.pick(["max_tokens", "max_completion_tokens"])}: ${output} }`;
    }
    case 1: {
      const tier = random.pick(["priority", "flex", "default"]);
      mentions.fixedTiers.add(tier);
      return `, set: { service_tier: "${tier}" }`;
    }
    case 2:
      return `, set: { reasoning_effort: "${random.pick(["none", "low"])}" }`;
    default:
      return `, set: { response_format: { type: "${random.pick(["json_object", "text"])}" } }`;
  }
}

/** Exactly what some target costs at a corner, or a little more or less. */
function costNear(random: Random, targets: readonly string[], max: PolicyMax): number {
  const { model } = catalogIn(random.pick(["", "", "priority", "flex"]), random.pick(moments).at)(random.pick(targets));
  const input = Math.min(model.maxInput ?? model.context, max.inputTokens ?? model.context);
  const asked = { output: random.pick([undefined, 1, 120]), choices: max.choices ?? 1 };
  const corner = worstCost(model, input, asked, max);
  return random.pick([corner, corner, corner - 1e-6, corner + 1e-6, corner / 2]);
}

function invariants(shape: Shape): string[] {
  const { random } = shape;
  const lines = random.list(1 + random.integer(3), (i) => {
    const when = random.once(3) ? `when: (r) => ${condition(shape, 1)}, ` : "";
    return `"claim ${i}": { ${when}${claim(shape)} },`;
  });
  return ["invariants: {", ...lines, "},"];
}

function claim(shape: Shape): string {
  const { random, isSurviving } = shape;
  switch (isSurviving ? random.integer(3) : random.integer(6)) {
    case 0:
    case 1:
      return `survives: { ${random.pick(["providers", "targets"])}: ${random.once(4) ? 2 : 1} }`;
    case 2:
      return `some: (t, r) => ${ofTarget(shape)}`;
    default:
      return `every: (t, r) => ${random.once(4) ? `${ofTarget(shape)} || ${ofTarget(shape)}` : ofTarget(shape)}`;
  }
}

function ofTarget(shape: Shape): string {
  const { random, mentions, targets, hasCosts } = shape;
  switch (random.integer(hasCosts ? 7 : 4)) {
    case 0:
      return `t.jurisdiction !== "${random.pick(["CN", "US", "FR"])}"`;
    case 1:
      return `t.context >= ${random.pick([601, 2_000, 8_000])}`;
    case 2:
      return `(t.id !== "${random.pick(targets)}" || ${condition(shape, 0)})`;
    case 3:
      return `t.maxLatency(r) ${random.pick(["<", "<=", ">="])} ms(${random.pick([60_000, 300_000])})`;
    default:
      mentions.costs = true;
      return `t.maxCost(r) ${random.once(2) ? "<" : "<="} usd(${costNear(random, targets, {})})`;
  }
}

function condition(shape: Shape, depth: number): string {
  const { random, asks } = shape;
  if (depth === 0) return random.pick(asks)();
  const parts = random.list(2 + random.integer(2), () => condition(shape, depth - 1));
  const joined = `(${parts.join(random.once(2) ? " && " : " || ")})`;
  return random.once(6) ? `!${joined}` : joined;
}

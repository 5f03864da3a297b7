/** Random policies: each as the source text of a TypeScript policy, and as what lowering that text must give. */
import type { Action, Canary, PolicyIr, Strategy, Target, Terms } from "../../compiler/lower/ir.ts";
import type { Random } from "./random.ts";
import { origin, randomCondition } from "./random-condition.ts";
import { type Fallbacks, randomFallbacks } from "./random-fallbacks.ts";
import { metadata, routeNames, type World } from "./world.ts";

export interface GeneratedPolicy {
  typescript: string;
  yaml: string;
  ir: PolicyIr;
}

/** Over the targets of `catalog`, which are named `provider/model`. */
export function randomPolicy(random: Random, world: World, targets: readonly Target[]): GeneratedPolicy {
  const catalog = world.hasBudget ? targets.filter(({ model }) => model.price) : targets;
  const tiers = random.list(random.integer(4), (i) => `tier-${i}`);
  const strategies = tiers.map((_, i) => randomStrategy(random, tiers.slice(0, i), catalog, 2));
  const names = routeNames.slice(0, 1 + random.integer(routeNames.length));
  const written = {
    action: () => randomAction(random, tiers, catalog),
    canary: () => randomCanary(random, tiers, catalog),
  };
  const routes = names.map((name) => randomRoute(random, world, name, written));
  // After all others, which stay as they are by seed.
  const failing = routes.map(({ ir }): Written<Fallbacks> | undefined => {
    const isPlain = ir.terms.maxCost === undefined && ir.rules.every(({ terms }) => terms.maxCost === undefined);
    return isPlain && random.once(3)
      ? randomFallbacks(random, () => randomStrategy(random, tiers, catalog, 1))
      : undefined;
  });
  const fields = Object.entries(metadata).map(([name, values]) => ({ name, values }));
  return {
    typescript: [
      'import { balance, chain, cheapest, fastest, ms, policy, reject, split, usd } from "pointsman";',
      "export default policy({",
      `  metadata: ${JSON.stringify(metadata)},`,
      ...(world.hasBudget
        ? ['  budgets: { team: { per: (r) => r.key.team, limit: usd(500), window: "month" } },']
        : []),
      `  tiers: { ${tiers.map((name, i) => `"${name}": ${strategies[i]!.text}`).join(", ")} },`,
      `  routes: {\n${routes.map(({ text }, i) => `${text}${failing[i]?.text ?? ""}    },\n`).join("")}  },`,
      "});\n",
    ].join("\n"),
    yaml: JSON.stringify({
      metadata,
      ...(world.hasBudget && { budgets: { team: { per: "r.key.team", limit: "$500", window: "month" } } }),
      tiers: Object.fromEntries(tiers.map((name, i) => [name, strategies[i]!.data])),
      routes: Object.fromEntries(
        routes.map(({ ir, data }, i) => [ir.name, { ...(data as object), ...(failing[i]?.data as object) }]),
      ),
    }),
    ir: {
      metadata: fields.map(({ name, values }) => ({
        name,
        origin,
        ...(values === "string" ? {} : { values: [...values] }),
      })),
      tiers: tiers.map((name, i) => ({ name, strategy: strategies[i]!.ir, origin })),
      routes: routes.map(({ ir }, i) => ({ ...ir, ...failing[i]?.ir })),
      budgets: world.hasBudget ? [{ name: "team", per: "key.team", limit: 500, window: "month", origin }] : [],
      limits: [],
      invariants: [],
    },
  };
}

/** In both spellings: TypeScript as text, YAML as the data of it. */
type Written<T> = { text: string; data: unknown; ir: T };

/** The text of a route is open: more members may follow. */
function randomRoute(
  random: Random,
  world: World,
  name: string,
  { action, canary }: { action: () => Written<Action>; canary: () => Written<Canary> },
): Written<PolicyIr["routes"][number]> {
  const rules = random.list(random.integer(13), () => ({
    when: randomCondition(random, world, random.integer(5)),
    use: action(),
    terms: randomTerms(random),
    canary: random.once(12) ? canary() : undefined,
  }));
  const own = random.once(4) ? canary() : undefined;
  const otherwise = action();
  const terms = randomTerms(random);
  const max = random.once(3) ? { outputTokens: 100 } : {};
  const lines = rules.map(
    (rule) =>
      `        { when: (r) => ${rule.when.text}, use: ${rule.use.text}${canaryText(rule.canary)}${rule.terms.text} },\n`,
  );
  return {
    text: `    "${name}": {\n      rules: [\n${lines.join("")}      ],\n      otherwise: ${otherwise.text}, max: ${JSON.stringify(max)}${canaryText(own)}${terms.text},\n`,
    data: {
      rules: rules.map((rule) => ({
        when: rule.when.text,
        use: rule.use.data,
        ...(rule.canary && { canary: rule.canary.data }),
        ...(rule.terms.data as object),
      })),
      otherwise: otherwise.data,
      max,
      ...(own && { canary: own.data }),
      ...(terms.data as object),
    },
    ir: {
      name,
      rules: rules.map((rule) => ({
        when: rule.when.ir,
        action: rule.use.ir,
        terms: rule.terms.ir,
        ...(rule.canary && { canary: rule.canary.ir }),
        origin,
      })),
      ...(own && { canary: own.ir }),
      otherwise: otherwise.ir,
      max,
      limits: {},
      terms: terms.ir,
      origin,
    },
  };
}

function canaryText(canary: Written<Canary> | undefined): string {
  return canary ? `, canary: ${canary.text}` : "";
}

function randomCanary(random: Random, tiers: readonly string[], catalog: readonly Target[]): Written<Canary> {
  const use = randomStrategy(random, tiers, catalog, 1);
  const share = random.pick([0.07, 0.3, 0.5, 1]);
  const by = random.pick([undefined, "key.team", "metadata.customer"]);
  const options = `share: ${share}, ${by ? `by: "${by}", ` : ""}back: { failures: 20 }`;
  return {
    text: `{ use: ${use.text}, ${options} }`,
    data: { use: use.data, share, ...(by && { by }), back: { failures: 20 } },
    ir: {
      strategy: use.ir,
      share,
      by: by ?? "key.id",
      back: { failures: 20, origin },
      origins: { canary: origin, share: origin },
    },
  };
}

/** Seldom any: every one may leave a rule without a target, and then the policy does not compile. */
function randomTerms(random: Random): Written<Terms> {
  if (random.once(40)) {
    const maxCost = random.pick([0.0001, 0.0005, 0.001, 0.1]);
    return { text: `, maxCost: usd(${maxCost})`, data: { maxCost: `$${maxCost}` }, ir: { maxCost } };
  }
  if (random.once(50)) {
    const jurisdictions = random.pick([["US"], ["DE"], ["DE", "US"]]);
    return {
      text: `, jurisdictions: ${JSON.stringify(jurisdictions)}`,
      data: { jurisdictions },
      ir: { jurisdictions },
    };
  }
  return { text: "", data: {}, ir: {} };
}

function randomAction(random: Random, tiers: readonly string[], catalog: readonly Target[]): Written<Action> {
  if (random.once(6)) {
    const status = 400 + random.integer(100);
    const data = { reject: status, message: "No." };
    return { text: `reject(${status}, "No.")`, data, ir: { kind: "reject", status, message: "No.", origin } };
  }
  const { ir, ...written } = randomStrategy(random, tiers, catalog, 2);
  return { ...written, ir: { kind: "use", strategy: ir, origin } };
}

function randomStrategy(
  random: Random,
  tiers: readonly string[],
  catalog: readonly Target[],
  depth: number,
): Written<Strategy> {
  if (depth > 0 && random.once(3)) {
    if (random.once(4)) return randomSplit(random, tiers, catalog);
    const of = random.list(1 + random.integer(3), () => randomStrategy(random, tiers, catalog, depth - 1));
    const texts = of.map((part) => part.text).join(", ");
    const data = of.map((part) => part.data);
    const parts = of.map((part) => part.ir);
    if (random.once(2)) return { text: `chain(${texts})`, data, ir: { kind: "chain", of: parts, origin } };
    const kind = random.pick(["cheapest", "fastest", "balance"] as const);
    if (kind !== "cheapest" && random.once(3)) return randomSticky(random, kind, of);
    if (kind === "balance" && random.once(3)) {
      const ir = { kind, of: parts, by: "room" as const, origin };
      return { text: `balance([${texts}], { by: "room" })`, data: { balance: data, by: "room" }, ir };
    }
    return { text: `${kind}([${texts}])`, data: { [kind]: data }, ir: { kind, of: parts, origin } };
  }
  if (tiers.length > 0 && random.once(2)) {
    const name = random.pick(tiers);
    return { text: `"${name}"`, data: name, ir: { kind: "tier", name, origin } };
  }
  const target = random.pick(catalog);
  return { text: `"${target.id}"`, data: target.id, ir: { kind: "target", target, origin } };
}

function randomSticky(
  random: Random,
  kind: "fastest" | "balance",
  of: readonly Written<Strategy>[],
): Written<Strategy> {
  const by = random.pick(["key.id", "key.team", "metadata.customer"]);
  const hasLifetime = random.once(3);
  const options = `{ sticky: "${by}"${hasLifetime ? ", lifetime: ms(90_000)" : ""} }`;
  const sticky = { by, ...(hasLifetime && { lifetime: 90_000 }), origin };
  return {
    text: `${kind}([${of.map(({ text }) => text).join(", ")}], ${options})`,
    data: { [kind]: of.map(({ data }) => data), sticky: by, ...(hasLifetime && { lifetime: "90s" }) },
    ir: { kind, of: of.map(({ ir }) => ir), sticky, origin },
  };
}

function randomSplit(random: Random, tiers: readonly string[], catalog: readonly Target[]): Written<Strategy> {
  const by = random.pick(["key.id", "key.team", "metadata.customer"]);
  const sides = random.list(1 + random.integer(3), () => randomStrategy(random, tiers, catalog, 0));
  const byName = new Map(
    sides.map((side) => [side.data as string, { of: side.ir, weight: random.integer(4) * 10 + 10 }]),
  );
  const weights = Object.fromEntries([...byName].map(([name, { weight }]) => [name, weight]));
  return {
    text: `split(${JSON.stringify(weights)}, { by: "${by}" })`,
    data: { split: weights, by },
    ir: { kind: "split", parts: [...byName.values()], by, origin },
  };
}

/** Random policies: each as the source text of a TypeScript policy, and as what lowering that text must give. */
import type { Action, PolicyIr, Strategy, Target } from "../../compiler/lower/ir.ts";
import type { Random } from "./random.ts";
import { origin, randomCondition } from "./random-condition.ts";
import { metadata, routeNames, type World } from "./world.ts";

export interface GeneratedPolicy {
  typescript: string;
  yaml: string;
  ir: PolicyIr;
}

/** Over the targets of `catalog`, which are named `provider/model`. */
export function randomPolicy(random: Random, world: World, catalog: readonly Target[]): GeneratedPolicy {
  const tiers = random.list(random.integer(4), (i) => `tier-${i}`);
  const strategies = tiers.map((_, i) => randomStrategy(random, tiers.slice(0, i), catalog, 2));
  const names = routeNames.slice(0, 1 + random.integer(routeNames.length));
  const routes = names.map((name) => randomRoute(random, world, name, () => randomAction(random, tiers, catalog)));
  const fields = Object.entries(metadata).map(([name, values]) => ({ name, values }));
  return {
    typescript: [
      'import { chain, policy, reject } from "pointsman";',
      "export default policy({",
      `  metadata: ${JSON.stringify(metadata)},`,
      `  tiers: { ${tiers.map((name, i) => `"${name}": ${strategies[i]!.text}`).join(", ")} },`,
      `  routes: {\n${routes.map((route) => route.text).join("")}  },`,
      "});\n",
    ].join("\n"),
    yaml: JSON.stringify({
      metadata,
      tiers: Object.fromEntries(tiers.map((name, i) => [name, strategies[i]!.data])),
      routes: Object.fromEntries(routes.map(({ ir, data }) => [ir.name, data])),
    }),
    ir: {
      metadata: fields.map(({ name, values }) => ({
        name,
        origin,
        ...(values === "string" ? {} : { values: [...values] }),
      })),
      tiers: tiers.map((name, i) => ({ name, strategy: strategies[i]!.ir, origin })),
      routes: routes.map((route) => route.ir),
    },
  };
}

/** In both spellings: TypeScript as text, YAML as the data of it. */
type Written<T> = { text: string; data: unknown; ir: T };

function randomRoute(
  random: Random,
  world: World,
  name: string,
  action: () => Written<Action>,
): Written<PolicyIr["routes"][number]> {
  const rules = random.list(random.integer(13), () => ({
    when: randomCondition(random, world, random.integer(5)),
    use: action(),
  }));
  const otherwise = action();
  const lines = rules.map(({ when, use }) => `        { when: (r) => ${when.text}, use: ${use.text} },\n`);
  return {
    text: `    "${name}": {\n      rules: [\n${lines.join("")}      ],\n      otherwise: ${otherwise.text},\n    },\n`,
    data: { rules: rules.map(({ when, use }) => ({ when: when.text, use: use.data })), otherwise: otherwise.data },
    ir: {
      name,
      rules: rules.map(({ when, use }) => ({ when: when.ir, action: use.ir, origin })),
      otherwise: otherwise.ir,
      max: {},
      limits: {},
      origin,
    },
  };
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
    const of = random.list(1 + random.integer(3), () => randomStrategy(random, tiers, catalog, depth - 1));
    const ir: Strategy = { kind: "chain", of: of.map((part) => part.ir), origin };
    return { text: `chain(${of.map((part) => part.text).join(", ")})`, data: of.map((part) => part.data), ir };
  }
  if (tiers.length > 0 && random.once(2)) {
    const name = random.pick(tiers);
    return { text: `"${name}"`, data: name, ir: { kind: "tier", name, origin } };
  }
  const target = random.pick(catalog);
  return { text: `"${target.id}"`, data: target.id, ir: { kind: "target", target, origin } };
}

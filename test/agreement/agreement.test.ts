import { describe, expect, test } from "vitest";
import { TargetLoad } from "../../runtime/state/target-load.ts";
import { decide } from "../../runtime/table/decide.ts";
import { findRoute } from "../../runtime/table/find-route.ts";
import { loadTable } from "../../runtime/table/load.ts";
import type { LoadedTable } from "../../runtime/table/loaded-table.ts";
import type { TablePlan, TableRoute } from "../../schemas/table.ts";
import { chatFacts } from "../../semantics/facts/chat-said.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { planTargets } from "../../semantics/plan-targets.ts";
import { runtimeFeatures } from "../../semantics/runtime-features.ts";
import { type ReferenceCatalog, type ReferenceDecision, referenceDecide } from "../reference/decide.ts";
import type { ReferenceRequest } from "../reference/read-facts.ts";
import { thorough } from "../thorough.ts";
import { builds } from "./builds.ts";
import { inventedTargets } from "./invented-catalog.ts";
import { Random } from "./random.ts";
import { type GeneratedPolicy, randomPolicy } from "./random-policy.ts";
import { randomRequest } from "./random-request.ts";
import { runPolicy } from "./run-policy.ts";
import { randomWorld, type World } from "./world.ts";

const catalog: ReferenceCatalog = (id) => inventedTargets.find((target) => target.id === id)!;

/** More than a serving runtime supports: the requests say how things stand. */

const FIRST_SEED = Number(process.env.AGREEMENT_SEED ?? 1);
const POLICIES = Number(process.env.AGREEMENT_POLICIES ?? thorough(300, 60));
const REQUESTS = 16;
const PATIENCE = 60_000 + POLICIES * 100;

describe.each(Object.entries(builds))("a table built from %s", (_, build) => {
  test(
    `decides as the reference does, over ${POLICIES} random policies`,
    () => {
      const count = { rule: 0, otherwise: 0, tooLarge: 0 };
      for (const { seed, random, world, policy } of randomPolicies()) {
        const text = build(policy);
        if (text === undefined) count.tooLarge += 1;
        else {
          for (const { rule } of compare(seed, random, world, policy, loadTable(text, runtimeFeatures))) {
            count[rule === "otherwise" ? "otherwise" : "rule"] += 1;
          }
        }
      }
      expect(count.rule, "rules must decide often enough to be tested").toBeGreaterThan(count.otherwise);
      expect(count.tooLarge, "policies that are not tested").toBeLessThanOrEqual(POLICIES * 0.2);
    },
    PATIENCE,
  );
});

test("both spellings of a random policy give the same bytes", { timeout: PATIENCE }, () => {
  for (const { seed, policy } of randomPolicies()) {
    if (seed % 8 === 0) expect(builds.YAML!(policy), policy.typescript).toBe(builds.TypeScript!(policy));
  }
});

function* randomPolicies(): Generator<{ seed: number; random: Random; world: World; policy: GeneratedPolicy }> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed++) {
    const random = new Random(seed);
    const world = randomWorld(random);
    yield { seed, random, world, policy: randomPolicy(random, world, inventedTargets) };
  }
}

/** What the reference decides for random requests, after checking that the table decides the same. */
function compare(
  seed: number,
  random: Random,
  world: World,
  policy: GeneratedPolicy,
  table: LoadedTable,
): ReferenceDecision[] {
  const reference = runPolicy(policy.typescript);
  return random.list(REQUESTS, () => {
    const request = randomRequest(random, world, random.pick(policy.ir.routes).name);
    const expected = referenceDecide(reference, request, catalog);
    const actual = tableDecide(table, request);
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      const shown = `seed ${seed}\n${policy.typescript}\nrequest ${JSON.stringify(request, null, 1)}\n`;
      expect(actual, shown).toEqual(expected);
    }
    return expected;
  });
}

/** With targets that are idle and were never measured. */
function plannedIds({ table }: LoadedTable, plan: TablePlan, facts: Facts, max: TableRoute["max"]): string[] {
  const { targets } = planTargets({ table, plan, facts, max, load: new TargetLoad() });
  return targets.map((target) => table.targets[target]!.id);
}

function tableDecide(loaded: LoadedTable, request: ReferenceRequest): ReferenceDecision {
  const route = findRoute(loaded, request.body.model as string)!;
  const facts = chatFacts({ ...request, route: route.name });
  const decision = decide(route, facts);
  const result =
    decision.kind === "plan"
      ? plannedIds(loaded, decision.plan, facts, route.definition.max)
      : { status: decision.status, message: decision.message };
  return { route: route.name, rule: decision.rule, result };
}

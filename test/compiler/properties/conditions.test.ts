import { expect, test } from "vitest";
import { decide } from "../../../runtime/table/decide.ts";
import { findRoute } from "../../../runtime/table/find-route.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { chatFacts } from "../../../semantics/facts/chat-said.ts";
import { runtimeFeatures } from "../../../semantics/runtime-features.ts";
import { builds } from "../../agreement/builds.ts";
import { Random } from "../../agreement/random.ts";
import { randomRequest } from "../../agreement/random-request.ts";
import { runPolicy } from "../../agreement/run-policy.ts";
import { metadata, randomWorld } from "../../agreement/world.ts";
import { readFacts } from "../../reference/read-facts.ts";
import { thorough } from "../../thorough.ts";
import { preamble, randomPredicate } from "./random-predicate.ts";

/** More than a serving runtime supports: the requests say how things stand. */

const FIRST_SEED = Number(process.env.AGREEMENT_SEED ?? 1);
const PREDICATES = Number(process.env.PREDICATES ?? thorough(400, 100));
const REQUESTS = 12;

test(`${PREDICATES} predicates of helpers, blocks and choices hold where they hold as JavaScript`, {
  timeout: 60_000,
}, () => {
  const count = { holds: 0, not: 0, tooLarge: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + PREDICATES; seed++) {
    const random = new Random(seed);
    const world = { ...randomWorld(random), hasBudget: false };
    const typescript = policyWith(randomPredicate(random, world, random.integer(4)));
    const text = builds.TypeScript!({ typescript } as Parameters<(typeof builds)["TypeScript"] & {}>[0]);
    if (text === undefined) {
      count.tooLarge += 1;
      continue;
    }
    const when = runPolicy(typescript).routes.main!.rules![0]!.when;
    const loaded = loadTable(text, runtimeFeatures);
    for (const request of random.list(REQUESTS, () => randomRequest(random, world, "main"))) {
      const holds = Boolean(when(readFacts(request, "main")));
      const { rule } = decide(findRoute(loaded, "main")!, chatFacts({ ...request, route: "main" }));
      count[holds ? "holds" : "not"] += 1;
      expect(rule === 0, `seed ${seed}\n${typescript}\nrequest ${JSON.stringify(request)}`).toBe(holds);
    }
  }
  expect(Math.min(count.holds, count.not), "each answer must come often enough").toBeGreaterThan(PREDICATES);
  expect(count.tooLarge).toBeLessThanOrEqual(PREDICATES / 20);
});

function policyWith(predicate: string): string {
  return `import { ms, policy, usd } from "pointsman";
${preamble}
export default policy({
  metadata: ${JSON.stringify(metadata)},
  routes: { main: { rules: [{ when: ${predicate}, use: "alpha/small" }], otherwise: "beta/small" } },
});
`;
}

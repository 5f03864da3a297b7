import { describe, expect, test } from "vitest";
import type { Facts } from "../../dsl/facts.ts";
import { ms, usd } from "../../dsl/quantities.ts";
import { facts } from "../../schemas/facts.ts";
import type { Witness } from "../../schemas/witness.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { readFacts } from "../reference/read-facts.ts";

/** Nothing is known that it could not do. */
const FIRST = "own/any";
const overlay = `providers: { own: { dialect: openai, baseUrl: "http://127.0.0.1:1/v1", paths: { chat: /chat/completions } } }
models: { own/any: { context: 1000000 } }
`;

/** Every kind of fact with a condition that asks for it; metadata are declared by the policy. */
const asked: readonly (readonly [string, string])[] = [
  ...Object.entries(facts).map(([name, { example }]) => [name, example.replace("provider/model", FIRST)] as const),
  ["metadata.plan (a list)", 'r.metadata.plan === "free"'],
  ["headers.x-tier (a list)", 'r.headers["x-tier"] === "gold"'],
  ["headers.x-tenant (any text)", 'r.headers["x-tenant"]?.startsWith("acme-") === true'],
  ["metadata.team (any text)", 'r.metadata.team?.startsWith("support") === true'],
];

/** One value for all requests: the condition cannot be otherwise. */
const constant = ["route"];

const policyOf = (route: string, condition: string) => `import { ms, policy, usd } from "pointsman";
export default policy({
  metadata: { plan: ["free", "paid"], team: "string" },
  headers: { "x-tier": ["gold", "silver"], "x-tenant": "string" },
  tiers: { standard: "${FIRST}" },
  budgets: { team: { per: (r) => r.key.team, limit: usd(500), window: "month", exhausted: "standard" } },
  routes: { "${route}": { otherwise: "standard" } },
  invariants: {
    "nothing for which it holds is served": { when: (r) => ${condition}, every: (t) => t.provider === "nobody" },
    "nothing for which it does not is served": { when: (r) => !(${condition}), every: (t) => t.provider === "nobody" },
  },
});
`;

describe("of every fact a request is shown for which a condition holds, and one for which it does not", () => {
  test.each(asked)("%s", (fact, condition) => {
    const route = fact === "model" ? "c*" : "chat";
    const { proofs } = compileFiles(
      { "routes.ts": policyOf(route, condition), "catalog.yaml": overlay },
      { types: false },
    );
    const claims = proofs.filter(({ code }) => code === "invariant");
    const holds = new Function("ms", "usd", `return (r) => ${condition};`)(ms, usd) as (r: Facts) => boolean;
    const found = claims.map(({ verdict, shown }) =>
      verdict === "refuted" ? holds(readFacts(requestOf(shown!.witness), route)) : verdict,
    );
    expect(found).toEqual(constant.includes(fact) ? [true, "proved"] : [true, false]);
  });
});

function requestOf({
  request: body,
  headers = {},
  endpoint = "chat",
  key,
  at,
  state,
}: Witness): Parameters<typeof readFacts>[0] {
  const { id, team, env, tags } = key;
  return {
    body,
    key: { id, ...(team !== undefined && { team }), ...(env !== undefined && { env }), tags },
    metadata: (body.metadata ?? {}) as Record<string, string>,
    headers,
    endpoint: endpoint as Facts["endpoint"],
    now: new Date(at),
    state,
  };
}

/**
 * Many routes of a usual size, as a platform has them that serves every team of a company: rules about what is asked, caps
 * on cost, texts, and claims that hold over all of them.
 */
import { between, type Random } from "../../simulator/random.ts";
import { pick } from "../decide/tenant-policy.ts";

const tiers = ["economy", "standard", "premium", "long"] as const;
const regions = ["africa", "asia", "europe", "india", "japan"];

export function manyRoutesPolicy(random: Random, routes: number, rules: number): string {
  const written = Array.from({ length: routes }, (_, i) => route(random, i, rules));
  return `import { chain, EU, policy, s, usd } from "pointsman";
const isUsual = (r) => !(r.needs.audio || r.needs.pdf || r.needs.reasoning || r.needs.jsonSchema || r.needs.vision);
export default policy({
  metadata: { region: ${JSON.stringify(regions)}, sensitivity: ["public", "pii"], customer: "string" },
  tiers: {
    economy: chain("openai/gpt-6-luna", "anthropic/claude-haiku-5-5"),
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol"),
    long: chain("google/gemini-3.1-pro-preview", "anthropic/claude-opus-5-5"),
    european: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"),
  },
  routes: {
${written.join("\n")}
  },
  invariants: {
    "personal data stays in the EU": {
      when: (r) => r.metadata.sensitivity === "pii",
      every: (t) => EU.includes(t.jurisdiction),
    },
    "no request costs more than five dollars": { every: (t, r) => t.maxCost(r) <= usd(5) },
    "any one target may fail": { when: (r) => isUsual(r) && r.inputTokens < 20_000, survives: { targets: 1 } },
  },
});
`;
}

function route(random: Random, index: number, count: number): string {
  const lines = Array.from({ length: count - 1 }, (_, i) => rule(random, index, i));
  const max = `{ inputTokens: ${between(random, 4, 12) * 10_000}, outputTokens: ${between(random, 1, 4) * 2_000} }`;
  return `    "team-${index}": {
      rules: [
        { when: (r) => r.metadata.sensitivity === "pii", use: "european" },
        ${lines.join("\n        ")}
      ],
      otherwise: "standard",
      max: ${max},
      deadline: s(60),
    },`;
}

function rule(random: Random, route: number, index: number): string {
  const first = between(random, 0, conditions.length - 1);
  const second = (first + between(random, 1, conditions.length - 1)) % conditions.length;
  const customer = `r.metadata.customer === "c${route}-${index}"`;
  const parts = [conditions[first]!(random), conditions[second]!(random), ...(index % 2 === 0 ? [customer] : [])];
  const cap = index % 7 === 0 ? `, maxCost: usd(${between(random, 10, 40) / 10})` : "";
  return `{ when: (r) => ${parts.join(" && ")}, use: "${tiers[index % tiers.length]}"${cap} },`;
}

const conditions: readonly ((random: Random) => string)[] = [
  (random) => `r.metadata.region === "${pick(random, regions)}"`,
  (random) => `r.inputTokens > ${between(random, 1, 300) * 100}`,
  (random) => `(r.maxOutputTokens !== undefined && r.maxOutputTokens <= ${between(random, 1, 16) * 256})`,
  (random) => `r.hour < ${between(random, 1, 23)}`,
  (random) => `r.messages > ${between(random, 1, 30)}`,
  (random) => `r.text.includes("${pick(random, ["refund", "invoice", "cancel", "urgent"])}")`,
  (random) => `r.key.team === "t${between(random, 1, 40)}"`,
  () => "r.stream",
  () => "!r.needs.tools",
  () => "r.hasCode",
];

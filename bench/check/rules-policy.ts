import { between, type Random } from "../../simulator/random.ts";

const tiers = ["economy", "standard", "premium"];
const conditions: readonly ((random: Random) => string)[] = [
  (random) => `r.metadata.region === "${["africa", "asia", "europe"][between(random, 0, 2)]}"`,
  (random) => `r.inputTokens > ${between(random, 1, 300) * 100}`,
  (random) => `(r.maxOutputTokens !== undefined && r.maxOutputTokens <= ${between(random, 1, 16) * 256})`,
  (random) => `r.hour < ${between(random, 1, 23)}`,
  () => "r.stream",
  () => "!r.needs.tools",
  () => "isLate(r)",
];

/** A TypeScript policy with many rules, as a large list of customers makes it; it has no findings. */
export function rulesPolicy(random: Random, count: number): string {
  const rules = Array.from({ length: count }, (_, index) => `        ${rule(random, index)},`);
  return `import { chain, cheapest, type Facts, policy, usd } from "pointsman";

const isLate = (r: Facts) => r.hour >= 20 || r.weekday === "sun";

export default policy({
  metadata: { region: ["africa", "asia", "europe"] },
  tiers: {
    economy: chain("openai/gpt-6-luna", "anthropic/claude-haiku-5-5"),
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol"),
  },
  routes: {
    chat: {
      rules: [
${rules.join("\n")}
      ],
      otherwise: chain("google/gemini-3.8-flash", "anthropic/claude-haiku-5-5"),
      max: { inputTokens: 40_000, outputTokens: 4_000 },
    },
  },
});
`;
}

/** Every tenth rule has a strategy of its own, and every seventh a bound on its cost. */
function rule(random: Random, index: number): string {
  const first = between(random, 0, conditions.length - 2);
  const parts = [`r.key.team === "team-${index}"`, conditions[first]!(random), conditions[first + 1]!(random)];
  const tier = tiers[index % tiers.length];
  const use = index % 10 === 0 ? `chain("${tier}", "google/gemini-3.5-flash")` : `"${tier}"`;
  const maxCost = index % 7 === 0 ? `, maxCost: usd(${between(random, 5, 50) / 10})` : "";
  return `{ when: (r) => ${parts.join(" && ")}, use: ${use}${maxCost} }`;
}

/** A policy as a large tenant list grows it: every rule is about one of 500 teams, with two to four more conditions. */
import { between, type Random } from "../../simulator/random.ts";

/** What a request is to look like. */
export interface Ask {
  team: string;
  region: string;
  priority: string;
  /** Of the user's text. */
  words: number;
  maxOutputTokens: number;
  hour: number;
  stream: boolean;
  tools: boolean;
}

/** One condition of a rule; `aim` changes a request so that this part of it holds. */
interface Part {
  /** Over `r`, in the policy language, which is JavaScript too. */
  text: string;
  aim: Partial<Ask>;
}

export interface TenantRule {
  team: string;
  /** The whole condition over `r`. */
  condition: string;
  /** A request for which it holds, in part. */
  aim: Partial<Ask>;
}

export const ROUTE = "chat";
export const TEAMS = 500;
export const regions: readonly string[] = ["africa", "asia", "europe", "india", "japan", "north", "pacific", "south"];
export const priorities: readonly string[] = ["low", "normal", "high"];

export function tenantRules(random: Random, count: number): TenantRule[] {
  return Array.from({ length: count }, () => tenantRule(random));
}

/** The source of the policy. */
export function tenantPolicy(rules: readonly TenantRule[]): string {
  const tiers = ["economy", "standard", "premium", "long"];
  const lines = rules.map(({ condition }, i) => `{ when: (r) => ${condition}, use: "${tiers[i % tiers.length]}" },`);
  return `import { chain, policy } from "pointsman";
export default policy({
  metadata: { region: ${JSON.stringify(regions)}, priority: ${JSON.stringify(priorities)} },
  tiers: {
    economy: chain("openai/gpt-6-luna", "anthropic/claude-haiku-5-5"),
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol"),
    long: chain("google/gemini-3.1-pro-preview", "anthropic/claude-opus-5-5"),
  },
  routes: { ${ROUTE}: { rules: [\n${lines.join("\n")}\n], otherwise: "standard" } },
});
`;
}

function tenantRule(random: Random): TenantRule {
  const team = `team-${between(random, 1, TEAMS)}`;
  const parts = shuffled(random, constraints)
    .slice(0, between(random, 2, 4))
    .map((part) => part(random));
  return {
    team,
    condition: [`r.key.team === "${team}"`, ...parts.map(({ text }) => text)].join(" && "),
    aim: Object.assign({ team }, ...parts.map(({ aim }) => aim)) as Partial<Ask>,
  };
}

const constraints: readonly ((random: Random) => Part)[] = [
  (random) => {
    const region = pick(random, regions);
    return { text: `r.metadata.region === "${region}"`, aim: { region } };
  },
  (random) => {
    const priority = pick(random, priorities);
    return { text: `r.metadata.priority === "${priority}"`, aim: { priority } };
  },
  (random) => {
    const tokens = between(random, 1, 12) * 25;
    return { text: `r.inputTokens > ${tokens}`, aim: { words: tokens * 2 } };
  },
  (random) => {
    const tokens = between(random, 1, 16) * 256;
    return { text: `r.maxOutputTokens <= ${tokens}`, aim: { maxOutputTokens: tokens } };
  },
  (random) => {
    const hour = between(random, 1, 23);
    return random() < 0.5
      ? { text: `r.hour < ${hour}`, aim: { hour: hour - 1 } }
      : { text: `r.hour >= ${hour}`, aim: { hour } };
  },
  () => ({ text: "r.stream", aim: { stream: true } }),
  () => ({ text: "r.needs.tools", aim: { tools: true } }),
];

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[between(random, 0, list.length - 1)]!;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const weighed = list.map((item) => ({ item, weight: random() }));
  return weighed.sort((a, b) => a.weight - b.weight).map(({ item }) => item);
}

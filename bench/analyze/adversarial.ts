/**
 * A policy that is as hard to analyse as rules of this size get: each asks three to five of 40 facts at random, so nearly
 * every rule overlaps half of the others, and no fact divides them.
 */
import { between, type Random } from "../../simulator/random.ts";
import { pick } from "../decide/tenant-policy.ts";

export const ROUTE = "chat";

/** A condition over `r` on one fact. */
type Constraint = (random: Random) => string;

const tiers = ["economy", "standard", "premium", "long"] as const;

/** Values of each metadata field. */
const FIELDS: readonly number[] = [4, 4, 5, 6, 8, 8, 10, 12, 16, 20, 30, 40];

export function adversarialPolicy(random: Random, count: number): string {
  const lines = Array.from(
    { length: count },
    (_, i) => `{ when: (r) => ${condition(random)}, use: "${tiers[i % tiers.length]}" },`,
  );
  const metadata = FIELDS.map((size, field) => `field${field}: ${JSON.stringify(valuesOf(field, size))},`);
  return `import { chain, ms, policy } from "pointsman";
export default policy({
  metadata: {\n${metadata.join("\n")}\n},
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

function condition(random: Random): string {
  const chosen = new Set<Constraint>();
  for (const size = between(random, 3, 5); chosen.size < size; ) chosen.add(pick(random, constraints));
  return [...chosen].map((constraint) => constraint(random)).join(" && ");
}

function valuesOf(field: number, size: number): string[] {
  return Array.from({ length: size }, (_, i) => `v${field}x${i}`);
}

function metadata(field: number, size: number): Constraint {
  const fact = `r.metadata.field${field}`;
  const values = valuesOf(field, size);
  return (random) => {
    const some = [...new Set(Array.from({ length: between(random, 1, 3) }, () => pick(random, values)))];
    if (some.length > 1) return `(${some.map((value) => `${fact} === "${value}"`).join(" || ")})`;
    return `${fact} ${random() < 0.8 ? "===" : "!=="} ${JSON.stringify(some[0])}`;
  };
}

/** At most, at least, or between; cut at any multiple of `step`. */
function range(fact: string, step: number, steps: number, spelled: (value: number) => string): Constraint {
  return (random) => {
    const cuts = [between(random, 1, steps), between(random, 1, steps)].sort((a, b) => a - b);
    const [low, high] = cuts.map((cut) => spelled(cut * step)) as [string, string];
    const form = between(random, 0, 2);
    if (form === 0) return `${fact} < ${high}`;
    if (form === 1 || low === high) return `${fact} >= ${low}`;
    return `${fact} >= ${low} && ${fact} < ${high}`;
  };
}

/** Of a fact that the types make one ask for first. */
function stated(fact: string, constraint: Constraint): Constraint {
  return (random) => `${fact} !== undefined && ${constraint(random)}`;
}

function flag(fact: string): Constraint {
  return (random) => (random() < 0.5 ? fact : `!${fact}`);
}

function health(target: string): Constraint {
  const fact = `r.health["${target}"]`;
  return (random) => `${fact} ${random() < 0.7 ? "===" : "!=="} "${pick(random, ["up", "degraded", "down"])}"`;
}

const plain = (value: number) => `${value}`;

const constraints: readonly Constraint[] = [
  ...FIELDS.map((size, field) => metadata(field, size)),
  range("r.inputTokens", 500, 200, plain),
  stated("r.maxOutputTokens", range("r.maxOutputTokens", 100, 120, plain)),
  range("r.messages", 1, 60, plain),
  range("r.turns", 1, 30, plain),
  range("r.tools", 1, 20, plain),
  range("r.images", 1, 10, plain),
  range("r.hour", 1, 23, plain),
  range('r.sample("key.id")', 1, 99, plain),
  ...tiers.map((tier) => range(`r.latency.${tier}.total.p95`, 250, 80, (value) => `ms(${value})`)),
  ...["tools", "vision", "audio", "pdf", "jsonSchema", "jsonMode", "reasoning"].map((need) => flag(`r.needs.${need}`)),
  ...["beta", "batch", "internal", "trial"].map((tag) => flag(`r.key.tags.includes("${tag}")`)),
  flag("r.stream"),
  flag("r.hasCode"),
  flag('r.text.includes("refund")'),
  health("openai/gpt-5.4-mini"),
  health("anthropic/claude-opus-5-5"),
];

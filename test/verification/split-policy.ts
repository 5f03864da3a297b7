/** Random policies with one route, whose plan has splits of many sides. */
import type { Random } from "../agreement/random.ts";
import { targetIds } from "./invented-targets.ts";

export type SplitClaim = { readonly name: string } & (
  | { readonly kind: "every"; readonly target: string }
  | { readonly kind: "some"; readonly targets: readonly string[] }
  | { readonly kind: "survives"; readonly count: number }
);

export interface SplitPolicy {
  readonly yaml: string;
  readonly claims: readonly SplitClaim[];
}

export function splitPolicy(random: Random): SplitPolicy {
  const tiers: string[] = [];
  const tier = (strategy: string): string => {
    tiers.push(`  t${tiers.length}: ${strategy}`);
    return `t${tiers.length - 1}`;
  };
  const use = strategy(random, tier, 3);
  const claims = random.list(3, (i) => claim(random, `claim ${i}`));
  const route = `routes: { chat: { otherwise: ${use}, max: { inputTokens: ${random.pick([500, 4_000, 15_000])} } } }`;
  const yaml = [...(tiers.length > 0 ? ["tiers:", ...tiers] : []), route, "invariants:", ...claims.map(written), ""];
  return { yaml: yaml.join("\n"), claims };
}

/** A strategy as YAML; a split has names alone, so what it splits between stands in tiers. */
function strategy(random: Random, tier: (strategy: string) => string, depth: number): string {
  if (depth === 0 || random.once(5)) return random.pick(targetIds);
  const inner = () => strategy(random, tier, depth - 1);
  if (random.once(3)) return `[${random.list(1 + random.integer(3), inner).join(", ")}]`;
  const sides = random.list(2 + random.integer(9), () => {
    const side = random.once(3) ? inner() : random.pick(targetIds);
    return side.includes("/") && !side.includes("[") && !side.includes("{") ? side : tier(side);
  });
  const weights = [...new Set(sides)].map((side) => `${side}: ${random.pick([1, 1, 2, 3, 7, 0.1, 10])}`);
  return `{ split: { ${weights.join(", ")} } }`;
}

function claim(random: Random, name: string): SplitClaim {
  switch (random.integer(3)) {
    case 0:
      return { name, kind: "every", target: random.pick(targetIds) };
    case 1: {
      const left = new Set(random.list(1 + random.integer(3), () => random.pick(targetIds)));
      return { name, kind: "some", targets: random.once(2) ? [...left] : targetIds.filter((id) => !left.has(id)) };
    }
    default:
      return { name, kind: "survives", count: 1 + random.integer(2) };
  }
}

function written(claim: SplitClaim): string {
  switch (claim.kind) {
    case "every":
      return `  ${claim.name}: { every: 't.id !== "${claim.target}"' }`;
    case "some":
      return `  ${claim.name}: { some: '${JSON.stringify(claim.targets)}.includes(t.id)' }`;
    case "survives":
      return `  ${claim.name}: { survives: { providers: ${claim.count} } }`;
  }
  return claim satisfies never;
}

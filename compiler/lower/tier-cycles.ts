import { cycle } from "../diagnostics/chain/cycle.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Strategy, Tier } from "./ir.ts";

/** Reports each tier that contains itself, with the way round, once per cycle. */
export function reportCycles(tiers: readonly Tier[], evaluation: Evaluation): void {
  const byName = new Map(tiers.map((tier) => [tier.name, tier]));
  const done = new Set<string>();
  const visit = (tier: Tier, path: string[]): void => {
    const at = path.indexOf(tier.name);
    if (at !== -1) {
      evaluation.report(cycle, { tiers: [...path.slice(at), tier.name] }, tier.origin);
    } else if (!done.has(tier.name)) {
      for (const name of tierNames(tier.strategy)) {
        const next = byName.get(name);
        if (next) visit(next, [...path, tier.name]);
      }
    }
    done.add(tier.name);
  };
  for (const tier of tiers) visit(tier, []);
}

function tierNames(strategy: Strategy): string[] {
  switch (strategy.kind) {
    case "tier":
      return [strategy.name];
    case "target":
      return [];
    case "split":
      return strategy.parts.flatMap((part) => tierNames(part.of));
    default:
      return strategy.of.flatMap(tierNames);
  }
}

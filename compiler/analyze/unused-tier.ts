import { diagnose } from "../diagnostics/define.ts";
import { unusedTier } from "../diagnostics/name/unused-tier.ts";
import type { PolicyIr } from "../lower/ir.ts";
import type { Check } from "./check.ts";
import { actionsOf, atomsOf, conditionsOf, withInner } from "./strategies.ts";

/** Tiers that no action reaches, directly or through other tiers, and whose latency no condition reads. */
export const checkUnusedTiers: Check = ({ policy }) => {
  const used = usedTiers(policy);
  return policy.tiers
    .filter(({ name }) => !used.has(name))
    .map(({ name, origin }) => diagnose(unusedTier, { name }, origin));
};

function usedTiers(policy: PolicyIr): Set<string> {
  const strategies = new Map(policy.tiers.map((tier) => [tier.name, tier.strategy]));
  const facts = conditionsOf(policy).flatMap(atomsOf);
  const open = actionsOf(policy).flatMap((action) => (action.kind === "use" ? [action.strategy] : []));
  const used = new Set(
    policy.tiers
      .map(({ name }) => name)
      .filter((name) => facts.some(({ fact }) => fact.startsWith(`latency.${name}.`))),
  );
  for (let strategy = open.pop(); strategy; strategy = open.pop()) {
    for (const part of withInner(strategy)) {
      if (part.kind !== "tier" || used.has(part.name)) continue;
      used.add(part.name);
      const named = strategies.get(part.name);
      if (named) open.push(named);
    }
  }
  return used;
}

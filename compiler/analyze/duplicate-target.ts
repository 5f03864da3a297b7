import { duplicateTarget } from "../diagnostics/chain/duplicate-target.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { PolicyIr, Strategy } from "../lower/ir.ts";
import type { Check } from "./check.ts";
import { partsOf, strategiesOf } from "./strategies.ts";

type Tiers = ReadonlyMap<string, Strategy>;

/** Targets that one strategy would try twice. A part of a split is tried only by its share, so it may be a fallback, too. */
export const checkDuplicateTargets: Check = ({ policy }) => {
  const tiers = tiersOf(policy);
  return strategiesOf(policy).flatMap((strategy) => duplicates(strategy, tiers));
};

function tiersOf(policy: PolicyIr): Tiers {
  return new Map(policy.tiers.map((tier) => [tier.name, tier.strategy]));
}

function duplicates(strategy: Strategy, tiers: Tiers): Diagnostic[] {
  if (strategy.kind === "target" || strategy.kind === "tier" || strategy.kind === "split") return [];
  const first = new Map<string, Strategy>();
  return strategy.of.flatMap((part) => {
    const ids = new Set(triedIn(part, tiers, new Set()));
    const again = [...ids].find((id) => first.has(id));
    const earlier = again === undefined ? undefined : first.get(again);
    for (const id of ids) if (!first.has(id)) first.set(id, part);
    if (again === undefined || !earlier) return [];
    const labels = [{ span: earlier.origin.span, text: "first here" }];
    return [diagnose(duplicateTarget, { id: again }, part.origin, labels)];
  });
}

function triedIn(strategy: Strategy, tiers: Tiers, open: ReadonlySet<string>): string[] {
  if (strategy.kind === "target") return [strategy.target.id];
  if (strategy.kind === "split") return [];
  if (strategy.kind !== "tier") return partsOf(strategy).flatMap((part) => triedIn(part, tiers, open));
  const named = open.has(strategy.name) ? undefined : tiers.get(strategy.name);
  return named ? triedIn(named, tiers, new Set([...open, strategy.name])) : [];
}

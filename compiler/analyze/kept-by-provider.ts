import { keptByProvider } from "../diagnostics/data/kept-by-provider.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Action, PolicyIr } from "../lower/ir.ts";
import { standIns } from "../plan/stand-ins.ts";
import { zeroRetentionOf } from "../plan/zero-retention.ts";
import type { Check } from "./check.ts";
import { reached, usedActions } from "./reached.ts";

/** Targets that cannot be asked to keep nothing, where the policy asks for it; what serves on when a budget is spent or a limit is full, too. */
export const checkKeptByProviders: Check = ({ policy }) => {
  const actions = usedActions(policy).flatMap(({ action, terms }) => (terms.zeroRetention ? [action] : []));
  const spent = actions.length > 0 ? standIns(policy) : [];
  return distinct([...actions, ...spent].flatMap((action) => keptBy(action, policy)));
};

function keptBy(action: Action, policy: PolicyIr): Diagnostic[] {
  if (action.kind === "reject") return [];
  const kept = reached(action.strategy, policy).filter(({ target }) => zeroRetentionOf(target) === undefined);
  return kept.map(({ target, origin }) =>
    diagnose(keptByProvider, { id: target.id, provider: target.provider.id }, origin),
  );
}

/** A tier is used in many places, and its targets are named in one. */
function distinct(found: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(found.map((one) => [`${one.span?.file.name}:${one.span?.start}:${one.message}`, one])).values()];
}

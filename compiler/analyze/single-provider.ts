import { singleProvider } from "../diagnostics/chain/single-provider.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr, Target } from "../lower/ir.ts";
import { outageGroups } from "../plan/outage-groups.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { longest, servedPlans } from "./served-plans.ts";
import { written } from "./strategies.ts";

/** Plans that have something to fall back on, all of it in one group that fails together. A split alone has nothing. */
export const checkSingleProviders: Check = ({ policy }) =>
  servedPlans(policy).flatMap(({ strategy, order, targets, isCanary }) => {
    // A candidate is no fallback.
    const shared = longest(order) > 1 && !isCanary ? sharedBy(policy, targets) : undefined;
    if (!shared) return [];
    const named = reached(strategy, policy).map(({ target }) => target);
    const isNarrowed = sharedBy(policy, named) === undefined;
    const place = isNarrowed ? strategy : written(strategy, policy);
    return [diagnose(singleProvider, { ...shared, count: targets.length, isNarrowed }, place.origin)];
  });

type Shared = { provider: string } | { key: string } | { providers: readonly string[] };

/** What one outage takes all of, by the groups that `survives` counts. */
function sharedBy(policy: PolicyIr, targets: readonly Target[]): Shared | undefined {
  const groups = outageGroups(policy);
  if (new Set(targets.map(({ provider }) => groups.get(provider.id))).size !== 1) return undefined;
  const providers = [...new Set(targets.map(({ provider }) => provider.id))].sort();
  if (providers.length === 1) return { provider: providers[0]! };
  const [first, ...others] = targets.map(({ provider }) => new Set(provider.auth.env));
  const key = [...first!].find((name) => others.every((names) => names.has(name)));
  return key === undefined ? { providers } : { key };
}

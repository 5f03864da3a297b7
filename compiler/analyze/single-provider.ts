import { singleProvider } from "../diagnostics/chain/single-provider.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Target } from "../lower/ir.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { longest, servedPlans, written } from "./served-plans.ts";

/** Plans that have something to fall back on, all of it behind one provider or one key. A split alone has nothing. */
export const checkSingleProviders: Check = ({ policy }) =>
  servedPlans(policy).flatMap(({ strategy, order, targets }) => {
    const shared = longest(order) > 1 ? sharedBy(targets) : undefined;
    if (!shared) return [];
    const named = reached(strategy, policy).map(({ target }) => target);
    const isNarrowed = sharedBy(named) === undefined;
    const place = isNarrowed ? strategy : written(strategy, policy);
    return [diagnose(singleProvider, { ...shared, count: targets.length, isNarrowed }, place.origin)];
  });

/** Deployments at other addresses are up when one is down. */
function sharedBy(targets: readonly Target[]): { provider: string } | { key: string } | undefined {
  const addresses = new Set(targets.map(({ provider }) => `${provider.id} ${provider.baseUrl}`));
  if (addresses.size === 1) return { provider: targets[0]!.provider.id };
  const keys = new Set(targets.map((target) => target.provider.auth.env.join(" ")));
  const [key] = targets[0]?.provider.auth.env ?? [];
  return keys.size === 1 && key !== undefined ? { key } : undefined;
}

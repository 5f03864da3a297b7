import { MOST_CHOICES } from "../../schemas/facts.ts";
import type { TargetLimitDocument } from "../../schemas/target-limit.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type TakenWhole, targetTakenWhole } from "../diagnostics/rate/target-taken-whole.ts";
import type { Route, Target } from "../lower/ir.ts";
import { listedLimits } from "../plan/listed-limits.ts";
import type { Check } from "./check.ts";
import { type ServedPlan, servedPlans } from "./served-plans.ts";

/** Limits of targets with less room than one request of some route may take; each once, by the largest. */
export const checkTakenTargets: Check = ({ policy }) => {
  const found = servedPlans(policy).flatMap(takenIn);
  const largest = new Map<string, { readonly taken: TakenWhole; readonly route: Route }>();
  for (const one of found) {
    const key = `${one.taken.id} ${one.taken.rate}`;
    if ((largest.get(key)?.taken.most ?? 0) < one.taken.most) largest.set(key, one);
  }
  return [...largest.values()].map(({ taken, route }) => diagnose(targetTakenWhole, taken, route.origin));
};

function takenIn({ route, targets, terms }: ServedPlan): { taken: TakenWhole; route: Route }[] {
  if (terms.operation === "embeddings") return [];
  return targets.flatMap((target) =>
    limitsOf(target).flatMap((limit) =>
      (["inputTokens", "outputTokens", "tokens"] as const).flatMap((rate) => {
        const [room, most] = [limit[rate], mostOf(rate, route, target)];
        if (room === undefined || most === undefined || most <= room) return [];
        return [{ taken: { route: route.name, id: target.id, rate, limit: room, window: limit.window, most }, route }];
      }),
    ),
  );
}

/** What one request may take: without a bound of the route what the model writes, where that is known. */
function mostOf(rate: TakenWhole["rate"], { max }: Route, { model }: Target): number | undefined {
  const choices = max.choices === undefined ? 1 : Math.min(max.choices, MOST_CHOICES);
  const output = max.outputTokens ?? model.maxOutput;
  const written = output && output * choices;
  if (rate === "inputTokens") return max.inputTokens;
  if (rate === "outputTokens" || written === undefined) return written;
  return written + (max.inputTokens ?? 0);
}

function limitsOf({ model, provider }: Target): TargetLimitDocument[] {
  return [...listedLimits(model.limits ?? provider.limits), ...listedLimits(provider.accountLimits)];
}

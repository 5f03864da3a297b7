import { diagnose } from "../diagnostics/define.ts";
import { type HedgeReason, hedgeWithoutEffect } from "../diagnostics/time/hedge-without-effect.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";
import { DEADLINE } from "../plan/limits.ts";
import { planOf } from "../plan/place-plan.ts";
import { standInsOf } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { longest, servedPlans } from "./served-plans.ts";

/** Hedges that start no second target, or start it when the attempt of the first has ended. */
export const checkHedges: Check = ({ policy }) =>
  policy.routes.flatMap((route) => {
    const reason = reasonOf(policy, route);
    return route.hedge && reason ? [diagnose(hedgeWithoutEffect, reason, route.hedge.origin)] : [];
  });

function reasonOf(policy: PolicyIr, route: Route): HedgeReason | undefined {
  const { hedge, limits } = route;
  if (!hedge) return undefined;
  if (hedge.most === 0) return { kind: "most" };
  if (!hasSecond(policy, route)) return { kind: "one-target" };
  const { after } = hedge;
  if (after === undefined) return undefined;
  const { deadline = DEADLINE, attempt, firstToken } = limits;
  if (attempt !== undefined && after >= attempt) return { kind: "attempt", after, attempt };
  // With one other target behind it an attempt gets half of the deadline, with more it gets less.
  if (after >= (attempt === undefined ? deadline / 2 : deadline)) return { kind: "deadline", after, deadline };
  return firstToken !== undefined && after >= firstToken ? { kind: "first-token", after, firstToken } : undefined;
}

/** Some plan, or what stands in for it when a budget is spent or a limit is full, has two targets in a row. */
function hasSecond(policy: PolicyIr, route: Route): boolean {
  const plans = servedPlans(policy).filter((plan) => plan.route === route);
  return plans.some(({ order, terms }) => {
    const instead = standInsOf(policy, route).flatMap((action) => planOf(policy, action, terms).order ?? []);
    return [order, ...instead].some((each) => longest(each) > 1);
  });
}

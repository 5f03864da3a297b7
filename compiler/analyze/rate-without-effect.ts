import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { rateWithoutEffect } from "../diagnostics/rate/without-effect.ts";
import type { Limit, PolicyIr } from "../lower/ir.ts";
import { limitsOf } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { groupsAbove } from "./child-above-parent.ts";
import { servedPlans } from "./served-plans.ts";

/** Limits that are never full: another one is full first and refuses, or nothing is served that they are for. */
export const checkRates: Check = ({ policy }) =>
  policy.limits.flatMap((limit, index) => refusedAll(policy, limit) ?? within(policy.limits, limit, index));

function refusedAll(policy: PolicyIr, limit: Limit): Diagnostic[] | undefined {
  // A request that names a target itself meets every limit without routes.
  if (!limit.routes) return undefined;
  const isServed = servedPlans(policy).some(({ route }) => limitsOf(policy, route).includes(limit));
  return isServed ? undefined : [diagnose(rateWithoutEffect, { kind: "refused", name: limit.name }, limit.origin)];
}

function within(limits: readonly Limit[], inner: Limit, index: number): Diagnostic[] {
  const outer = limits.find((other, at) => {
    if (other === inner || !isFullFirst(inner, other)) return false;
    // Of two that are alike one is enough.
    return at < index || !isFullFirst(other, inner);
  });
  if (!outer) return [];
  const labels = [{ span: outer.origin.span, text: "full first" }];
  const found = { kind: "within", name: inner.name, other: outer.name } as const;
  return [diagnose(rateWithoutEffect, found, inner.origin, labels)];
}

/** Whatever is sent, the outer one refuses no later than the inner one is full. */
function isFullFirst(inner: Limit, outer: Limit): boolean {
  const refuses = outer.exhausted === undefined || outer.exhausted.kind === "reject";
  const isOfAll = outer.routes === undefined || inner.routes?.every((route) => outer.routes!.includes(route)) === true;
  const isScopeWithin = inner.per === outer.per || groupsAbove(inner.per).includes(outer.per);
  if (!refuses || !isOfAll || !isScopeWithin) return false;
  // What the outer one refuses for want of its fact never gets to the inner one; what it pools counts in one.
  if (inner.concurrency !== undefined) return outer.concurrency !== undefined && outer.concurrency <= inner.concurrency;
  return rateNames.every((name) => {
    const [most, outermost] = [inner.rates?.[name], outer.rates?.[name]];
    if (most === undefined) return true;
    return outermost !== undefined && outermost <= most && perSecond(outer, outermost) <= perSecond(inner, most);
  });
}

const rateNames = ["requests", "inputTokens", "outputTokens"] as const;
const seconds = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;

function perSecond({ rates }: Limit, most: number): number {
  return most / seconds[rates!.window];
}

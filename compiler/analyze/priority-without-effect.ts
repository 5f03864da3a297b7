import { diagnose } from "../diagnostics/define.ts";
import { priorityWithoutEffect } from "../diagnostics/time/priority-without-effect.ts";
import type { Action, PolicyIr, Target } from "../lower/ir.ts";
import { standIns } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";

/** Priorities of requests that nowhere wait; what serves on when a budget is spent or a limit is full is reached, too. */
export const checkPriorities: Check = ({ policy }) => {
  const spent = standIns(policy);
  const isIdle = (actions: readonly Action[]) => ![...actions, ...spent].some((action) => lets(action, policy));
  return policy.routes.flatMap(({ rules, otherwise, terms, origin }) => {
    const all = [...rules.map(({ action }) => action), otherwise];
    const ofRoute = terms.priority !== undefined && isIdle(all) ? [{ where: "route", origin } as const] : [];
    const ofRules = rules.flatMap(({ action, terms, origin }) =>
      terms.priority !== undefined && isIdle([action]) ? [{ where: "rule", origin } as const] : [],
    );
    return [...ofRoute, ...ofRules].map(({ where, origin }) => diagnose(priorityWithoutEffect, { where }, origin));
  });
};

function lets(action: Action, policy: PolicyIr): boolean {
  return action.kind === "use" && reached(action.strategy, policy).some(({ target }) => hasLine(target));
}

function hasLine({ model, provider }: Target): boolean {
  return (model.line ?? provider.line) !== undefined;
}

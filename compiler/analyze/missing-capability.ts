import { missingCapability } from "../diagnostics/chain/missing-capability.ts";
import { diagnose } from "../diagnostics/define.ts";
import { capabilities } from "../lower/capabilities.ts";
import { placePlan } from "../plan/place-plan.ts";
import { lacks } from "../plan/suitable.ts";
import { boundsOf } from "../regions/bounds.ts";
import { reached } from "./reached.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Rules whose requests all need what a target of theirs is known to lack, while others can do it. */
export const checkMissingCapabilities: VerifiedCheck = ({ policy, routes }) => ({
  diagnostics: routes.flatMap(({ space, route, rules }) =>
    route.rules.flatMap(({ action }, rule) => {
      if (action.kind === "reject" || rules[rule]!.verdict.kind !== "found") return [];
      const { flags } = boundsOf(space.boxes(rule), space.columns);
      const needs = Object.keys(capabilities).filter((fact) => flags.has(fact));
      if (needs.length === 0) return [];
      const targets = reached(action.strategy, policy);
      const unfit = targets.flatMap(({ target }) => {
        const fact = needs.find((need) => lacks(target).includes(need));
        return fact === undefined ? [] : [{ id: target.id, fact }];
      });
      if (unfit.length === 0 || unfit.length === targets.length || !placePlan(policy, route, rule).order) return [];
      return [diagnose(missingCapability, unfit[0]!, action.origin)];
    }),
  ),
});

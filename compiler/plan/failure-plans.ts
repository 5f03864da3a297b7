import {
  type AttemptFailure,
  beforeAnswer,
  fallsBack,
  type Silence,
  watchesSilence,
} from "../../semantics/failures.ts";
import type { FailureTier, PolicyIr, Route, Terms } from "../lower/ir.ts";
import { type PlacePlan, planOf } from "./place-plan.ts";

/** What serves when a target of a plan has failed in one of these ways. */
export interface FailurePlan {
  /** Those that can occur. */
  readonly classes: readonly AttemptFailure[];
  readonly plan: PlacePlan;
}

/** On the terms of the plan that failed. */
export function failurePlans(policy: PolicyIr, route: Route, terms: Terms): FailurePlan[] {
  const possible = beforeAnswer(silenceOf(route));
  return (route.fallbackTo ?? []).flatMap(({ classes, strategy, origin }) => {
    const occurring = classes.filter((name) => possible.includes(name));
    const plan = planOf(policy, { kind: "use", strategy, origin }, terms);
    return occurring.length > 0 && plan.order ? [{ classes: occurring, plan }] : [];
  });
}

/** Failures that lead where no target may be asked on these terms: each is the answer. */
export function vainFailures(policy: PolicyIr, route: Route, terms: Terms): AttemptFailure[] {
  const possible = beforeAnswer(silenceOf(route));
  return (route.fallbackTo ?? []).flatMap(({ classes, strategy, origin }) => {
    const { order } = planOf(policy, { kind: "use", strategy, origin }, terms);
    return order ? [] : classes.filter((name) => possible.includes(name));
  });
}

/** The failures after which the next target of a plan is tried. */
export function nextOn(route: Route): AttemptFailure[] {
  const { fallbackOn, fallbackTo = [] } = route;
  const goesOn = fallbackOn && new Set(fallbackOn);
  const elsewhere = new Set(fallbackTo.flatMap(({ classes }: FailureTier) => classes));
  return beforeAnswer(silenceOf(route)).filter((name) => fallsBack(name, goesOn) && !elsewhere.has(name));
}

export function silenceOf({ limits }: Route): Silence {
  return { firstToken: limits.firstToken, wholeAsStream: watchesSilence(limits) };
}

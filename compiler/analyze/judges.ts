import { addedByJudge, MOST_VERDICT, mostJudged } from "../../semantics/judge.ts";
import { judgeOfItself } from "../diagnostics/chain/judge-of-itself.ts";
import { type JudgeReason, judgeWithoutEffect } from "../diagnostics/chain/judge-without-effect.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Judge, PolicyIr, Route } from "../lower/ir.ts";
import { judgeTerms } from "../plan/judge-plan.ts";
import { type Order, reachable } from "../plan/order.ts";
import { placePlan } from "../plan/place-plan.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { shadowPlan } from "../plan/shadow-plan.ts";
import { unsuitable } from "../plan/suitable.ts";
import { targetTokens } from "../plan/target-tokens.ts";
import { windowOf } from "../plan/window.ts";
import { everywhere } from "../regions/bounds.ts";

/** Of a shadow that is asked: a judge that never is, and one that scores itself. */
export function judgeFindings(policy: PolicyIr, route: Route): Diagnostic[] {
  const { judge } = route.shadow!;
  // One that makes embeddings is another finding.
  if (!judge || judge.target.model.kind === "embedding") return [];
  const { target, origin } = judge;
  const reason = hindrance(policy, route, judge);
  if (reason) return [diagnose(judgeWithoutEffect, { id: target.id, ...reason }, origin)];
  const isJudged = judgedOrders(policy, route).some((order) => reachable(order).has(target.id));
  return isJudged ? [diagnose(judgeOfItself, { id: target.id }, origin)] : [];
}

function hindrance(policy: PolicyIr, route: Route, { target, rubric }: Judge): JudgeReason | undefined {
  const served = shadowedPlaces(policy, route);
  const whys = served.map(({ own }) => unsuitable(target, judgeTerms(own.terms), everywhere));
  if (whys.every((why) => why !== undefined)) return { kind: "terms", why: whys[0]! };
  const rubricTokens =
    addedByJudge(rubric, mostJudged(route.max.outputTokens)).expected * targetTokens(target).expected;
  const least = Math.ceil(rubricTokens) + MOST_VERDICT;
  return least > windowOf(target) ? { kind: "window", least, window: windowOf(target) } : undefined;
}

function judgedOrders(policy: PolicyIr, route: Route): Order[] {
  return shadowedPlaces(policy, route).flatMap(({ own, beside }) => [own.order!, beside.order!]);
}

function shadowedPlaces(policy: PolicyIr, route: Route) {
  return rulePlaces(route).flatMap((rule) => {
    const own = placePlan(policy, route, rule);
    const beside = own.order && shadowPlan(policy, route, own.terms);
    return beside ? [{ own, beside }] : [];
  });
}

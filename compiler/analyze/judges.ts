import { addedByJudge, MOST_VERDICT, mostJudged } from "../../semantics/judge.ts";
import { judgeOfItself } from "../diagnostics/chain/judge-of-itself.ts";
import { type JudgeReason, judgeWithoutEffect } from "../diagnostics/chain/judge-without-effect.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Judge, PolicyIr, Route, Terms } from "../lower/ir.ts";
import { judgeTerms } from "../plan/judge-plan.ts";
import { type Order, reachable } from "../plan/order.ts";
import { placePlan } from "../plan/place-plan.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { shadowPlan } from "../plan/shadow-plan.ts";
import { unsuitable } from "../plan/suitable.ts";
import { targetTokens } from "../plan/target-tokens.ts";
import { windowOf } from "../plan/window.ts";
import { everywhere } from "../regions/bounds.ts";
import type { Check } from "./check.ts";

/** Of a shadow that is asked: a judge that never is, and one that scores itself. */
export function judgeFindings(policy: PolicyIr, route: Route): Diagnostic[] {
  const judged = shadowedPlaces(policy, route).map(({ own, beside }) => ({
    terms: own.terms,
    orders: [own.order!, beside.order!],
  }));
  return findingsOf(route, route.shadow!.judge, judged);
}

/** Likewise, of hits of semantic caches that are checked. */
export const checkCacheJudges: Check = ({ policy }) =>
  policy.routes.flatMap((route) => {
    const judged = rulePlaces(route).flatMap((rule) => {
      const { order, terms } = placePlan(policy, route, rule);
      return order ? [{ terms, orders: [order] }] : [];
    });
    return findingsOf(route, route.cache?.semantic?.judge, judged);
  });

/** Where answers are judged, on which terms, and who may have written them. */
interface Judged {
  readonly terms: Terms;
  readonly orders: readonly Order[];
}

function findingsOf(route: Route, judge: Judge | undefined, judged: readonly Judged[]): Diagnostic[] {
  // One that makes embeddings is another finding.
  if (!judge || judge.target.model.kind === "embedding" || judged.length === 0) return [];
  const { target, origin } = judge;
  const reason = hindrance(route, judge, judged);
  if (reason) return [diagnose(judgeWithoutEffect, { id: target.id, ...reason }, origin)];
  const orders = judged.flatMap((each) => each.orders);
  const isJudged = orders.some((order) => reachable(order).has(target.id));
  return isJudged ? [diagnose(judgeOfItself, { id: target.id }, origin)] : [];
}

function hindrance(route: Route, { target, rubric }: Judge, judged: readonly Judged[]): JudgeReason | undefined {
  const whys = judged.map(({ terms }) => unsuitable(target, judgeTerms(terms), everywhere));
  if (whys.every((why) => why !== undefined)) return { kind: "terms", why: whys[0]! };
  const rubricTokens =
    addedByJudge(rubric, mostJudged(route.max.outputTokens)).expected * targetTokens(target).expected;
  const least = Math.ceil(rubricTokens) + MOST_VERDICT;
  return least > windowOf(target) ? { kind: "window", least, window: windowOf(target) } : undefined;
}

function shadowedPlaces(policy: PolicyIr, route: Route) {
  return rulePlaces(route).flatMap((rule) => {
    const own = placePlan(policy, route, rule);
    const beside = own.order && shadowPlan(policy, route, own.terms);
    return beside ? [{ own, beside }] : [];
  });
}

import { spokenCount } from "../diagnostics/amounts.ts";
import { noneLeft } from "../diagnostics/chain/none-left.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { all, any, atom, not } from "../lower/connectives.ts";
import type { Condition, PolicyIr } from "../lower/ir.ts";
import { fits } from "../plan/fits.ts";
import { reachable } from "../plan/order.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { affordable } from "../plan/suits.ts";
import { holds } from "../reference/holds.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import { placeName } from "../verify/claims/place-span.ts";
import { type PlannedPlace, plannedPlaces } from "../verify/claims/plan-place.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** No request loses all its targets by `maxCost`, or by windows below the route's `max`. Each action is asked about once. */
export const checkNoneLeft: VerifiedCheck = ({ policy, routes }) => {
  const uses = routes.flatMap((reach) =>
    rulePlaces(reach.route).flatMap((rule): Use[] => {
      const place = plannedPlaces(policy, reach.route, rule)[0];
      if (!place?.plan.order) return [];
      const isBounded = place.plan.terms.maxCost !== undefined || reach.route.max.inputTokens !== undefined;
      return isBounded ? [{ reach, place }] : [];
    }),
  );
  return [...Map.groupBy(uses, actionKey).values()].map((group) => oneIsLeft(policy, group));
};

/** An action at a place of a route. */
interface Use {
  readonly reach: Reachability;
  readonly place: PlannedPlace;
}

function actionKey({ place }: Use): string {
  const { span } = place.plan.action.origin;
  return `${span.file.name}:${span.start}`;
}

/** `uses`: of one action, at least one. */
function oneIsLeft(policy: PolicyIr, uses: readonly Use[]): Assertion {
  const { reach, place } = uses[0]!;
  const more = uses.length > 1 ? ` and ${spokenCount(uses.length - 1)} more places` : "";
  const ask = (): Answer => {
    for (const use of uses) {
      const finding = left(policy, use.reach, use.place);
      if (finding) return { kind: "refuted", evidence: finding.message, shown: finding.shown, findings: [finding] };
    }
    return {
      kind: "excluded",
      evidence: "no request is too large or, for one answer or as many as `max` gives, too dear for all of them",
    };
  };
  const claim = `every request has a target left at ${placeName(reach.route, place.rule)}${more}`;
  return { claim, code: "chain", origin: place.plan.action.origin, ask };
}

function left(policy: PolicyIr, { space, route }: Reachability, place: PlannedPlace): Diagnostic | undefined {
  const { order, terms, action } = place.plan;
  if (!order) return undefined;
  const { origin } = action;
  const targets = [...reachable(order).values()];
  const isTaken = any(
    targets.map((target) => fits(target, terms, origin)),
    origin,
  );
  const closed = [
    place.admitted,
    // What is too large for every target is told only where the route says that it takes it.
    ...(route.max.inputTokens === undefined ? [isTaken] : []),
    // Likewise of more answers than one.
    ...(route.max.choices === undefined ? [oneAnswer(origin)] : []),
    ...targets.map((target) =>
      not(all([fits(target, terms, origin), affordable(target, terms, origin)], origin), origin),
    ),
  ];
  const question = { rule: place.rule, costs: place.costs, toShow: true } as const;
  let verdict = space.find({ ...question, extra: all(closed, origin) });
  if (verdict.kind !== "found") return undefined;
  let tokens = witnessFacts(verdict.witness, policy, route).inputTokens;
  // The smallest such request says most, within a thirty-second: each answer halves what is left below it.
  for (let low = 0; low < Math.floor((tokens * 31) / 32) - 1; ) {
    const middle = Math.floor((low + tokens) / 2);
    const extra = all([...closed, below(middle + 1, origin)], origin);
    const smaller = space.find({ ...question, extra, brief: true });
    if (smaller.kind === "found") {
      verdict = smaller;
      tokens = Math.min(middle, witnessFacts(smaller.witness, policy, route).inputTokens);
    } else low = middle;
  }
  const facts = witnessFacts(verdict.witness, policy, route);
  const isLarge = !holds(isTaken, facts);
  const hasNoOutput = facts.request.said.maxOutputTokens === undefined && route.max.outputTokens === undefined;
  const unbounded = isLarge
    ? undefined
    : hasNoOutput
      ? "output"
      : route.max.inputTokens === undefined
        ? "input"
        : undefined;
  const why =
    terms.maxCost === undefined || isLarge
      ? "it is larger than any of them takes"
      : `every one that takes them could cost more than $${terms.maxCost}`;
  const shows = shown(route, place.rule, verdict.witness, attemptSteps(place, facts));
  return { ...diagnose(noneLeft, { tokens, why, ...(unbounded && { unbounded }) }, origin), shown: shows };
}

function oneAnswer(origin: Condition["origin"]): Condition {
  return atom({ kind: "range", fact: "choices", from: Number.NEGATIVE_INFINITY, to: 2 }, origin);
}

function below(tokens: number, origin: Condition["origin"]): Condition {
  return atom({ kind: "range", fact: "inputTokens", from: Number.NEGATIVE_INFINITY, to: tokens }, origin);
}

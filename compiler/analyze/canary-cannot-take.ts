import { isEmulated } from "../../semantics/emulation.ts";
import { canaryCannotTake } from "../diagnostics/canary/cannot-take.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { capabilities } from "../lower/capabilities.ts";
import { all, atom, not } from "../lower/connectives.ts";
import type { Condition, PolicyIr, Target } from "../lower/ir.ts";
import type { CanaryPlan } from "../plan/canary-plan.ts";
import { fallsIn } from "../plan/canary-plan.ts";
import { fits } from "../plan/fits.ts";
import { reachable } from "../plan/order.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { servedBy } from "../plan/served-by.ts";
import { lacks } from "../plan/suitable.ts";
import { isMuchSmaller } from "../plan/window.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import { placeName } from "../verify/claims/place-span.ts";
import { type PlannedPlace, plannedPlaces } from "../verify/claims/plan-place.ts";
import { servedHere } from "../verify/claims/served-here.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import { unspent } from "../verify/claims/standings.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** What a canary's share falls on, and is served otherwise, its candidate can serve, too. Each canary is asked about once. */
export const checkCanaryTakes: VerifiedCheck = ({ policy, routes }) => {
  const uses = routes.flatMap((reach) =>
    rulePlaces(reach.route).flatMap((rule): Use[] => {
      const place = plannedPlaces(policy, reach.route, rule)[0];
      const { canary } = place?.plan ?? {};
      return place && canary ? [{ reach, place, canary }] : [];
    }),
  );
  return [...Map.groupBy(uses, ({ canary }) => canary.definition).values()].map((group) => takesAll(policy, group));
};

/** A canary at a place of a route. */
interface Use {
  readonly reach: Reachability;
  /** As it is without the canary. */
  readonly place: PlannedPlace;
  readonly canary: CanaryPlan;
}

/** `uses`: of one canary, at least one. */
function takesAll(policy: PolicyIr, uses: readonly Use[]): Assertion {
  const { reach, place, canary } = uses[0]!;
  const ask = (): Answer => {
    for (const use of uses) {
      const finding = lost(policy, use);
      if (finding) return { kind: "refuted", evidence: finding.message, shown: finding.shown, findings: [finding] };
    }
    return { kind: "excluded", evidence: "no request of its share is one that the candidate cannot serve" };
  };
  const claim = `the candidate takes its share at ${placeName(reach.route, place.rule)}`;
  return { claim, code: "canary", origin: canary.definition.strategy.origin, ask };
}

function lost(policy: PolicyIr, { reach, place, canary }: Use): Diagnostic | undefined {
  const { origin } = canary.definition.strategy;
  const { space, route } = reach;
  const { rule, costs, tried } = place;
  const common = [fallsIn(canary.definition), servedBy(tried, origin)];
  for (const { when, why } of lacking(place, canary)) {
    const taken = servedHere(policy, place, all([...common, when], origin));
    const extra = all([taken, unspent(policy, taken, space.columns)], origin);
    const verdict = space.find({ rule, extra, costs, toShow: true });
    if (verdict.kind !== "found") continue;
    const facts = witnessFacts(verdict.witness, policy, route);
    const name = [...reachable(canary.candidate).keys()].join("`, `");
    const finding = diagnose(canaryCannotTake, { name, why: why(facts.inputTokens) }, origin);
    return { ...finding, shown: shown(route, rule, verdict.witness, attemptSteps(place, facts)) };
  }
  return undefined;
}

interface Lacking {
  readonly when: Condition;
  /** Of the request that shows it. */
  why(inputTokens: number): string;
}

/** What every target of the candidate lacks, and some target behind it has. */
function lacking({ plan, route }: PlannedPlace, { candidate, definition }: CanaryPlan): Lacking[] {
  const { origin } = definition.strategy;
  const targets = [...reachable(candidate).values()];
  const others = plan.order ? [...reachable(plan.order).values()] : [];
  const has = (target: Target, need: string) => !lacks(target).includes(need) || isEmulated(plan.terms, need);
  const needs = Object.keys(capabilities)
    .filter((need) => !targets.some((target) => has(target, need)) && others.some((target) => has(target, need)))
    .map((need) => ({ when: atom({ kind: "flag", fact: need }, origin), why: () => `it asks for \`${need}\`` }));
  const isBounded = route.max.inputTokens !== undefined;
  const isNarrow = others.some((other) => targets.every((target) => isMuchSmaller(target, other)));
  if (!isBounded && !isNarrow) return needs;
  const tooLarge = targets.map((target) => not(fits(target, plan.terms, origin), origin));
  const why = (tokens: number) => `it has ${tokens.toLocaleString("en")} input tokens`;
  return [...needs, { when: all(tooLarge, origin), why }];
}

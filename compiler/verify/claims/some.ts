import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, any, not } from "../../lower/connectives.ts";
import type { Target, TargetClaim } from "../../lower/ir.ts";
import { surelyServes } from "../../plan/surely-serves.ts";
import type { Breach } from "./breach.ts";
import { holdsOf } from "./every.ts";
import { fewServed } from "./few-served.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { attemptSteps } from "./show-target.ts";
import { sparedBy } from "./spared-by.ts";

/** No target that serves the request, should all before it fail, is one of which the claim holds. */
export function someBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  if (!place.goesOn) return onlyBreaches(claim, place);
  const counting = {
    groupOf: ({ id }: { id: string }) => id,
    counts: (target: Target) =>
      all([surelyServes(target, place.plan.terms, claim.origin), holdsOf(claim, target, place)], claim.origin),
    most: 0,
  };
  return fewServed(place, counting).map((found) => ({ ...found, shows: (facts: Facts) => shown(place, facts) }));
}

/** Where no failure goes on, the claim must hold of each target that can be the only one. */
function onlyBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  const { origin } = claim;
  const open = any(
    place.only.map(({ target, when }) => all([when, surelyServes(target, place.plan.terms, origin)], origin)),
    origin,
  );
  const none: Breach = { when: not(open, origin), shows: (facts) => shown(place, facts) };
  const only = place.only.map(
    (tried): Breach => ({
      when: all([tried.when, not(holdsOf(claim, tried.target, place), origin)], origin),
      ...(!tried.isExact && { spares: sparedBy(place, tried.target, false) }),
      shows: (facts) => ({
        how: `has no attempt but one at \`${tried.target.id}\`, of which it does not hold, as no failure goes on`,
        steps: attemptSteps(place, facts),
      }),
    }),
  );
  return [none, ...only];
}

function shown(place: PlannedPlace, facts: Facts): ReturnType<Breach["shows"]> {
  return { how: "meets no target of which it holds", steps: attemptSteps(place, facts) };
}

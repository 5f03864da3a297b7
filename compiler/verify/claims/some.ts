import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, any, not } from "../../lower/connectives.ts";
import type { TargetClaim } from "../../lower/ir.ts";
import type { Breach } from "./breach.ts";
import { holdsOf } from "./every.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { attemptSteps } from "./show-target.ts";

/** No target that can be tried is one of which the claim holds. */
export function someBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  const good = place.tried.map(({ target, when }) => all([when, holdsOf(claim, target, place)], claim.origin));
  return [
    {
      when: not(any(good, claim.origin), claim.origin),
      shows: (facts: Facts) => ({
        how: "meets no target of which it holds",
        steps: attemptSteps(place, facts),
      }),
    },
  ];
}

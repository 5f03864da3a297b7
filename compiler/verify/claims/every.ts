import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, not } from "../../lower/connectives.ts";
import type { Claim, Condition, Target } from "../../lower/ir.ts";
import type { Breach } from "./breach.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { settle } from "./settle.ts";
import { attemptSteps, targetFacts } from "./show-target.ts";

type Holding = Extract<Claim, { kind: "every" | "some" }>;

/** A target that can be tried, and of which the claim does not hold. */
export function everyBreaches(claim: Holding, place: PlannedPlace): Breach[] {
  return place.tried.map(({ target, when }) => ({
    when: all([when, not(holdsOf(claim, target, place), claim.origin)], claim.origin),
    shows: (facts: Facts) => {
      const why = targetFacts(claim, target, place, facts);
      return {
        how: `can be sent to \`${target.id}\`${why === "" ? "" : `, where ${why}`}`,
        steps: attemptSteps(place, facts, { target, why }),
      };
    },
  }));
}

export function holdsOf(claim: Holding, target: Target, place: PlannedPlace): Condition {
  const holds = claim.holds.get(target.id) ?? { kind: "constant", value: false, origin: claim.origin };
  return settle(holds, place);
}

import { all } from "../../lower/connectives.ts";
import type { Target } from "../../lower/ir.ts";
import type { Breach } from "./breach.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { readPlan } from "./read-plan.ts";

/** The requests that cannot try a target for the reasons for which one cannot. */
export function sparedBy(place: PlannedPlace, { id }: Target, goesOn: boolean): NonNullable<Breach["spares"]> {
  return (facts) => {
    const left = readPlan(place, facts, goesOn).leftOut.find(({ target }) => target.id === id);
    return left && all(left.why, place.plan.action.origin);
  };
}

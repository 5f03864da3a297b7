import type { Claim } from "../../lower/ir.ts";
import type { Breach } from "./breach.ts";
import { everyBreaches } from "./every.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { someBreaches } from "./some.ts";
import { survivesBreaches } from "./survives.ts";

/** All the ways in which a claim may be broken at a place; undefined when they are too many to look at. */
export function breachesOf(claim: Claim, place: PlannedPlace): Breach[] | undefined {
  switch (claim.kind) {
    case "every":
      return everyBreaches({ ...claim, kind: "every" }, place);
    case "some":
      return someBreaches({ ...claim, kind: "some" }, place);
    case "survives":
      return survivesBreaches(claim, place);
  }
  return claim satisfies never;
}

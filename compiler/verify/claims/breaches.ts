import type { Claim } from "../../lower/ir.ts";
import type { OutageGroup } from "../../plan/outage-groups.ts";
import type { Breach } from "./breach.ts";
import { everyBreaches } from "./every.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { someBreaches } from "./some.ts";
import { spendsBreaches } from "./spends.ts";
import { survivesBreaches } from "./survives.ts";

/** All the ways in which a claim may be broken at a place. `groups`: providers that fail together. */
export function breachesOf(
  claim: Claim,
  place: PlannedPlace,
  groups: ReadonlyMap<string, OutageGroup>,
): readonly Breach[] {
  // Where only a failure leads, nothing is added to what a plan promises; what it costs counts with the plan.
  if (place.failed && (claim.kind === "some" || claim.kind === "spends")) return [];
  // What serves when a budget is spent is the same for a canary; what was paid before is not.
  if (place.spent && place.canary && claim.kind !== "spends") return [];
  switch (claim.kind) {
    case "every":
      return everyBreaches({ ...claim, kind: "every" }, place);
    case "some":
      return someBreaches({ ...claim, kind: "some" }, place);
    case "survives":
      return survivesBreaches(claim, place, groups);
    case "spends":
      return spendsBreaches(claim, place);
  }
  return claim satisfies never;
}

import type { Witness } from "../../../schemas/witness.ts";
import { all } from "../../lower/connectives.ts";
import type { Condition, PolicyIr } from "../../lower/ir.ts";
import { rulePlaces } from "../../plan/rule-places.ts";
import { servedBy } from "../../plan/served-by.ts";
import type { RouteSpace } from "../route-space.ts";
import { type PlannedPlace, plannedPlaces } from "./plan-place.ts";
import { servedHere } from "./served-here.ts";

export type ServedVerdict =
  | { readonly kind: "found"; readonly place: PlannedPlace; readonly witness: Witness }
  | { readonly kind: "none" }
  | { readonly kind: "undecided"; readonly why: string };

/** A request of the route that is served, and for which the condition holds; `rules`: by which of them. */
export function findServed(
  policy: PolicyIr,
  space: RouteSpace,
  when: Condition,
  rules: readonly (number | "otherwise")[] = rulePlaces(space.route),
): ServedVerdict {
  const { route } = space;
  let undecided: ServedVerdict | undefined;
  for (const place of rules.flatMap((rule) => plannedPlaces(policy, route, rule))) {
    const { rule, costs, tried, spent } = place;
    const served = servedHere(policy, place, all([when, servedBy(tried, when.origin)], when.origin));
    // What stands in when a budget is spent has no other requests.
    if (spent) continue;
    const verdict = space.find({ rule, extra: served, costs, toShow: true });
    if (verdict.kind === "found") return { kind: "found", place, witness: verdict.witness };
    if (verdict.kind === "undecided") undecided ??= { kind: "undecided", why: verdict.why };
  }
  return undecided ?? { kind: "none" };
}

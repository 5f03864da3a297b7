import type { Witness } from "../../../schemas/witness.ts";
import { all } from "../../lower/connectives.ts";
import type { Condition, PolicyIr } from "../../lower/ir.ts";
import { rulePlaces } from "../../plan/rule-places.ts";
import { servedBy } from "../../plan/served-by.ts";
import type { RouteSpace } from "../route-space.ts";
import { type PlannedPlace, plannedPlaces } from "./plan-place.ts";
import { askedHere, servedHere } from "./served-here.ts";

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
  const places = rules.flatMap((rule) => plannedPlaces(policy, space.route, rule));
  return findAt(space, places, (place) => servedHere(policy, place, served(place, when)));
}

/** The same, whether or not a budget refuses it since it cannot say whose it is. */
export function findAsked(policy: PolicyIr, space: RouteSpace, when: Condition): ServedVerdict {
  const places = rulePlaces(space.route).flatMap((rule) => plannedPlaces(policy, space.route, rule));
  return findAt(space, places, (place) => askedHere(place, served(place, when)));
}

function served({ tried }: PlannedPlace, when: Condition): Condition {
  return all([when, servedBy(tried, when.origin)], when.origin);
}

function findAt(
  space: RouteSpace,
  places: readonly PlannedPlace[],
  extraOf: (place: PlannedPlace) => Condition,
): ServedVerdict {
  let undecided: ServedVerdict | undefined;
  for (const place of places) {
    const { rule, costs, spent } = place;
    // What stands in when a budget is spent has no other requests.
    if (spent) continue;
    const verdict = space.find({ rule, extra: extraOf(place), costs, toShow: true });
    if (verdict.kind === "found") return { kind: "found", place, witness: verdict.witness };
    if (verdict.kind === "undecided") undecided ??= { kind: "undecided", why: verdict.why };
  }
  return undecided ?? { kind: "none" };
}

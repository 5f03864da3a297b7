import type { Invariant, PolicyIr } from "../../lower/ir.ts";
import { rulePlaces } from "../../plan/rule-places.ts";
import type { RouteSpace } from "../route-space.ts";
import { plannedPlaces } from "./plan-place.ts";
import { servedHere } from "./served-here.ts";

export type AboutAny = { readonly kind: "found" | "none" } | { readonly kind: "undecided"; readonly why: string };

/** Whether some request that a plan serves is one of those that the invariant is about. */
export function isAboutAny(policy: PolicyIr, { when, origin }: Invariant, spaces: readonly RouteSpace[]): AboutAny {
  let undecided: AboutAny | undefined;
  for (const space of spaces) {
    for (const place of rulePlaces(space.route).flatMap((rule) => plannedPlaces(policy, space.route, rule))) {
      const extra = servedHere(policy, place, when ?? { kind: "constant", value: true, origin });
      const verdict = space.find({ rule: place.rule, extra });
      if (verdict.kind === "found") return verdict;
      if (verdict.kind === "undecided") undecided ??= verdict;
    }
  }
  return undecided ?? { kind: "none" };
}

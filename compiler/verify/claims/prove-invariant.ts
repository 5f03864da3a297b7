/** Whether an invariant holds of every request and state: every place, every plan, every way to break it. */

import type { Witness } from "../../../schemas/witness.ts";
import { spokenCount } from "../../diagnostics/amounts.ts";
import type { Shown } from "../../diagnostics/define.ts";
import { all } from "../../lower/connectives.ts";
import type { Condition, Invariant, PolicyIr } from "../../lower/ir.ts";
import { outageGroups } from "../../plan/outage-groups.ts";
import { rulePlaces } from "../../plan/rule-places.ts";
import { witnessFacts } from "../../reference/witness-facts.ts";
import type { Question } from "../question.ts";
import type { RouteSpace } from "../route-space.ts";
import { shown } from "../trace.ts";
import type { Breach } from "./breach.ts";
import { breachesOf } from "./breaches.ts";
import { findBreach } from "./find-breach.ts";
import { type PlannedPlace, plannedPlaces } from "./plan-place.ts";
import { servedHere } from "./served-here.ts";
import { standings } from "./standings.ts";

export type InvariantVerdict =
  | { readonly kind: "proved"; readonly evidence: string }
  | { readonly kind: "refuted"; readonly how: string; readonly shown: Shown; readonly place: PlannedPlace }
  | { readonly kind: "undecided"; readonly why: string };

export function proveInvariant(
  policy: PolicyIr,
  invariant: Invariant,
  spaces: readonly RouteSpace[],
): InvariantVerdict {
  const tally: Tally = { places: 0, empty: 0, cover: 0, solver: 0 };
  let undecided: string | undefined;
  for (const space of spaces) {
    for (const place of placesOf(policy, space)) {
      tally.places += 1;
      const answer = provePlace(policy, invariant, space, place, tally);
      if (answer?.kind === "refuted") return answer;
      if (answer) undecided ??= answer.why;
    }
  }
  if (undecided !== undefined) return { kind: "undecided", why: undecided };
  return { kind: "proved", evidence: `${evidence(tally)}${forWhom(invariant)}` };
}

/** Plans, and ways to break the invariant in them by what excludes each. */
interface Tally {
  places: number;
  empty: number;
  cover: number;
  solver: number;
}

function placesOf(policy: PolicyIr, { route }: RouteSpace): PlannedPlace[] {
  const places = rulePlaces(route);
  return places.flatMap((rule) => plannedPlaces(policy, route, rule));
}

function provePlace(
  policy: PolicyIr,
  invariant: Invariant,
  space: RouteSpace,
  place: PlannedPlace,
  tally: Tally,
): Exclude<InvariantVerdict, { kind: "proved" }> | undefined {
  let why: string | undefined;
  for (const breach of breachesOf(invariant.claim, place, outageGroups(policy))) {
    const extra = servedHere(policy, place, conditionOf(invariant, breach));
    const question: Question = { rule: place.rule, extra, costs: place.costs, toShow: true };
    const verdict = findBreach(policy, space, question, breach);
    if (verdict.kind === "found" && breach.rough !== undefined) why ??= breach.rough;
    else if (verdict.kind === "found") {
      const better = atOnce(policy, space, place, { ...question, extra }, breach);
      return refutation(policy, place, breach, better ?? verdict.witness);
    } else if (verdict.kind === "undecided") why ??= verdict.why;
    else tally[verdict.by] += 1;
  }
  return why === undefined ? undefined : { kind: "undecided", why };
}

/** Such a request for which nobody else need spend in between, if there is one. */
function atOnce(
  policy: PolicyIr,
  space: RouteSpace,
  place: PlannedPlace,
  question: Question & { readonly extra: Condition },
  breach: Breach,
): Witness | undefined {
  for (const standing of standings(policy, space, place, question.extra)) {
    const extra = all([question.extra, standing], standing.origin);
    const verdict = findBreach(policy, space, { ...question, extra }, breach);
    if (verdict.kind === "found") return verdict.witness;
  }
  return undefined;
}

function conditionOf({ when, origin }: Invariant, breach: Breach): Condition {
  return all([...(when ? [when] : []), breach.when], origin);
}

function refutation(
  policy: PolicyIr,
  place: PlannedPlace,
  breach: Breach,
  witness: Witness,
): InvariantVerdict & { kind: "refuted" } {
  const { how, steps } = breach.shows(witnessFacts(witness, policy, place.route));
  const by = place.rule === "otherwise" ? "`otherwise`" : `rule ${place.rule + 1}`;
  const told = `a request that ${by} of \`${place.route.name}\` decides ${how}`;
  return { kind: "refuted", how: told, shown: shown(place.route, place.rule, witness, steps), place };
}

function evidence({ places, empty, cover, solver }: Tally): string {
  const by = [
    [empty, "by bounds"],
    [cover, "by one earlier rule or fact"],
    [solver, "by search"],
  ] as const;
  const parts = by.filter(([number]) => number > 0).map(([number, how]) => `${spokenCount(number)} ${how}`);
  const ways = count(empty + cover + solver, "way");
  return `in ${count(places, "plan")} there are ${ways} to break it, all excluded: ${parts.join(", ")}`;
}

/** A key that may call some targets alone may be left with none; what holds of every target holds of fewer. */
function forWhom({ claim: { kind } }: Invariant): string {
  return kind === "survives" || kind === "some" ? "; for keys that may call every target" : "";
}

function count(number: number, noun: string): string {
  return `${spokenCount(number)} ${noun}${number === 1 ? "" : "s"}`;
}

import { leftForLast, MOST_ATTEMPTS, mostInTime } from "../../../semantics/attempts.ts";
import type { Facts } from "../../../semantics/facts/facts.ts";
import { attemptFailures } from "../../../semantics/failures.ts";
import { all } from "../../lower/connectives.ts";
import type { Condition, Route } from "../../lower/ir.ts";
import { DEADLINE } from "../../plan/limits.ts";
import { reachable } from "../../plan/order.ts";
import type { Breach } from "./breach.ts";
import type { Reasoned, RequestPlan } from "./plan-of-request.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { readPlan } from "./read-plan.ts";
import { attemptSteps } from "./show-target.ts";
import { targetsMet } from "./targets-met.ts";

/** Milliseconds that the last target must be left with, where the route has no `firstToken`. */
const LEAST = 1_000;

/** Time is shared between the targets of a request, or each takes its `attempt`: with too many of them the last has too little. */
export function latenessOf(place: PlannedPlace): Breach[] {
  const { deadline = DEADLINE, attempt, firstToken } = place.route.limits;
  const needs = Math.min(firstToken ?? LEAST, attempt ?? Number.POSITIVE_INFINITY);
  return tooMany(place, mostInTime({ deadline, attempt, needs })).map((found) => ({
    ...found,
    shows: (facts: Facts) => ({
      how: spoken(place.route, met(place, facts), needs),
      steps: attemptSteps(place, facts),
    }),
  }));
}

function spoken({ limits }: Route, count: number, needs: number): string {
  const { deadline = DEADLINE, attempt, firstToken } = limits;
  const left = Math.floor(leftForLast({ deadline, attempt }, count));
  if (left >= needs) return `has ${count} targets, and no request has more than ${MOST_ATTEMPTS} attempts`;
  const needed = firstToken === undefined ? "any model needs" : "its `firstToken` promises";
  const many = `has ${count} targets within ${deadline} ms`;
  return attempt === undefined
    ? `${many}, so that each is left with ${left} ms, less than the ${needs} ms that ${needed}`
    : `${many}, and each may take the ${attempt} ms of its \`attempt\`, so that the last is left with ${left} ms, less than the ${needs} ms that ${needed}`;
}

/** The plan's own, and those that are led to when one is down. */
function sharing(place: PlannedPlace): readonly PlannedPlace[] {
  return [place, ...place.failing.filter(({ failed }) => failed.classes.some((name) => attemptFailures[name].outage))];
}

function met(place: PlannedPlace, facts: Facts): number {
  return new Set(sharing(place).flatMap((one) => targetsMet(one, facts).map(({ id }) => id))).size;
}

/** Requests with more targets than `most`. */
function tooMany(place: PlannedPlace, most: number): Omit<Breach, "shows">[] {
  const { origin } = place.plan.action;
  const spares = (facts: Facts) => spared(place, most, facts);
  const parts = sharing(place);
  if (parts.length > 1) {
    const ids = new Set(parts.flatMap(({ plan }) => [...reachable(plan.order!).keys()]));
    return ids.size > most ? [{ when: ALWAYS(origin), spares }] : [];
  }
  if (!place.ways) return [{ when: { kind: "constant", value: true, origin }, spares }];
  return place.ways.flatMap((way) => {
    const targets = new Set(way.of.map(({ target }) => target.id));
    if (targets.size <= most) return [];
    // With exactly one more than may be, each must be there; with more of them any request is looked at.
    const isEach = targets.size === most + 1 && targets.size === way.of.length;
    const when = isEach
      ? all(
          way.of.map((tried) => tried.when),
          origin,
        )
      : ALWAYS(origin);
    const here = all([way.when, when], origin);
    if (here.kind === "constant" && !here.value) return [];
    return [isEach && way.isExact ? { when: here } : { when: here, spares }];
  });
}

const ALWAYS = (origin: Condition["origin"]): Condition => ({ kind: "constant", value: true, origin });

/** Enough targets that a request leaves out, and why it does. */
function spared(place: PlannedPlace, most: number, facts: Facts): Condition | undefined {
  const plans = sharing(place).map((one) => readPlan(one, facts, true));
  const planned = new Map(plans.flatMap(({ planned }) => planned.map((one) => [one.target.id, one])));
  if (planned.size > most) return undefined;
  const leftOut = distinctOut(plans).filter(({ target }) => !planned.has(target.id));
  const fewest = leftOut.toSorted((a, b) => a.why.length - b.why.length);
  const enough = fewest.slice(0, planned.size + leftOut.length - most);
  return all(
    enough.flatMap(({ why }) => why),
    place.plan.action.origin,
  );
}

/** One that several plans leave out is out for the reasons of all. */
function distinctOut(plans: readonly RequestPlan[]): Reasoned[] {
  const byTarget = Map.groupBy(
    plans.flatMap(({ leftOut }) => leftOut),
    ({ target }) => target.id,
  );
  return [...byTarget.values()].map((same) => ({ target: same[0]!.target, why: same.flatMap(({ why }) => why) }));
}

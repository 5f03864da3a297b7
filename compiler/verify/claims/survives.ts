import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, any, not } from "../../lower/connectives.ts";
import type { Claim, Condition } from "../../lower/ir.ts";
import { DEADLINE } from "../../plan/limits.ts";
import type { Tried } from "../../plan/tried.ts";
import type { Breach } from "./breach.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { attemptSteps, targetsMet } from "./show-target.ts";

type Surviving = Extract<Claim, { kind: "survives" }>;

/** Milliseconds that the last target must be left with, where the route has no `firstToken`. */
const LEAST = 1_000;

/**
 * When some of the providers (or targets) fail, none is left; or the last one is left with too little time. Undefined when
 * there are too many ways to fail.
 */
export function survivesBreaches(claim: Surviving, place: PlannedPlace): Breach[] | undefined {
  if (place.route.fallbackOn?.length === 0 && claim.count > 0) return [withoutFallback(claim, place)];
  const [failing, late] = [outages(claim, place), lateness(claim, place)];
  return failing && late && [...failing, ...late];
}

/** Where no failure goes on to another target, the first failure is the last. */
function withoutFallback({ origin }: Surviving, place: PlannedPlace): Breach {
  return {
    when: { kind: "constant", value: true, origin },
    shows: (facts: Facts) => {
      const [first] = targetsMet(place, facts);
      const how = first
        ? `has none left when \`${first.id}\` fails, as \`fallbackOn\` is empty`
        : "has no target at all";
      return { how, steps: attemptSteps(place, facts) };
    },
  };
}

function outages(claim: Surviving, place: PlannedPlace): Breach[] | undefined {
  const nameOf = ({ target }: Tried): string => (claim.failing === "providers" ? target.provider.id : target.id);
  const names = [...new Set(place.tried.map(nameOf))].sort();
  return choices(names, Math.min(claim.count, names.length))?.map((failing) => ({
    when: not(
      openTo(
        place.tried.filter((tried) => !failing.includes(nameOf(tried))),
        claim,
      ),
      claim.origin,
    ),
    shows: (facts: Facts) => {
      const left = targetsMet(place, facts).length;
      const none =
        left === 0
          ? "has no target at all"
          : `has none left when ${list(failing)} ${failing.length > 1 ? "fail" : "fails"}`;
      return { how: none, steps: attemptSteps(place, facts) };
    },
  }));
}

function openTo(tried: readonly Tried[], { origin }: Surviving): Condition {
  return any(
    tried.map(({ when }) => when),
    origin,
  );
}

/** Time is shared between the targets of a request: with too many of them the last has too little. */
function lateness(claim: Surviving, place: PlannedPlace): Breach[] | undefined {
  const { deadline = DEADLINE, firstToken = LEAST } = place.route.limits;
  const most = Math.floor(deadline / firstToken);
  return choices(place.tried, most + 1)?.map((chosen) => ({
    when: all(
      chosen.map(({ when }) => when),
      claim.origin,
    ),
    shows: (facts: Facts) => {
      const count = targetsMet(place, facts).length;
      const share = Math.floor(deadline / Math.max(count, 1));
      const needed = place.route.limits.firstToken === undefined ? "any model needs" : "its `firstToken` promises";
      return {
        how: `has ${count} targets within ${deadline} ms, so that each is left with ${share} ms, less than the ${firstToken} ms that ${needed}`,
        steps: attemptSteps(place, facts),
      };
    },
  }));
}

/** More ways to choose than this are not looked at one by one. */
const MOST_CHOICES = 2_000;

/** Every choice of `count` items, of which there are none when there are fewer items; undefined when it is too many. */
function choices<T>(items: readonly T[], count: number): T[][] | undefined {
  let found: { chosen: T[]; next: number }[] = [{ chosen: [], next: 0 }];
  for (let i = 0; i < count && found.length > 0; i++) {
    found = found.flatMap(({ chosen, next }) =>
      items.slice(next).map((item, at) => ({ chosen: [...chosen, item], next: next + at + 1 })),
    );
    if (found.length > MOST_CHOICES) return undefined;
  }
  return found.map(({ chosen }) => chosen);
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" and ");
}

/** Conditions over a request at a target → conditions over the request: what the place decides already is put in. */
import { all, any, not } from "../../lower/connectives.ts";
import { HARD_COST, MAX_COST, MAX_LATENCY } from "../../lower/derived-facts.ts";
import type { Atom, Condition } from "../../lower/ir.ts";
import { isPriced } from "../../plan/cost-term.ts";
import { DEADLINE } from "../../plan/limits.ts";
import type { PlannedPlace } from "./plan-place.ts";

/** A target without a price has no cost, so that every comparison with it is false. */
export function settle(condition: Condition, place: PlannedPlace): Condition {
  const inner = (part: Condition) => settle(part, place);
  switch (condition.kind) {
    case "constant":
      return condition;
    case "atom": {
      const value = settled(condition.atom, place);
      return value === undefined ? condition : { kind: "constant", value, origin: condition.origin };
    }
    case "not":
      return not(inner(condition.of), condition.origin);
    case "all":
      return all(condition.of.map(inner), condition.origin);
    case "any":
      return any(condition.of.map(inner), condition.origin);
  }
  return condition satisfies never;
}

const costFacts: readonly string[] = [MAX_COST, HARD_COST];

function settled(atom: Atom, { route, costs }: PlannedPlace): boolean | undefined {
  if (atom.kind !== "range" || atom.argument === undefined) return undefined;
  if (costFacts.includes(atom.fact) && !isPriced(costs.get(atom.argument))) return false;
  if (atom.fact !== MAX_LATENCY) return undefined;
  const most = route.limits.deadline ?? DEADLINE;
  return atom.from <= most && most < atom.to;
}

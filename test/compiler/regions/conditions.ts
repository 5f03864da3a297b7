/** Conditions and policies of the intermediate form, briefly. */
import type { Action, Atom, Condition, PolicyIr, Route } from "../../../compiler/lower/ir.ts";
import { inventedTargets } from "../../agreement/invented-catalog.ts";
import { origin } from "../../agreement/random-condition.ts";

const atom = (of: Atom): Condition => ({ kind: "atom", atom: of, origin });

export const always: Condition = { kind: "constant", value: true, origin };
export const never: Condition = { kind: "constant", value: false, origin };
export const not = (of: Condition): Condition => ({ kind: "not", of, origin });
export const all = (...of: Condition[]): Condition => ({ kind: "all", of, origin });
export const any = (...of: Condition[]): Condition => ({ kind: "any", of, origin });
export const flag = (fact: string, argument?: string): Condition =>
  atom({ kind: "flag", fact, ...(argument === undefined ? {} : { argument }) });
export const oneOf = (fact: string, ...values: string[]): Condition => atom({ kind: "one-of", fact, values });
export const from = (fact: string, bound: number): Condition => range(fact, bound, Number.POSITIVE_INFINITY);
export const below = (fact: string, bound: number): Condition => range(fact, Number.NEGATIVE_INFINITY, bound);
export const range = (fact: string, from: number, to: number): Condition => atom({ kind: "range", fact, from, to });
export const present = (fact: string, type: "number" | "string" = "string"): Condition =>
  atom({ kind: "present", fact, type });

export function target(id: string): Action {
  return {
    kind: "use",
    strategy: { kind: "target", target: inventedTargets.find((t) => t.id === id)!, origin },
    origin,
  };
}

export function refuse(status: number): Action {
  return { kind: "reject", status, message: `Refused with ${status}.`, origin };
}

export const otherwise: Action = target("alpha/small");

/** A route whose rule i refuses with status 400 + i, and the last ones with 499. */
export function route(...conditions: Condition[]): Route {
  const rules = conditions.map((when, i) => ({ when, action: refuse(Math.min(400 + i, 499)), terms: {}, origin }));
  return { name: "main", rules, otherwise, max: {}, limits: {}, terms: {}, origin };
}

export function policy(...routes: Route[]): PolicyIr {
  return { metadata: [], tiers: [], routes, budgets: [], limits: [], invariants: [] };
}

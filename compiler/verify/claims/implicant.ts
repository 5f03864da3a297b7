/** Why a condition holds for a request, or does not: few of its atoms, as they are, that are enough for it. */
import { atom, not } from "../../lower/connectives.ts";
import type { Condition } from "../../lower/ir.ts";

/** Whether a condition holds for the request that is looked at. */
export type Ask = (condition: Condition) => boolean;

/** Atoms and denied atoms, all of which hold: where they do the condition is as it is for the request. */
export function implicant(condition: Condition, ask: Ask): Condition[] {
  switch (condition.kind) {
    case "constant":
      return [];
    case "atom":
      return [ask(condition) ? condition : not(atom(condition.atom, condition.origin), condition.origin)];
    case "not":
      return implicant(condition.of, ask);
    case "all":
    case "any": {
      const isJoint = (condition.kind === "all") === ask(condition);
      if (isJoint) return condition.of.flatMap((part) => implicant(part, ask));
      const deciding = condition.of.filter((part) => ask(part) !== (condition.kind === "all"));
      return shortest(deciding.map((part) => implicant(part, ask)));
    }
  }
  return condition satisfies never;
}

function shortest(found: readonly Condition[][]): Condition[] {
  return found.reduce((best, next) => (next.length < best.length ? next : best));
}

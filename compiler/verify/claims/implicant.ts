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

/** Each atom once; whatever else there is stays. */
export function distinct(reasons: readonly Condition[]): Condition[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    const key = keyOf(reason);
    if (key === undefined) return true;
    return !seen.has(key) && seen.add(key);
  });
}

function keyOf(reason: Condition): string | undefined {
  if (reason.kind === "not") {
    const denied = keyOf(reason.of);
    return denied === undefined ? undefined : `not ${denied}`;
  }
  if (reason.kind !== "atom") return undefined;
  const { atom } = reason;
  const argument = "argument" in atom ? atom.argument : "";
  const asked = atom.kind === "range" ? `${atom.from} ${atom.to}` : atom.kind === "one-of" ? atom.values.join() : "";
  return `${atom.kind} ${atom.fact} ${argument} ${asked}`;
}

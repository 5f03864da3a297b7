/** Conditions as text, wherever they were written: the same key is the same condition. */
import type { Atom, Condition } from "./ir.ts";

export function conditionKey(condition: Condition): string {
  switch (condition.kind) {
    case "constant":
      return String(condition.value);
    case "atom":
      return atomKey(condition.atom);
    case "not":
      return `!${conditionKey(condition.of)}`;
    case "all":
    case "any":
      return `${condition.kind}(${condition.of.map(conditionKey).join(",")})`;
  }
  return condition satisfies never;
}

function atomKey(atom: Atom): string {
  const fact = JSON.stringify(["argument" in atom ? [atom.fact, atom.argument] : atom.fact]);
  switch (atom.kind) {
    case "range":
      return `${fact}${atom.from}..${atom.to}`;
    case "one-of":
      return `${fact}=${JSON.stringify(atom.values)}`;
    case "flag":
      return `${fact}?`;
    case "present":
      return `${fact}*`;
  }
  return atom satisfies never;
}

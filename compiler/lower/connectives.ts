/** `!`, `&&` and `||` over conditions; what is already known is folded away. */
import type { Origin } from "../source.ts";
import type { Atom, Condition } from "./ir.ts";

export function atom(made: Atom, origin: Origin): Condition {
  return { kind: "atom", atom: made, origin };
}

export function not(of: Condition, origin: Origin): Condition {
  if (of.kind === "not") return of.of;
  return of.kind === "constant" ? { ...of, value: !of.value } : { kind: "not", of, origin };
}

export function all(parts: readonly Condition[], origin: Origin): Condition {
  return join("all", parts, origin);
}

export function any(parts: readonly Condition[], origin: Origin): Condition {
  return join("any", parts, origin);
}

function join(kind: "all" | "any", parts: readonly Condition[], origin: Origin): Condition {
  const neutral = kind === "all";
  const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  const decided = flat.find((part) => part.kind === "constant" && part.value !== neutral);
  if (decided) return { kind: "constant", value: !neutral, origin };
  const open = flat.filter((part) => part.kind !== "constant");
  const [first, second] = open;
  if (!first) return { kind: "constant", value: neutral, origin };
  return second ? { kind, of: open, origin } : first;
}

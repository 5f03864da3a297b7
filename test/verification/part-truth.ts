/** Which top-level parts of a rule's condition change nothing, by asking every request. */

import type { Condition } from "../../compiler/lower/ir.ts";
import type { Facts } from "../../dsl/facts.ts";
import { ms, usd } from "../../dsl/quantities.ts";

type Test = (r: Facts) => unknown;

export interface RuleParts {
  readonly joined: "all" | "any";
  readonly parts: readonly Part[];
  /** Some request meets the parts as they were taken out of the text otherwise than the whole: nothing is known. */
  isMisread: boolean;
}

export interface Part {
  readonly holds: Test;
  readonly start: number;
  /** "It is there". */
  readonly isGuard: boolean;
  /** Some request does not meet it. */
  isMissed: boolean;
  /** Beside `&&`: some request meets all others, but not this one. Beside `||`: this one, but no other. */
  matters: boolean;
  /** Such a request is decided by the rule. */
  mattersHere: boolean;
}

/** Undefined where the condition is one part. */
export function partsOf(when: Condition): RuleParts | undefined {
  if (when.kind !== "all" && when.kind !== "any") return undefined;
  const parts = when.of.map((part): Part => {
    const { file, start, end } = part.origin.span;
    const isGuard = part.kind === "atom" && part.atom.kind === "present";
    const holds = testOf(file.text.slice(start, end));
    return { holds, start, isGuard, isMissed: false, matters: false, mattersHere: false };
  });
  // Both sides of `a ? b : c` stand at the same place, and of `!(a !== b)` the text is what is denied.
  const isDenied = when.of.some(({ origin: { span } }) => /!\(*$/.test(span.file.text.slice(0, span.start)));
  const isMisread = isDenied || new Set(parts.map(({ start }) => start)).size < parts.length;
  return { joined: when.kind, parts, isMisread };
}

/** Generated text is run as JavaScript. */
function testOf(text: string): Test {
  return new Function("ms", "usd", `return (r) => (${text})`)(ms, usd) as Test;
}

export function lookAtParts(rule: RuleParts, facts: Facts, isHeld: boolean, isDecided: boolean): void {
  const { joined, parts } = rule;
  const held = parts.map(({ holds }) => Boolean(holds(facts)));
  if (isHeld !== (joined === "all" ? held.every(Boolean) : held.some(Boolean))) rule.isMisread = true;
  const odd = held.filter((holds) => holds === (joined === "any")).length === 1;
  for (const [i, part] of parts.entries()) {
    if (!held[i]) part.isMissed = true;
    if (!odd || held[i] !== (joined === "any")) continue;
    part.matters = true;
    if (isDecided) part.mattersHere = true;
  }
}

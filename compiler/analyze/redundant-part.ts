import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { redundantPart } from "../diagnostics/reach/redundant-part.ts";
import { all, not } from "../lower/connectives.ts";
import type { Condition } from "../lower/ir.ts";
import { printCondition } from "../plan/print-condition.ts";
import { coupling } from "../regions/coupling.ts";
import { hashOf } from "../verify/memory.ts";
import type { Reachability } from "../verify/reachability.ts";
import { atomsOf } from "./strategies.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Parts of a rule's condition without which it would take the same requests. Of several, the last one is told. */
export const checkRedundantParts: VerifiedCheck = ({ routes }) => ({
  diagnostics: routes.flatMap((reach) =>
    reach.route.rules.flatMap(({ when }, rule) => {
      if (reach.rules[rule]!.verdict.kind !== "found") return [];
      if (when.kind === "all") return implied(when.of, reach) ?? [];
      return when.kind === "any" ? (taken(when.of, rule, reach) ?? []) : [];
    }),
  ),
});

/** Beside `&&`: the other parts imply it. */
function implied(parts: readonly Condition[], { space, signature }: Reachability): Diagnostic | undefined {
  const groups = parts.map((part) => new Set(atomsOf(part).map(coupling)));
  const part = parts.findLast((each, i) => {
    if (isGuard(each) || !areCoupled(groups[i]!, groups)) return false;
    const others = parts.filter((other) => other !== each);
    const extra = all([...others, not(each, each.origin)], each.origin);
    const key = hashOf([signature, "impossible", printCondition(extra)]);
    return space.memory.recall(key, () => space.find({ rule: "otherwise", alone: true, extra }).kind === "none");
  });
  return part && diagnose(redundantPart, { joined: "&&", taken: false }, part.origin);
}

/** Beside `||`: the other parts, or those and the rules before, take its requests. */
function taken(parts: readonly Condition[], rule: number, { space }: Reachability): Diagnostic | undefined {
  for (const part of parts.toReversed()) {
    const others = parts.filter((other) => other !== part).map((other) => not(other, other.origin));
    const extra = all([part, ...others], part.origin);
    if (space.find({ rule, extra }).kind !== "none") continue;
    const alone = space.find({ rule: "otherwise", alone: true, extra }).kind === "none";
    return diagnose(redundantPart, { joined: "||", taken: !alone }, part.origin);
  }
  return undefined;
}

/** "It is there", which the types of the language ask for before a comparison. */
function isGuard(part: Condition): boolean {
  return part.kind === "atom" && part.atom.kind === "present";
}

/** Parts that ask of facts which have nothing to do with each other cannot imply one another. */
function areCoupled(part: ReadonlySet<string>, groups: readonly ReadonlySet<string>[]): boolean {
  return groups.some((other) => other !== part && !other.isDisjointFrom(part));
}

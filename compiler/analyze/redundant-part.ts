import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { redundantPart } from "../diagnostics/reach/redundant-part.ts";
import { all, not } from "../lower/connectives.ts";
import type { Condition } from "../lower/ir.ts";
import { printCondition } from "../plan/print-condition.ts";
import { coupling } from "../regions/coupling.ts";
import { hashOf } from "../verify/memory.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { atomsOf } from "./strategies.ts";

/** Without any one part of its condition a rule would take other requests. Of several that fail, the last one is told. */
export const checkRedundantParts: VerifiedCheck = ({ routes }) =>
  routes.flatMap((reach) =>
    [...reach.route.rules.keys()]
      .filter((rule) => reach.rules[rule]!.verdict.kind !== "none")
      .flatMap((rule) => partsMatter(reach, rule)),
  );

function partsMatter(reach: Reachability, rule: number): Assertion[] {
  const { rules, name } = reach.route;
  const { when } = rules[rule]!;
  if (when.kind !== "all" && when.kind !== "any") return [];
  const ask = (): Answer => {
    const { verdict } = reach.rules[rule]!;
    if (verdict.kind === "undecided") return verdict;
    const found = when.kind === "all" ? implied(when.of, reach) : taken(when.of, rule, reach);
    return found
      ? { kind: "refuted", evidence: "one of them changes nothing", findings: [found] }
      : { kind: "excluded", evidence: "each has a request that depends on it" };
  };
  const claim = `every part of rule ${rule + 1} of ${name} changes something`;
  return [{ claim, code: "redundant", origin: when.origin, ask }];
}

/** Beside `&&`: the route's `max` or `env`, or the other parts, imply it. */
function implied(parts: readonly Condition[], reach: Reachability): Diagnostic | undefined {
  const groups = parts.map((part) => new Set(atomsOf(part).map(coupling)));
  for (const [i, part] of [...parts.entries()].reverse()) {
    if (isGuard(part)) continue;
    const bounded = isBounded(part, reach) && alwaysHolds(part, reach);
    if (bounded) return diagnose(redundantPart, { joined: "&&", taken: false, bounded }, part.origin);
    if (areCoupled(groups[i]!, groups) && isImplied(part, parts, reach))
      return diagnose(redundantPart, { joined: "&&", taken: false }, part.origin);
  }
  return undefined;
}

/** It asks of nothing but what the route's `max` and `env` bound. */
function isBounded(part: Condition, { route: { max, env } }: Reachability): boolean {
  const bounds: Readonly<Record<string, unknown>> = { ...max, "key.env": env };
  return atomsOf(part).every(({ fact }) => bounds[fact] !== undefined);
}

function alwaysHolds(part: Condition, { space, signature }: Reachability): boolean {
  const extra = not(part, part.origin);
  const known = space.memory.recall(hashOf([signature, "always", printCondition(part)]), () => {
    const { kind } = space.find({ rule: "otherwise", alone: true, extra });
    return kind === "undecided" ? undefined : kind === "none";
  });
  return known === true;
}

/** By the others. */
function isImplied(part: Condition, parts: readonly Condition[], { space, signature }: Reachability): boolean {
  const others = parts.filter((other) => other !== part);
  const extra = all([...others, not(part, part.origin)], part.origin);
  const known = space.memory.recall(hashOf([signature, "impossible", printCondition(extra)]), () => {
    const { kind } = space.find({ rule: "otherwise", alone: true, extra });
    return kind === "undecided" ? undefined : kind === "none";
  });
  return known === true;
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

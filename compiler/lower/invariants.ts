import type { Value } from "../load/value.ts";
import { conditionFunction, lowerCall, lowerCondition } from "./condition.ts";
import type { FactScope } from "./fact-scope.ts";
import type { Claim, Condition, Invariant, Read, Reads, Target, TargetClaim } from "./ir.ts";
import { type Entry, entries, field, money, number } from "./read.ts";
import { capabilityNames, targetValue } from "./target-scope.ts";
import { writtenClaim } from "./written-claim.ts";

/** The invariants of a policy that names these targets. One in which something has been reported is left out. */
export function lowerInvariants(section: Value | undefined, targets: readonly Target[], facts: FactScope): Invariant[] {
  return entries(section).flatMap((entry) => lowerInvariant(entry, targets, facts));
}

function lowerInvariant({ name, value, origin }: Entry, targets: readonly Target[], facts: FactScope): Invariant[] {
  const whenValue = field(value, "when");
  const when = whenValue && lowerCondition(whenValue, facts, "in the condition of this invariant");
  const claim = lowerClaim(value, targets, facts);
  if (!claim || (whenValue && !when)) return [];
  return [{ name, ...(when ? { when } : {}), claim, origin }];
}

function lowerClaim(value: Value, targets: readonly Target[], facts: FactScope): Claim | undefined {
  for (const kind of ["every", "some"] as const) {
    const claimed = field(value, kind);
    if (!claimed) continue;
    const lowered = lowerHolds(claimed, targets, facts);
    return lowered && { kind, ...lowered, origin: claimed.origin };
  }
  const survives = field(value, "survives");
  for (const failing of ["providers", "targets"] as const) {
    const count = number(field(survives, failing));
    if (survives && count !== undefined) return { kind: "survives", failing, count, origin: survives.origin };
  }
  const spends = field(value, "spends");
  const most = money(spends);
  return spends && most !== undefined ? { kind: "spends", most, origin: spends.origin } : undefined;
}

/** The claim about each target. What is wrong with it is mostly wrong for all: the first that has findings is the last. */
function lowerHolds(
  claimed: Value,
  targets: readonly Target[],
  facts: FactScope,
): Pick<TargetClaim, "holds" | "reads" | "written"> | undefined {
  const { evaluation } = facts;
  const claim = conditionFunction(claimed, ["t", "r"], evaluation);
  if (!claim) return undefined;
  const at = claimed.origin;
  const capabilities = capabilityNames(targets);
  const holds = new Map<string, Condition>();
  const reads = new Map<string, Reads>();
  for (const target of targets) {
    const read = new Map<string, Read>();
    const args = [targetValue(target, capabilities, facts, at, read), facts.root(at)];
    const condition = lowerCall(claim, args, { at, label: "in the claim of this invariant" }, evaluation);
    if (!condition) return undefined;
    holds.set(target.id, condition);
    reads.set(target.id, read);
  }
  const written = writtenClaim(claim, at, evaluation);
  return { holds, reads, ...(written !== undefined && { written }) };
}

import { diagnose } from "../diagnostics/define.ts";
import { constant } from "../diagnostics/invariant/constant.ts";
import type { Invariant } from "../lower/ir.ts";
import type { Check } from "./check.ts";

/** Claims that read nothing of any target, and ask nothing of the request. That some target is left is said by `some: () => true`. */
export const checkConstantClaims: Check = ({ policy }) =>
  policy.invariants.flatMap(({ name, claim }) => {
    const value = constantOf(claim);
    return value === undefined ? [] : [diagnose(constant, { name, value }, claim.origin)];
  });

function constantOf(claim: Invariant["claim"]): boolean | undefined {
  if (!("reads" in claim) || [...claim.reads.values()].some(({ size }) => size > 0)) return undefined;
  const [first, ...others] = claim.holds.values();
  // What nothing is read of is the same for all: one that asks of the request is no constant for any.
  const isAsked = claim.kind === "some" && first?.kind === "constant" && first.value;
  return !isAsked && first?.kind === "constant" && others.every(({ kind }) => kind === "constant")
    ? first.value
    : undefined;
}

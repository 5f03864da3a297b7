import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { refuted } from "../diagnostics/invariant/refuted.ts";
import { vacuous } from "../diagnostics/invariant/vacuous.ts";
import type { Invariant, PolicyIr } from "../lower/ir.ts";
import { isAboutAny } from "../verify/claims/is-about-any.ts";
import { placeSpan } from "../verify/claims/place-span.ts";
import { type InvariantVerdict, proveInvariant } from "../verify/claims/prove-invariant.ts";
import type { RouteSpace } from "../verify/route-space.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** The policy's own claims, each of which is about some request. */
export const checkInvariants: VerifiedCheck = ({ policy, routes }) => {
  const spaces = routes.map(({ space }) => space);
  return policy.invariants.flatMap((invariant) => [
    claimed(policy, invariant, spaces),
    meant(policy, invariant, spaces),
  ]);
};

function claimed(policy: PolicyIr, invariant: Invariant, spaces: readonly RouteSpace[]): Assertion {
  const { name, origin } = invariant;
  const ask = (): Answer => {
    const verdict = proveInvariant(policy, invariant, spaces);
    if (verdict.kind === "proved") return { kind: "excluded", evidence: verdict.evidence };
    if (verdict.kind === "undecided") return verdict;
    const { how, shown } = verdict;
    return { kind: "refuted", evidence: how, shown, findings: [refutation(invariant, verdict)] };
  };
  return { claim: name, code: "invariant", origin, doubt: `“${name}” holds`, ask };
}

function refutation({ name, origin }: Invariant, verdict: InvariantVerdict & { kind: "refuted" }): Diagnostic {
  const { how, shown, place } = verdict;
  const labels = [
    { span: placeSpan(place), text: "decided here" },
    ...(place.spent ? [{ span: place.spent.budget.origin.span, text: "when this budget is spent" }] : []),
    ...(place.limited ? [{ span: place.limited.origin.span, text: "when this limit is full" }] : []),
  ];
  return { ...diagnose(refuted, { name, how }, origin, labels), shown };
}

function meant(policy: PolicyIr, invariant: Invariant, spaces: readonly RouteSpace[]): Assertion {
  const { name, origin } = invariant;
  const ask = (): Answer => {
    const verdict = isAboutAny(policy, invariant, spaces);
    if (verdict.kind === "found") return { kind: "shown", evidence: "shown by a request" };
    if (verdict.kind === "undecided") return verdict;
    const finding = diagnose(vacuous, { name, hasWhen: invariant.when !== undefined }, origin);
    return { kind: "refuted", evidence: finding.message, findings: [finding] };
  };
  return { claim: `“${name}” is about some request`, code: "about", origin, ask };
}

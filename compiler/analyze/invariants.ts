import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { refuted } from "../diagnostics/invariant/refuted.ts";
import { vacuous } from "../diagnostics/invariant/vacuous.ts";
import type { Invariant } from "../lower/ir.ts";
import { placeSpan } from "../verify/claims/place-span.ts";
import { type InvariantVerdict, proveInvariant } from "../verify/claims/prove-invariant.ts";
import type { Proof } from "../verify/proof.ts";
import type { GivenUp, VerifiedCheck } from "./verified-check.ts";

/** The policy's own claims. */
export const checkInvariants: VerifiedCheck = ({ policy, routes }) => {
  const spaces = routes.map(({ space }) => space);
  const verdicts = policy.invariants.map((invariant) => ({
    invariant,
    verdict: proveInvariant(policy, invariant, spaces),
  }));
  return {
    diagnostics: verdicts.flatMap(({ invariant, verdict }) => finding(invariant, verdict)),
    proofs: verdicts.map(({ invariant, verdict }) => proof(invariant, verdict)),
    givenUp: verdicts.flatMap(({ invariant, verdict }): GivenUp[] =>
      verdict.kind === "undecided"
        ? [{ what: `“${invariant.name}” holds`, why: verdict.why, origin: invariant.origin }]
        : [],
    ),
  };
};

function finding({ name, origin }: Invariant, verdict: InvariantVerdict): Diagnostic[] {
  if (verdict.kind === "vacuous") return [diagnose(vacuous, { name }, origin)];
  if (verdict.kind !== "refuted") return [];
  const { how, shown, place } = verdict;
  const labels = [
    { span: placeSpan(place), text: "decided here" },
    ...(place.spent ? [{ span: place.spent.budget.origin.span, text: "when this budget is spent" }] : []),
  ];
  return [{ ...diagnose(refuted, { name, how }, origin, labels), shown }];
}

function proof({ name, origin }: Invariant, verdict: InvariantVerdict): Proof {
  const common = { claim: name, code: "invariant", span: origin.span };
  switch (verdict.kind) {
    case "proved":
      return { ...common, verdict: "proved", evidence: verdict.evidence };
    case "vacuous":
      return { ...common, verdict: "proved", evidence: "no request is meant by it" };
    case "refuted":
      return { ...common, verdict: "refuted", evidence: verdict.how, shown: verdict.shown };
    case "undecided":
      return { ...common, verdict: "undecided", evidence: verdict.why };
  }
  return verdict satisfies never;
}

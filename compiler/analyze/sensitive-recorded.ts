import { sensitiveRecorded } from "../diagnostics/data/sensitive-recorded.ts";
import { type Diagnostic, diagnose, type Shown } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import type { Origin } from "../source.ts";
import { findServed, type ServedVerdict } from "../verify/claims/find-served.ts";
import { placeSpan } from "../verify/claims/place-span.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import type { Proof } from "../verify/proof.ts";
import { shown } from "../verify/trace.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Routes that keep requests which must not be kept. */
export const checkSensitiveRecorded: VerifiedCheck = ({ policy, routes }) => {
  const { sensitive } = policy;
  const answers = routes.flatMap(({ space, route: { record } }) =>
    record && sensitive ? [{ record, name: space.route.name, verdict: findServed(policy, space, sensitive) }] : [],
  );
  return {
    diagnostics: answers.flatMap(({ record, verdict }) =>
      verdict.kind === "found" ? [recorded(policy, record, verdict)] : [],
    ),
    proofs: answers.map(({ record, name, verdict }) => proof(policy, name, record, verdict)),
    givenUp: answers.flatMap(({ record, name, verdict }) =>
      verdict.kind === "undecided"
        ? [{ what: `\`${name}\` records a sensitive request`, why: verdict.why, origin: record }]
        : [],
    ),
  };
};

type Found = Extract<ServedVerdict, { kind: "found" }>;

function recorded(policy: PolicyIr, record: Origin, found: Found): Diagnostic {
  const { place } = found;
  const labels = [
    { span: placeSpan(place), text: "decided here" },
    { span: policy.sensitive!.origin.span, text: "sensitive by this" },
  ];
  const finding = diagnose(sensitiveRecorded, { route: place.route.name }, record, labels);
  return { ...finding, shown: shownBy(policy, record, found) };
}

function shownBy(policy: PolicyIr, { span }: Origin, { place, witness }: Found): Shown {
  const { route, rule } = place;
  const steps = attemptSteps(place, witnessFacts(witness, policy, route));
  return shown(route, rule, witness, [...steps, { text: "the prompt and the answer are recorded", span }]);
}

function proof(policy: PolicyIr, name: string, record: Origin, verdict: ServedVerdict): Proof {
  const common = { claim: `nothing sensitive is recorded by ${name}`, code: "data", span: record.span };
  switch (verdict.kind) {
    case "found":
      return { ...common, verdict: "refuted", evidence: "shown by a request", shown: shownBy(policy, record, verdict) };
    case "none":
      return { ...common, verdict: "proved", evidence: "no request that it serves is sensitive" };
    case "undecided":
      return { ...common, verdict: "undecided", evidence: verdict.why };
  }
  return verdict satisfies never;
}

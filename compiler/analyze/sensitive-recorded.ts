import { sensitiveRecorded } from "../diagnostics/data/sensitive-recorded.ts";
import { type Diagnostic, diagnose, type Shown } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import type { Origin } from "../source.ts";
import { findServed, type ServedVerdict } from "../verify/claims/find-served.ts";
import { placeSpan } from "../verify/claims/place-span.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import { shown } from "../verify/trace.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** No route keeps requests that must not be kept. */
export const checkSensitiveRecorded: VerifiedCheck = ({ policy, routes }) =>
  routes.flatMap(({ space, route: { record, name } }): Assertion[] => {
    const { sensitive } = policy;
    if (!record || !sensitive) return [];
    return [
      {
        claim: `nothing sensitive is recorded by ${name}`,
        code: "data",
        origin: record,
        doubt: `\`${name}\` records a sensitive request`,
        ask: () => answer(policy, record, findServed(policy, space, sensitive)),
      },
    ];
  });

function answer(policy: PolicyIr, record: Origin, verdict: ServedVerdict): Answer {
  switch (verdict.kind) {
    case "found": {
      const findings = [recorded(policy, record, verdict)];
      return { kind: "refuted", evidence: "shown by a request", shown: shownBy(policy, record, verdict), findings };
    }
    case "none":
      return { kind: "excluded", evidence: "no request that it serves is sensitive" };
    case "undecided":
      return verdict;
  }
  return verdict satisfies never;
}

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

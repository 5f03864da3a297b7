import { perMissing } from "../diagnostics/cost/per-missing.ts";
import { withoutOwner } from "../diagnostics/cost/without-owner.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { atom, not } from "../lower/connectives.ts";
import type { Budget, Condition, PolicyIr } from "../lower/ir.ts";
import { findAsked, type ServedVerdict } from "../verify/claims/find-served.ts";
import { mayLackOwner } from "../verify/claims/served-here.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/**
 * Some request has the fact that a budget is told apart by; and all have it, where a budget says nothing of those that have not. A
 * request that names a target itself is of no route.
 */
export const checkBudgetOwners: VerifiedCheck = ({ policy, routes }) =>
  policy.budgets
    .filter((budget) => mayLackOwner(policy, budget))
    .flatMap((budget) => [
      someHas(policy, budget, routes),
      ...(budget.missing === undefined ? [allHave(policy, budget, routes)] : []),
    ]);

function someHas(policy: PolicyIr, budget: Budget, routes: readonly Reachability[]): Assertion {
  const { name, per, origin } = budget;
  const ask = (): Answer => {
    const some = findIn(policy, routes, has(budget));
    if (some.kind === "undecided") return some;
    if (some.kind === "found") return { kind: "shown", evidence: "a request has it" };
    const any = findIn(policy, routes, { kind: "constant", value: true, origin });
    if (any.kind === "undecided") return any;
    if (any.kind === "none") return { kind: "excluded", evidence: "nothing is served" };
    const findings = [diagnose(perMissing, { name, per, isPooled: budget.missing === "pool" }, origin)];
    return { kind: "refuted", evidence: "no request has it", findings };
  };
  return { claim: `some request has ${per}, by which ${name} is told apart`, code: "cost", origin, ask };
}

function allHave(policy: PolicyIr, budget: Budget, routes: readonly Reachability[]): Assertion {
  const { name, per, origin } = budget;
  const ask = (): Answer => {
    const found = findIn(policy, routes, not(has(budget), origin));
    if (found.kind === "undecided") return found;
    if (found.kind === "none") return { kind: "excluded", evidence: "no request of a route lacks it" };
    const finding = lacked(budget, found);
    return { kind: "refuted", evidence: "shown by a request", shown: finding.shown, findings: [finding] };
  };
  return { claim: `every request of a route has ${per}, by which ${name} is told apart`, code: "cost", origin, ask };
}

function lacked(
  { name, per, origin }: Budget,
  { place, witness }: Extract<ServedVerdict, { kind: "found" }>,
): Diagnostic {
  const step = { text: `the budget \`${name}\` refuses it, which lacks \`${per}\``, span: origin.span };
  return { ...diagnose(withoutOwner, { name, per }, origin), shown: shown(place.route, place.rule, witness, [step]) };
}

function has({ per, origin }: Budget): Condition {
  return atom({ kind: "present", fact: per, type: "string" }, origin);
}

/** In the first route that has one. */
function findIn(policy: PolicyIr, routes: readonly Reachability[], when: Condition): ServedVerdict {
  let undecided: ServedVerdict | undefined;
  for (const { space } of routes) {
    const verdict = findAsked(policy, space, when);
    if (verdict.kind === "found") return verdict;
    if (verdict.kind === "undecided") undecided ??= verdict;
  }
  return undecided ?? { kind: "none" };
}

import { type Diagnostic, diagnose, type Label } from "../diagnostics/define.ts";
import { deadRule } from "../diagnostics/reach/dead-rule.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";
import { outcome } from "../plan/outcome.ts";
import { placePlan } from "../plan/place-plan.ts";
import { holds } from "../reference/holds.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import type { Reachability, RuleReach } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Rules whose requests are all taken by rules before them. */
export const checkDeadRules: VerifiedCheck = ({ policy, routes }) => ({
  diagnostics: routes.flatMap((reachability) =>
    reachability.rules.flatMap((reach, rule) =>
      reach.verdict.kind === "none" && reach.alone?.kind === "found" ? [dead(policy, reachability, rule, reach)] : [],
    ),
  ),
});

function dead(
  policy: PolicyIr,
  { route, space }: Reachability,
  rule: number,
  { verdict, alone }: RuleReach,
): Diagnostic {
  const blockers = verdict.kind === "none" ? verdict.rules : [];
  const own = outcome(placePlan(policy, route, rule));
  const differ = (other: number): boolean => outcome(placePlan(policy, route, other)) !== own;
  const [others, alike] = [blockers.filter(differ), blockers.filter((other) => !differ(other))];
  const labels: Label[] = [
    ...others.map((other) => label(route, other, "takes such requests, and does something else")),
    ...alike.map((other) => label(route, other, "takes such requests, and does the same")),
  ];
  const finding = diagnose(
    deadRule,
    { rules: blockers.length, differ: others.length > 0 },
    route.rules[rule]!.when.origin,
    labels,
  );
  if (alone?.kind !== "found") return finding;
  const facts = witnessFacts(alone.witness, policy, route);
  const decided = space.overlappingBefore(rule).find((other) => holds(route.rules[other]!.when, facts)) ?? rule;
  return { ...finding, shown: shown(route, decided, alone.witness) };
}

function label(route: Route, rule: number, text: string): Label {
  return { span: route.rules[rule]!.when.origin.span, text };
}

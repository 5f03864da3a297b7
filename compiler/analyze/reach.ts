import type { PolicyIr } from "../lower/ir.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Verdict } from "../verify/verdict.ts";
import { rulesThatAlwaysHold } from "./always-holds.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { deadOtherwiseFinding } from "./dead-otherwise.ts";
import { deadRuleFinding } from "./dead-rule.ts";
import { impossibleFinding } from "./impossible-condition.ts";

/** Every rule decides some request, and so does every `otherwise`. */
export const checkReach: VerifiedCheck = ({ policy, routes }) =>
  routes.flatMap((reach) => [...reach.route.rules.keys().map((rule) => ruleDecides(policy, reach, rule)), rest(reach)]);

function ruleDecides(policy: PolicyIr, reach: Reachability, rule: number): Assertion {
  const { space, route, rules } = reach;
  const { when } = route.rules[rule]!;
  const { verdict, alone } = rules[rule]!;
  return {
    claim: `rule ${rule + 1} of ${route.name} can decide`,
    code: "reach",
    origin: when.origin,
    ask: () => {
      if (verdict.kind !== "none") return decided(verdict);
      const evidence = verdict.rules.length === 0 ? "its condition cannot hold" : takenBy(verdict.rules);
      if (alone?.kind !== "none")
        return { kind: "refuted", evidence, findings: [deadRuleFinding(policy, reach, rule)] };
      // A constant has a finding of its own.
      return { kind: "refuted", evidence, findings: when.kind === "constant" ? [] : [impossibleFinding(when, space)] };
    },
  };
}

function rest(reach: Reachability): Assertion {
  const { route, otherwise } = reach;
  return {
    claim: `otherwise of ${route.name} can decide`,
    code: "reach",
    origin: route.otherwise.origin,
    ask: () => {
      if (otherwise.kind !== "none") return decided(otherwise);
      // Where one rule takes every request, that is told instead.
      const findings = rulesThatAlwaysHold(reach).length > 0 ? [] : [deadOtherwiseFinding(reach, otherwise.rules)];
      return { kind: "refuted", evidence: takenBy(otherwise.rules), findings };
    },
  };
}

function decided(verdict: Exclude<Verdict, { kind: "none" }>): Answer {
  return verdict.kind === "found" ? { kind: "shown", evidence: "shown by a request" } : verdict;
}

/** `rules`: indexes, at least one. */
function takenBy(rules: readonly number[]): string {
  const numbers = rules.map((rule) => rule + 1).join(", ");
  return rules.length === 1 ? `rule ${numbers} takes its requests` : `rules ${numbers} take its requests`;
}

import { diagnose } from "../diagnostics/define.ts";
import { alwaysHolds } from "../diagnostics/reach/always-holds.ts";
import { not } from "../lower/connectives.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Verdict } from "../verify/verdict.ts";
import type { Assertion, VerifiedCheck } from "./assertion.ts";

/** No condition is one that every request meets; constants have a finding of their own. */
export const checkAlwaysHolds: VerifiedCheck = ({ routes }) =>
  routes.flatMap((reach) => lastRules(reach).map((rule) => passesBy(reach, rule)));

function passesBy(reach: Reachability, rule: number): Assertion {
  const { rules, name } = reach.route;
  const { when } = rules[rule]!;
  return {
    claim: `rule ${rule + 1} of ${name} passes some request by`,
    code: "redundant",
    origin: when.origin,
    ask: () => {
      const verdict = passedBy(reach, rule);
      if (verdict.kind === "found") return { kind: "shown", evidence: "shown by a request" };
      if (verdict.kind === "undecided") return verdict;
      const behind = rules.length - rule - 1;
      return {
        kind: "refuted",
        evidence: "its condition always holds",
        findings: when.kind === "constant" ? [] : [diagnose(alwaysHolds, { behind }, when.origin)],
      };
    },
  };
}

/** Indexes of the rules that every request meets. */
export function rulesThatAlwaysHold(reach: Reachability): number[] {
  return lastRules(reach).filter((rule) => passedBy(reach, rule).kind === "none");
}

/** A request that is decided behind a rule does not meet its condition: only the last rules are worth a question. */
function lastRules({ route, rules, otherwise }: Reachability): number[] {
  if (otherwise.kind === "found") return [];
  const last = rules.findLastIndex(({ verdict }) => verdict.kind !== "none");
  return [...route.rules.keys()].filter((rule) => rule >= last);
}

function passedBy({ space, route }: Reachability, rule: number): Verdict {
  const { when } = route.rules[rule]!;
  return space.find({ rule: "otherwise", alone: true, extra: not(when, when.origin) });
}

import { diagnose } from "../diagnostics/define.ts";
import { alwaysHolds } from "../diagnostics/reach/always-holds.ts";
import { not } from "../lower/connectives.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Conditions that every request meets; constants have a finding of their own. */
export const checkAlwaysHolds: VerifiedCheck = ({ routes }) => ({
  diagnostics: routes.flatMap((reach) =>
    rulesThatAlwaysHold(reach)
      .filter((rule) => reach.route.rules[rule]!.when.kind !== "constant")
      .map((rule) => {
        const behind = reach.route.rules.length - rule - 1;
        return diagnose(alwaysHolds, { behind }, reach.route.rules[rule]!.when.origin);
      }),
  ),
});

/** A request that is decided behind a rule does not meet its condition: only the last rules are worth a question. */
export function rulesThatAlwaysHold({ space, route, rules, otherwise }: Reachability): number[] {
  if (otherwise.kind !== "none") return [];
  const last = rules.findLastIndex(({ verdict }) => verdict.kind !== "none");
  return route.rules.flatMap(({ when }, rule) => {
    if (rule < last) return [];
    const missed = space.find({ rule: "otherwise", alone: true, extra: not(when, when.origin) });
    return missed.kind === "none" ? [rule] : [];
  });
}

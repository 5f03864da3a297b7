import { diagnose } from "../diagnostics/define.ts";
import { redundantRule } from "../diagnostics/reach/redundant-rule.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { outcomeAt } from "../plan/outcome.ts";
import { hashOf } from "../verify/memory.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { GivenUp, VerifiedCheck } from "./verified-check.ts";

/** Rules without which every request would be served as it is. */
export const checkRedundantRules: VerifiedCheck = ({ policy, routes }) => {
  const givenUp: GivenUp[] = [];
  const diagnostics = routes.flatMap((reach) => {
    const outcomes = outcomesOf(policy, reach);
    return reach.route.rules.flatMap(({ origin, when }, rule) => {
      const verdict = redundant(reach, rule, outcomes);
      if (verdict === undefined)
        givenUp.push({ what: "this rule changes anything", why: "its work was spent", origin: when.origin });
      return verdict ? [diagnose(redundantRule, { by: rule }, origin)] : [];
    });
  });
  return { diagnostics, givenUp };
};

/** Equal texts for equal outcomes. */
type Outcomes = (rule: number | "otherwise") => string;

function outcomesOf(policy: PolicyIr, { route }: Reachability): Outcomes {
  const short = new Map<string, string>();
  const of = (rule: number | "otherwise"): string => {
    const text = outcomeAt(policy, route, rule);
    const key = short.get(text) ?? hashOf([text]);
    short.set(text, key);
    return key;
  };
  const rules = route.rules.map((_, rule) => of(rule));
  const otherwise = of("otherwise");
  return (rule) => (rule === "otherwise" ? otherwise : rules[rule]!);
}

/** Undefined when it was given up. Rules that never decide are redundant in a way that has its own finding. */
function redundant(reach: Reachability, rule: number, outcomes: Outcomes): boolean | undefined {
  const { space, rules, signature } = reach;
  if (rules[rule]!.verdict.kind !== "found") return false;
  const later = space.overlappingAfter(rule);
  // A rule that never decides has its own finding, and is to go.
  const live = later.filter((other) => rules[other]!.verdict.kind !== "none");
  const places = [...live, "otherwise" as const].map(outcomes);
  if (!places.some((other) => other === outcomes(rule))) return false;
  const key = hashOf([
    ...[signature, "redundant", space.ruleKey(rule), outcomes(rule)],
    ...space.overlappingBefore(rule).map((other) => space.ruleKey(other)),
    ...later.flatMap((other) => [space.ruleKey(other), outcomes(other)]),
    outcomes("otherwise"),
  ]);
  return space.memory.recall(key, () => changesNothing(reach, rule, later, outcomes));
}

/** `otherwise` first: most rules are told apart from it by their first request. */
function changesNothing(
  { space }: Reachability,
  rule: number,
  later: readonly number[],
  outcomes: Outcomes,
): boolean | undefined {
  const own = outcomes(rule);
  for (const place of ["otherwise" as const, ...later].filter((other) => outcomes(other) !== own)) {
    const { kind } = space.find({ rule: place, without: rule, also: rule });
    if (kind === "found") return false;
    if (kind === "undecided") return undefined;
  }
  return true;
}

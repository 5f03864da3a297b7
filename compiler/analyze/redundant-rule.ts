import { diagnose } from "../diagnostics/define.ts";
import { redundantRule } from "../diagnostics/reach/redundant-rule.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { outcomeAt } from "../plan/outcome.ts";
import { hashOf } from "../verify/memory.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** Without any one of the rules some request would be served differently. Those that never decide are another finding. */
export const checkRedundantRules: VerifiedCheck = ({ policy, routes }) =>
  routes.flatMap((reach) => {
    const outcomes = outcomesOf(policy, reach);
    const live = [...reach.route.rules.keys()].filter((rule) => reach.rules[rule]!.verdict.kind !== "none");
    return live.map((rule) => matters(reach, rule, outcomes));
  });

function matters(reach: Reachability, rule: number, outcomes: Outcomes): Assertion {
  const { rules, name } = reach.route;
  const { origin, when } = rules[rule]!;
  const ask = (): Answer => {
    const { verdict } = reach.rules[rule]!;
    if (verdict.kind === "undecided") return verdict;
    const isRedundant = redundant(reach, rule, outcomes);
    if (isRedundant === undefined) return { kind: "undecided", why: "its work was spent" };
    if (!isRedundant) return { kind: "shown", evidence: "without it a request would be served differently" };
    const evidence = "without it every request would be served as it is";
    return { kind: "refuted", evidence, findings: [diagnose(redundantRule, { by: rule }, origin)] };
  };
  return { claim: `rule ${rule + 1} of ${name} changes something`, code: "redundant", origin: when.origin, ask };
}

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

/** Undefined when it was given up. */
function redundant(reach: Reachability, rule: number, outcomes: Outcomes): boolean | undefined {
  const { space, rules, signature } = reach;
  const later = space.overlappingAfter(rule);
  // A rule that never decides has its own finding, and is to go.
  const live = later.filter((other) => rules[other]!.verdict.kind !== "none");
  const places = [...live, "otherwise" as const].map(outcomes);
  // What decides some request, and does what nothing behind it does, changes that request.
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

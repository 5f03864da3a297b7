import { type Diagnostic, diagnose, type Label, type Shown } from "../diagnostics/define.ts";
import { deadRule } from "../diagnostics/reach/dead-rule.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";
import { outcomeAt } from "../plan/outcome.ts";
import { holds } from "../reference/holds.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";

/** A rule whose requests are all taken by rules before it. */
export function deadRuleFinding(policy: PolicyIr, { route, space, rules }: Reachability, rule: number): Diagnostic {
  const { verdict } = rules[rule]!;
  const blockers = verdict.kind === "none" ? verdict.rules : [];
  const own = outcomeAt(policy, route, rule);
  const differ = (other: number): boolean => outcomeAt(policy, route, other) !== own;
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
  return withShown(finding, () => {
    const witness = space.findAgain({ rule, alone: true, toShow: true });
    if (!witness) return undefined;
    const facts = witnessFacts(witness, policy, route);
    const decided = space.overlappingBefore(rule).find((other) => holds(route.rules[other]!.when, facts)) ?? rule;
    return shown(route, decided, witness);
  });
}

/** A policy may have thousands of such rules: a request for one is made when somebody looks at it. */
function withShown(finding: Diagnostic, show: () => Shown | undefined): Diagnostic {
  let made: { shown: Shown | undefined } | undefined;
  return {
    ...finding,
    get shown() {
      made ??= { shown: show() };
      return made.shown;
    },
  };
}

function label(route: Route, rule: number, text: string): Label {
  return { span: route.rules[rule]!.when.origin.span, text };
}

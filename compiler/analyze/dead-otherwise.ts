import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { deadOtherwise } from "../diagnostics/reach/dead-otherwise.ts";
import type { Reachability } from "../verify/reachability.ts";
import { rulesThatAlwaysHold } from "./always-holds.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Routes whose rules together take every request; where one rule does so alone, that is its own finding. */
export const checkDeadOtherwise: VerifiedCheck = ({ routes }) => ({
  diagnostics: routes.flatMap((reach) =>
    reach.otherwise.kind === "none" && rulesThatAlwaysHold(reach).length === 0
      ? [dead(reach, reach.otherwise.rules)]
      : [],
  ),
});

function dead({ route }: Reachability, rules: readonly number[]): Diagnostic {
  const labels = rules.map((rule) => ({
    span: route.rules[rule]!.when.origin.span,
    text: "takes some of the requests",
  }));
  return diagnose(deadOtherwise, { rules: rules.length }, route.otherwise.origin, labels);
}

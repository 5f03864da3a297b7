/** What happens to a request, step by step, for people. */

import type { Witness } from "../../schemas/witness.ts";
import type { Shown, TraceStep } from "../diagnostics/define.ts";
import type { Route } from "../lower/ir.ts";

/** From the rules that pass the request by to the one that decides, and what comes then. */
export function shown(
  route: Route,
  rule: number | "otherwise",
  witness: Witness,
  then: readonly TraceStep[] = [],
): Shown {
  return { witness, trace: [...decidedAt(route, rule), ...then] };
}

function decidedAt({ name, rules, otherwise }: Route, rule: number | "otherwise"): TraceStep[] {
  if (rule === "otherwise") {
    const none = rules.length === 0 ? "" : `no rule of \`${name}\` holds, so `;
    return [{ text: `${none}\`otherwise\` decides`, span: otherwise.origin.span }];
  }
  const before = rule === 0 ? "" : rule === 1 ? ", as rule 1 does not hold" : `, as rules 1 to ${rule} do not hold`;
  return [{ text: `rule ${rule + 1} of \`${name}\` decides${before}`, span: rules[rule]!.when.origin.span }];
}

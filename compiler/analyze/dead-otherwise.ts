import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { deadOtherwise } from "../diagnostics/reach/dead-otherwise.ts";
import type { Reachability } from "../verify/reachability.ts";

/** A route whose rules together take every request. `rules`: indexes of those that do. */
export function deadOtherwiseFinding({ route }: Reachability, rules: readonly number[]): Diagnostic {
  const labels = rules.map((rule) => ({
    span: route.rules[rule]!.when.origin.span,
    text: "takes some of the requests",
  }));
  return diagnose(deadOtherwise, { rules: rules.length }, route.otherwise.origin, labels);
}

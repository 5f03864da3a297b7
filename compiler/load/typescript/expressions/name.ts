import { nearest } from "../../../diagnostics/closest.ts";
import { unknownName } from "../../../diagnostics/name/unknown-name.ts";
import { usedBeforeDefinition } from "../../../diagnostics/name/used-before-definition.ts";
import type { ts } from "../../../typescript.ts";
import type { Value } from "../../value.ts";
import { pureGlobal, refusedGlobal } from "../globals.ts";
import { usedAt } from "../passed.ts";
import type { Scope } from "../scope.ts";

/** The value that a name stands for, which remembers both its use and its definition. */
export function name(node: ts.Identifier, scope: Scope): Value {
  const origin = scope.origin(node);
  const found = scope.lookup(node.text);
  if (found && "declaredAt" in found) {
    const labels = [{ span: found.declaredAt.span, text: "defined here" }];
    return scope.evaluation.report(usedBeforeDefinition, { name: node.text }, origin, labels);
  }
  if (found) return usedAt(found, origin);
  const { evaluation } = scope;
  return (
    pureGlobal(node.text, origin, evaluation) ??
    refusedGlobal(node.text, origin, evaluation) ??
    evaluation.report(unknownName, { name: node.text, ...nearest(node.text, scope.names()) }, origin)
  );
}

import type ts from "typescript";
import { closest } from "../../../diagnostics/closest.ts";
import { unknownName } from "../../../diagnostics/name/unknown-name.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { Value } from "../../value.ts";
import { refusedGlobal } from "../refusals.ts";
import type { Scope } from "../scope.ts";

/** The value that a name stands for, which remembers both its use and its definition. */
export function name(node: ts.Identifier, scope: Scope): Value {
  const origin = scope.origin(node);
  const value = scope.lookup(node.text);
  if (value) return { ...value, origin: { span: origin.span, from: { how: "name", origin: value.origin } } };
  if (node.text === "undefined") return { kind: "literal", value: undefined, origin };
  const refused = refusedGlobal(node.text);
  if (refused) return scope.evaluation.report(notAllowed, refused, origin);
  return scope.evaluation.report(unknownName, { name: node.text, closest: closest(node.text, scope.names()) }, origin);
}

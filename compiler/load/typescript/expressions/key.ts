import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import { ts } from "../../../typescript.ts";
import type { Scope } from "../scope.ts";

/** The name of a field, as an object literal or a pattern writes it; undefined when it is none, which is reported. */
export function keyText(node: ts.PropertyName, scope: Scope): string | undefined {
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  if (ts.isComputedPropertyName(node)) {
    const key = scope.evaluate(node.expression);
    if (key.kind === "literal") return String(key.value);
    if (key.kind === "invalid") return undefined;
  }
  const refused = { construct: "This key", instead: "Use a text that is known when the policy is compiled." };
  scope.evaluation.report(notAllowed, refused, scope.origin(node));
  return undefined;
}

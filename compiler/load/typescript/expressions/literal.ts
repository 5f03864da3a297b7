import { encoding } from "../../../diagnostics/syntax/encoding.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import { ts } from "../../../typescript.ts";
import type { Value } from "../../value.ts";
import { textWithVariables, variableValue } from "../../variable.ts";
import type { Scope } from "../scope.ts";

/** Strings, numbers, `true`, `false`, `null`; undefined for any other node. */
export function literal(node: ts.Expression, scope: Scope): Value | undefined {
  const origin = scope.origin(node);
  if (ts.isStringLiteralLike(node)) return wellFormed(node.text, node, scope);
  if (ts.isNumericLiteral(node)) return { kind: "literal", value: Number(node.text), origin };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: "literal", value: true, origin };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: "literal", value: false, origin };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: "literal", value: null, origin };
  return undefined;
}

/** `/source/flags` */
export function regularExpression(node: ts.RegularExpressionLiteral, scope: Scope): Value {
  const end = node.text.lastIndexOf("/");
  const origin = scope.origin(node);
  return { kind: "pattern", source: node.text.slice(1, end), flags: node.text.slice(end + 1), origin };
}

/** A template whose holes are known when the policy is compiled. */
export function template(node: ts.TemplateExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  const parts = [node.head.text];
  let isOpen = false;
  for (const span of node.templateSpans) {
    const hole = scope.evaluate(span.expression);
    if (hole.kind === "invalid") return { kind: "invalid", origin };
    const variable = textWithVariables(hole);
    if (variable !== undefined) isOpen = true;
    else if (hole.kind !== "literal") {
      const instead = "Only texts, numbers and booleans can stand in a template.";
      return scope.evaluation.report(notAllowed, { construct: "This value in a template", instead }, hole.origin);
    }
    parts.push(hole.kind === "literal" ? String(hole.value) : variable!, span.literal.text);
  }
  const whole = wellFormed(parts.join(""), node, scope);
  return isOpen && whole.kind === "literal" ? variableValue(parts.join(""), scope.evaluation, origin) : whole;
}

/** An escape such as `\ud83d` may be half of a character, which no file and no request can hold. */
function wellFormed(text: string, node: ts.Expression, scope: Scope): Value {
  const origin = scope.origin(node);
  if (text.isWellFormed()) return scope.evaluation.text(text, origin);
  return scope.evaluation.report(encoding, { problem: "this text holds half of a character" }, origin);
}

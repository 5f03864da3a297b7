import ts from "typescript";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { LiteralValue, Value } from "../../value.ts";
import type { Scope } from "../scope.ts";

/** Strings, numbers, `true`, `false`, `null`; undefined for any other node. */
export function literal(node: ts.Expression, scope: Scope): LiteralValue | undefined {
  const origin = scope.origin(node);
  if (ts.isStringLiteralLike(node)) return { kind: "literal", value: node.text, origin };
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

/** A template whose holes are constants. */
export function template(node: ts.TemplateExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  let text = node.head.text;
  for (const span of node.templateSpans) {
    const hole = scope.evaluate(span.expression);
    if (hole.kind === "invalid") return { kind: "invalid", origin };
    if (hole.kind !== "literal") {
      const instead = "Only texts, numbers and booleans can stand in a template.";
      return scope.evaluation.report(notAllowed, { construct: "This value in a template", instead }, hole.origin);
    }
    text += String(hole.value) + span.literal.text;
  }
  return { kind: "literal", value: text, origin };
}

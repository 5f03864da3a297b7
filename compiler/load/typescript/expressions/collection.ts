import ts from "typescript";
import { duplicateKey } from "../../../diagnostics/syntax/duplicate-key.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../../source.ts";
import type { Field, Value } from "../../value.ts";
import type { Scope } from "../scope.ts";

/** `[a, ...b]` */
export function arrayLiteral(node: ts.ArrayLiteralExpression, scope: Scope): Value {
  return { kind: "list", items: evaluateList(node.elements, scope), origin: scope.origin(node) };
}

/** The values of elements or arguments, spreads unfolded. */
export function evaluateList(nodes: readonly ts.Expression[], scope: Scope): Value[] {
  return nodes.flatMap((node) => {
    if (!ts.isSpreadElement(node)) return [scope.evaluate(node)];
    const spread = scope.evaluate(node.expression);
    if (spread.kind === "list") return spread.items;
    if (spread.kind === "invalid") return [spread];
    return [scope.evaluation.report(notAllowed, { construct: "Spreading what is not a list" }, scope.origin(node))];
  });
}

/** `{ a: 1, b, ...c }` */
export function objectLiteral(node: ts.ObjectLiteralExpression, scope: Scope): Value {
  const fields = new Map<string, Field>();
  const written = new Map<string, Origin>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      spread(property, fields, scope);
      continue;
    }
    const key = property.name && keyText(property.name, scope);
    const value = propertyValue(property, scope);
    if (key === undefined || !property.name) continue;
    const origin = scope.origin(property.name);
    const first = written.get(key);
    if (first) scope.evaluation.report(duplicateKey, { key }, origin, [{ span: first.span, text: "first here" }]);
    written.set(key, origin);
    fields.set(key, { key: origin, value });
  }
  return { kind: "record", fields, origin: scope.origin(node) };
}

function propertyValue(property: ts.ObjectLiteralElementLike, scope: Scope): Value {
  if (ts.isPropertyAssignment(property)) return scope.evaluate(property.initializer);
  if (ts.isShorthandPropertyAssignment(property)) return scope.evaluate(property.name);
  const instead = "Write `name: value`; a function is written as an arrow.";
  return scope.evaluation.report(notAllowed, { construct: "A method or accessor", instead }, scope.origin(property));
}

function keyText(node: ts.PropertyName, scope: Scope): string | undefined {
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
  if (ts.isComputedPropertyName(node)) {
    const key = scope.evaluate(node.expression);
    if (key.kind === "literal") return String(key.value);
    if (key.kind === "invalid") return undefined;
  }
  scope.evaluation.report(notAllowed, { construct: "This key", instead: "Use a constant text." }, scope.origin(node));
  return undefined;
}

function spread(node: ts.SpreadAssignment, fields: Map<string, Field>, scope: Scope): void {
  const value = scope.evaluate(node.expression);
  if (value.kind === "record") {
    for (const [key, field] of value.fields) fields.set(key, field);
  } else if (value.kind !== "invalid" && !(value.kind === "literal" && value.value === undefined)) {
    scope.evaluation.report(notAllowed, { construct: "Spreading what is not an object" }, scope.origin(node));
  }
}

import { duplicateKey } from "../../../diagnostics/syntax/duplicate-key.ts";
import { type OperandProblem, operand } from "../../../diagnostics/syntax/operand.ts";
import type { Origin } from "../../../source.ts";
import { ts } from "../../../typescript.ts";
import type { Field, Value } from "../../value.ts";
import { quoted, refuse } from "../refusals.ts";
import type { Scope } from "../scope.ts";
import { isMissing, isTruthy } from "../truth.ts";
import { described } from "./arithmetic.ts";
import { keyText } from "./key.ts";

/** `[a, ...b]` */
export function arrayLiteral(node: ts.ArrayLiteralExpression, scope: Scope): Value {
  return scope.evaluation.list(evaluateList(node.elements, scope), scope.origin(node));
}

/** The values of elements or arguments, spreads unfolded. */
export function evaluateList(nodes: readonly ts.Expression[], scope: Scope): Value[] {
  const values: Value[] = [];
  for (const node of nodes) {
    if (!ts.isSpreadElement(node)) {
      values.push(ts.isOmittedExpression(node) ? absent(node, scope) : scope.evaluate(node));
      continue;
    }
    const spread = scope.evaluate(node.expression);
    const whole = spread.kind === "list" ? scope.evaluation.list(spread.items, scope.origin(node)) : spread;
    if (whole.kind === "list") for (const item of whole.items) values.push(item);
    else if (whole.kind === "invalid") values.push(whole);
    else values.push(scope.evaluation.report(operand, notSpread(node, "a list", whole, scope), scope.origin(node)));
  }
  return values;
}

/** `kind` is what could be spread here. */
function notSpread(
  node: ts.SpreadElement | ts.SpreadAssignment,
  kind: string,
  value: Value,
  scope: Scope,
): OperandProblem {
  const name = quoted(node.expression, scope);
  if (!isMissing(value)) return { problem: `${name} is ${described(value)}, and \`...\` needs ${kind}` };
  const empty = kind === "a list" ? "[]" : "{}";
  return {
    problem: `${name} is missing here, and \`...\` needs ${kind}`,
    instead: `Correct the name, or write \`...(${scope.text(node.expression)} ?? ${empty})\` where it may be missing.`,
  };
}

function absent(node: ts.Expression, scope: Scope): Value {
  return { kind: "literal", value: undefined, origin: scope.origin(node) };
}

/** `{ a: 1, b, [c]: 2, ...d }` */
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
  return refuse(property, scope);
}

/** `...(known && { key: value })` spreads nothing where `known` is false. */
function spread(node: ts.SpreadAssignment, fields: Map<string, Field>, scope: Scope): void {
  const value = scope.evaluate(node.expression);
  if (value.kind === "record") {
    scope.evaluation.spend(scope.origin(node), value.fields.size);
    for (const [key, field] of value.fields) fields.set(key, field);
  } else if (value.kind !== "invalid" && !(value.kind === "literal" && !isTruthy(value))) {
    scope.evaluation.report(operand, notSpread(node, "an object", value, scope), scope.origin(node));
  }
}

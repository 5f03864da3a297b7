import { nearest } from "../../../diagnostics/closest.ts";
import { unknownName } from "../../../diagnostics/name/unknown-name.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import { ts } from "../../../typescript.ts";
import type { RecordValue, Value } from "../../value.ts";
import { usedAt } from "../passed.ts";
import type { Scope } from "../scope.ts";
import { isMissing } from "../truth.ts";

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** `object.name`, `object?.name`; a method without its call is refused. */
export function propertyAccess(node: ts.PropertyAccessExpression, scope: Scope): Value {
  const object = scope.evaluate(node.expression);
  if (isCutShort(node, object)) return { kind: "literal", value: undefined, origin: scope.origin(node) };
  return member(object, node.name.text, node, scope);
}

/** `object["name"]`, `list[0]` */
export function elementAccess(node: ts.ElementAccessExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  const object = scope.evaluate(node.expression);
  if (isCutShort(node, object)) return { kind: "literal", value: undefined, origin };
  const key = scope.evaluate(node.argumentExpression);
  if (object.kind === "invalid" || key.kind === "invalid") return { kind: "invalid", origin };
  if (key.kind !== "literal") {
    const refused = { construct: "This key", instead: "Use a value that is known when the policy is compiled." };
    return scope.evaluation.report(notAllowed, refused, key.origin);
  }
  if (object.kind === "list" && typeof key.value === "number") {
    const item = object.items[key.value];
    return item ? usedAt(item, origin) : { kind: "literal", value: undefined, origin };
  }
  return member(object, String(key.value), node, scope);
}

/** Whether an optional chain ends at this link: `missing?.name.further`. */
export function isCutShort(node: Access | ts.CallExpression, object: Value): boolean {
  return Boolean(node.flags & ts.NodeFlags.OptionalChain) && isMissing(object);
}

function member(object: Value, name: string, node: Access, scope: Scope): Value {
  const origin = scope.origin(node);
  switch (object.kind) {
    case "invalid":
      return { kind: "invalid", origin };
    case "symbol":
      return object.symbols.member(object, name, origin);
    case "record":
      return field(object, name, node, scope);
    case "list":
      if (name === "length") return { kind: "literal", value: object.items.length, origin };
      break;
    case "literal":
      if (name === "length" && typeof object.value === "string") {
        return { kind: "literal", value: object.value.length, origin };
      }
      break;
    default:
      break;
  }
  return scope.evaluation.report(notAllowed, { construct: `\`.${name}\` of this value` }, origin);
}

function field(object: RecordValue, name: string, node: Access, scope: Scope): Value {
  const origin = scope.origin(node);
  const value = object.fields.get(name)?.value;
  if (value) return usedAt(value, origin);
  if (mayBeMissing(node)) return { kind: "literal", value: undefined, origin };
  const of = ts.isIdentifier(node.expression) ? { of: node.expression.text, known: [...object.fields.keys()] } : {};
  return scope.evaluation.report(unknownName, { name, ...of, ...nearest(name, object.fields.keys()) }, origin);
}

/** Whether it is asked, right where the field is read, if there is one. */
function mayBeMissing(node: Access): boolean {
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) parent = parent.parent;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) {
    return parent.expression === node && parent.questionDotToken !== undefined;
  }
  if (ts.isIfStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  return ts.isBinaryExpression(parent) && asksWhetherThere(parent, node);
}

function asksWhetherThere({ left, right, operatorToken }: ts.BinaryExpression, node: Access): boolean {
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) {
    return [left, right].some((side) => ts.isIdentifier(side) && side.text === "undefined");
  }
  const isChoice = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
  return left === node && (isChoice || kind === ts.SyntaxKind.AmpersandAmpersandToken);
}

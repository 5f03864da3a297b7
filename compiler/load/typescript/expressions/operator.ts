import { looseEquality } from "../../../diagnostics/syntax/loose-equality.ts";
import { mutation } from "../../../diagnostics/syntax/mutation.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import { operand } from "../../../diagnostics/syntax/operand.ts";
import { ts } from "../../../typescript.ts";
import type { Value } from "../../value.ts";
import { quoted } from "../refusals.ts";
import type { Scope } from "../scope.ts";
import { isMissing, isTruthy } from "../truth.ts";
import { compute, described } from "./arithmetic.ts";

export function binary(node: ts.BinaryExpression, scope: Scope): Value {
  const { kind } = node.operatorToken;
  const operator = scope.text(node.operatorToken);
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return assignment(node, scope);
  if (operator === "&&" || operator === "||") return logical(operator, node, scope);
  if (operator === "??") return coalesce(node, scope);
  const origin = scope.origin(node);
  if (operator === "==" || operator === "!=") {
    return scope.evaluation.report(looseEquality, { operator }, scope.origin(node.operatorToken));
  }
  const instead = unknownOperators[operator];
  if (instead !== undefined) {
    const construct = `The operator \`${operator}\``;
    return scope.evaluation.report(notAllowed, { construct, instead: instead || undefined }, origin);
  }
  const left = scope.evaluate(node.left);
  const right = scope.evaluate(node.right);
  if (left.kind === "invalid" || right.kind === "invalid") return { kind: "invalid", origin };
  if (left.kind === "symbol") return left.symbols.binary(operator, left, right, origin);
  if (right.kind === "symbol") return right.symbols.binary(operator, left, right, origin);
  const value = compute(operator, left, right, origin);
  if (value?.kind === "literal" && typeof value.value === "string") return scope.evaluation.text(value.value, origin);
  const problem = `\`${operator}\` cannot be used on ${described(left)} and ${described(right)}`;
  return value ?? scope.evaluation.report(operand, { problem }, origin);
}

const noBits = "";
const unknownOperators: Readonly<Record<string, string>> = {
  in: "Use `list.includes(…)`, or `Object.hasOwn(object, key)`.",
  instanceof: "Values of a policy have no classes.",
  ",": "Write one expression.",
  "&": noBits,
  "|": noBits,
  "^": noBits,
  "<<": noBits,
  ">>": noBits,
  ">>>": noBits,
};

function assignment(node: ts.BinaryExpression, scope: Scope): Value {
  if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left)) {
    const origin = scope.origin(node);
    const left = scope.evaluate(node.left);
    if (left.kind === "invalid") return { kind: "invalid", origin };
    if (left.kind === "symbol")
      return scope.evaluation.report(looseEquality, { operator: "=" }, scope.origin(node.operatorToken));
  }
  const instead = "Define another `const`, or build a new object: `{ ...old, key: value }`.";
  return scope.evaluation.report(mutation, { construct: quoted(node, scope), instead }, scope.origin(node));
}

/** `n++` and `n--` */
export function postfix(node: ts.PostfixUnaryExpression, scope: Scope): Value {
  return counting(node, scope);
}

function counting(node: ts.Expression, scope: Scope): Value {
  const refused = { construct: quoted(node, scope), instead: "Define another `const`." };
  return scope.evaluation.report(mutation, refused, scope.origin(node));
}

export function prefix(node: ts.PrefixUnaryExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  const { operator } = node;
  if (operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken)
    return counting(node, scope);
  const value = scope.evaluate(node.operand);
  if (value.kind === "invalid") return { kind: "invalid", origin };
  if (operator === ts.SyntaxKind.ExclamationToken) {
    if (value.kind === "symbol") return value.symbols.not(value, origin);
    return { kind: "literal", value: !isTruthy(value), origin };
  }
  const sign = operator === ts.SyntaxKind.MinusToken ? -1 : operator === ts.SyntaxKind.PlusToken ? 1 : undefined;
  if (sign !== undefined && value.kind === "quantity") return { ...value, amount: sign * value.amount, origin };
  if (sign !== undefined && value.kind === "literal" && typeof value.value === "number") {
    return { ...value, value: sign * value.value, origin };
  }
  const problem = `\`${ts.tokenToString(operator)}\` cannot be used on ${described(value)}`;
  return scope.evaluation.report(operand, { problem }, origin);
}

export function conditional(node: ts.ConditionalExpression, scope: Scope): Value {
  const test = scope.evaluate(node.condition);
  if (test.kind === "invalid") return { kind: "invalid", origin: scope.origin(node) };
  const whenTrue = () => scope.evaluate(node.whenTrue);
  const whenFalse = () => scope.evaluate(node.whenFalse);
  if (test.kind === "symbol") return test.symbols.choose(test, whenTrue, whenFalse, scope.origin(node));
  return isTruthy(test) ? whenTrue() : whenFalse();
}

function logical(operator: "&&" | "||", node: ts.BinaryExpression, scope: Scope): Value {
  const left = scope.evaluate(node.left);
  const right = () => scope.evaluate(node.right);
  if (left.kind === "invalid") {
    right(); // its own findings are still worth telling
    return { kind: "invalid", origin: scope.origin(node) };
  }
  if (left.kind === "symbol") return left.symbols.logical(operator, left, right, scope.origin(node));
  return isTruthy(left) === (operator === "&&") ? right() : left;
}

function coalesce(node: ts.BinaryExpression, scope: Scope): Value {
  const left = scope.evaluate(node.left);
  if (left.kind === "symbol") return left.symbols.coalesce(left, () => scope.evaluate(node.right), scope.origin(node));
  return isMissing(left) ? scope.evaluate(node.right) : left;
}

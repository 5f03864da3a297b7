import ts from "typescript";
import { looseEquality } from "../../../diagnostics/syntax/loose-equality.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../../source.ts";
import type { LiteralValue, QuantityValue, Value } from "../../value.ts";
import { refusal } from "../refusals.ts";
import type { Scope } from "../scope.ts";

type Constant = LiteralValue["value"];

export function binary(node: ts.BinaryExpression, scope: Scope): Value {
  const operator = node.operatorToken.getText(scope.root.tree);
  if (operator === "&&" || operator === "||") return logical(operator, node, scope);
  if (operator === "??") return coalesce(node, scope);
  const origin = scope.origin(node);
  if (operator === "==" || operator === "!=") {
    return scope.evaluation.report(looseEquality, { operator }, scope.origin(node.operatorToken));
  }
  const left = scope.evaluate(node.left);
  const right = scope.evaluate(node.right);
  if (left.kind === "invalid" || right.kind === "invalid") return { kind: "invalid", origin };
  if (left.kind === "symbol") return left.symbols.binary(operator, left, right, origin);
  if (right.kind === "symbol") return right.symbols.binary(operator, left, right, origin);
  return constants(operator, left, right, origin) ?? refuse(node, scope);
}

export function prefix(node: ts.PrefixUnaryExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  const operand = scope.evaluate(node.operand);
  if (operand.kind === "invalid") return { kind: "invalid", origin };
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    if (operand.kind === "symbol") return operand.symbols.not(operand, origin);
    return { kind: "literal", value: !isTruthy(operand), origin };
  }
  if (node.operator === ts.SyntaxKind.MinusToken) {
    if (operand.kind === "literal" && typeof operand.value === "number")
      return { ...operand, value: -operand.value, origin };
    if (operand.kind === "quantity") return { ...operand, amount: -operand.amount, origin };
  }
  return refuse(node, scope);
}

export function conditional(node: ts.ConditionalExpression, scope: Scope): Value {
  const test = scope.evaluate(node.condition);
  if (test.kind === "invalid") return { kind: "invalid", origin: scope.origin(node) };
  const whenTrue = () => scope.evaluate(node.whenTrue);
  const whenFalse = () => scope.evaluate(node.whenFalse);
  if (test.kind === "symbol") return test.symbols.choose(test, whenTrue, whenFalse, scope.origin(node));
  return isTruthy(test) ? whenTrue() : whenFalse();
}

/** JavaScript's truth of a value that is known. */
export function isTruthy(value: Value): boolean {
  if (value.kind === "literal") return Boolean(value.value);
  if (value.kind === "quantity") return value.amount !== 0;
  return value.kind !== "invalid";
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
  if (left.kind === "symbol") return refuse(node, scope);
  return left.kind === "literal" && (left.value === undefined || left.value === null)
    ? scope.evaluate(node.right)
    : left;
}

function refuse(node: ts.Expression, scope: Scope): Value {
  return scope.evaluation.report(notAllowed, refusal(node, scope.root.tree), scope.origin(node));
}

function constants(operator: string, left: Value, right: Value, origin: Origin): Value | undefined {
  if (left.kind === "quantity" || right.kind === "quantity") return quantities(operator, left, right, origin);
  if (left.kind !== "literal" || right.kind !== "literal") return undefined;
  const value = compute(operator, left.value, right.value);
  return value === undefined ? undefined : { kind: "literal", value, origin };
}

/** Quantities of one unit add and compare; a plain number scales them. */
function quantities(operator: string, left: Value, right: Value, origin: Origin): Value | undefined {
  const scaled = scale(operator, left, right);
  if (scaled) return { ...scaled, origin };
  if (left.kind !== "quantity" || right.kind !== "quantity" || left.unit !== right.unit) return undefined;
  const value = compute(operator, left.amount, right.amount);
  if (typeof value === "boolean") return { kind: "literal", value, origin };
  if (typeof value !== "number") return undefined;
  return operator === "+" || operator === "-" ? { ...left, amount: value, origin } : undefined;
}

function scale(operator: string, left: Value, right: Value): QuantityValue | undefined {
  const byRight = left.kind === "quantity" && right.kind === "literal" && typeof right.value === "number";
  if (byRight && operator === "*") return { ...left, amount: left.amount * (right.value as number) };
  if (byRight && operator === "/") return { ...left, amount: left.amount / (right.value as number) };
  if (operator === "*" && right.kind === "quantity" && left.kind === "literal" && typeof left.value === "number") {
    return { ...right, amount: left.value * right.amount };
  }
  return undefined;
}

function compute(operator: string, left: Constant, right: Constant): Constant {
  if (operator === "===") return left === right;
  if (operator === "!==") return left !== right;
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) return `${left}${right}`;
  if (typeof left === "string" && typeof right === "string") return order(operator, left, right);
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "**":
      return left ** right;
    default:
      return order(operator, left, right);
  }
}

function order<T extends string | number>(operator: string, left: T, right: T): boolean | undefined {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  if (operator === ">=") return left >= right;
  return undefined;
}

/** Operators on values that are known. */
import type { Origin } from "../../../source.ts";
import type { LiteralValue, QuantityValue, Value } from "../../value.ts";
import { textWithVariables } from "../../variable.ts";

type Constant = LiteralValue["value"];

/** Undefined where the operator makes no sense for the values. */
export function compute(operator: string, left: Value, right: Value, origin: Origin): Value | undefined {
  if (left.kind === "quantity" || right.kind === "quantity") return quantities(operator, left, right, origin);
  if (isUndefined(left) || isUndefined(right)) return presence(operator, left, right, origin);
  if (left.kind !== "literal" || right.kind !== "literal") return undefined;
  const value = constants(operator, left.value, right.value);
  return value === undefined ? undefined : { kind: "literal", value, origin };
}

/** How a message names a value. */
export function described(value: Value): string {
  switch (value.kind) {
    case "literal":
      return typeof value.value === "string"
        ? "a text"
        : typeof value.value === "number"
          ? "a number"
          : `\`${value.value}\``;
    case "quantity":
      return value.unit === "usd" ? "an amount of money" : "a duration";
    case "record":
      return "an object";
    case "symbol":
      return textWithVariables(value) === undefined ? "a fact" : "a variable";
    default:
      return `a ${value.kind}`;
  }
}

function isUndefined(value: Value): boolean {
  return value.kind === "literal" && value.value === undefined;
}

/** Any value may be compared with `undefined`. */
function presence(operator: string, left: Value, right: Value, origin: Origin): Value | undefined {
  if (operator !== "===" && operator !== "!==") return undefined;
  return { kind: "literal", value: (isUndefined(left) === isUndefined(right)) === (operator === "==="), origin };
}

/** Quantities of one unit add and compare; a plain number scales them. */
function quantities(operator: string, left: Value, right: Value, origin: Origin): Value | undefined {
  if (isUndefined(left) || isUndefined(right)) return presence(operator, left, right, origin);
  const scaled = scale(operator, left, right);
  if (scaled) return { ...scaled, origin };
  if (left.kind !== "quantity" || right.kind !== "quantity" || left.unit !== right.unit) return undefined;
  const value = constants(operator, left.amount, right.amount);
  if (typeof value === "boolean") return { kind: "literal", value, origin };
  if (typeof value !== "number") return undefined;
  if (operator === "/") return { kind: "literal", value, origin };
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

function constants(operator: string, left: Constant, right: Constant): Constant {
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

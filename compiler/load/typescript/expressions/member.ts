import type ts from "typescript";
import { closest } from "../../../diagnostics/closest.ts";
import { unknownName } from "../../../diagnostics/name/unknown-name.ts";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../../source.ts";
import type { Value } from "../../value.ts";
import type { Scope } from "../scope.ts";

/** `object.name`; a method without its call is refused. */
export function propertyAccess(node: ts.PropertyAccessExpression, scope: Scope): Value {
  const object = scope.evaluate(node.expression);
  return member(object, node.name.text, scope.origin(node), scope);
}

/** `object["name"]`, `list[0]` */
export function elementAccess(node: ts.ElementAccessExpression, scope: Scope): Value {
  const object = scope.evaluate(node.expression);
  const key = scope.evaluate(node.argumentExpression);
  const origin = scope.origin(node);
  if (object.kind === "invalid" || key.kind === "invalid") return { kind: "invalid", origin };
  if (key.kind !== "literal") {
    return scope.evaluation.report(notAllowed, { construct: "This key", instead: "Use a constant." }, key.origin);
  }
  if (object.kind === "list" && typeof key.value === "number") {
    return object.items[key.value] ?? { kind: "literal", value: undefined, origin };
  }
  return member(object, String(key.value), origin, scope);
}

function member(object: Value, name: string, origin: Origin, scope: Scope): Value {
  switch (object.kind) {
    case "invalid":
      return { kind: "invalid", origin };
    case "symbol":
      return object.symbols.member(object, name, origin);
    case "record":
      return field(object.fields.get(name)?.value, name, [...object.fields.keys()], origin, scope);
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

function field(value: Value | undefined, name: string, names: string[], origin: Origin, scope: Scope): Value {
  if (value) return { ...value, origin: { span: origin.span, from: { how: "name", origin: value.origin } } };
  return scope.evaluation.report(unknownName, { name, closest: closest(name, names) }, origin);
}

/** Destructuring: the names of a pattern, and what each of them stands for. */

import { nearest } from "../../diagnostics/closest.ts";
import { unknownName } from "../../diagnostics/name/unknown-name.ts";
import { operand } from "../../diagnostics/syntax/operand.ts";
import type { Origin } from "../../source.ts";
import { ts } from "../../typescript.ts";
import type { RecordValue, Value } from "../value.ts";
import { keyText } from "./expressions/key.ts";
import { usedAt } from "./passed.ts";
import type { Scope } from "./scope.ts";

/** Every name that a pattern defines. */
export function namesIn(node: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  return node.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** Defines the names of a pattern in the scope, where its defaults and computed keys are evaluated, too. */
export function bindPattern(node: ts.BindingName, value: Value, scope: Scope): void {
  if (ts.isIdentifier(node)) scope.define(node.text, value);
  else if (ts.isObjectBindingPattern(node)) bindObject(node, value, scope);
  else bindList(node, value, scope);
}

function bindElement(element: ts.BindingElement, value: Value, scope: Scope): void {
  const missing = value.kind === "literal" && value.value === undefined;
  bindPattern(element.name, missing && element.initializer ? scope.evaluate(element.initializer) : value, scope);
}

function bindObject(node: ts.ObjectBindingPattern, value: Value, scope: Scope): void {
  const taken = new Set<string>();
  for (const element of node.elements) {
    const origin = scope.origin(element);
    if (element.dotDotDotToken) {
      bindPattern(element.name, withoutFields(value, taken, origin, scope), scope);
      continue;
    }
    const key = keyText(element.propertyName ?? (element.name as ts.Identifier), scope);
    if (key !== undefined) taken.add(key);
    const field = key === undefined ? invalid(origin) : fieldOf(value, key, element, scope);
    bindElement(element, field, scope);
  }
  if (node.elements.length === 0) expectRecord(value, scope.origin(node), scope);
}

function fieldOf(value: Value, key: string, element: ts.BindingElement, scope: Scope): Value {
  const origin = scope.origin(element.propertyName ?? element.name);
  if (value.kind === "symbol") return value.symbols.member(value, key, origin);
  const record = expectRecord(value, origin, scope);
  if (!record) return invalid(origin);
  const found = record.fields.get(key)?.value;
  if (found) return usedAt(found, origin);
  if (element.initializer) return { kind: "literal", value: undefined, origin };
  return scope.evaluation.report(unknownName, { name: key, ...nearest(key, record.fields.keys()) }, origin);
}

function withoutFields(value: Value, taken: ReadonlySet<string>, origin: Origin, scope: Scope): Value {
  const record = expectRecord(value, origin, scope);
  if (!record) return invalid(origin);
  return { ...record, fields: new Map([...record.fields].filter(([name]) => !taken.has(name))), origin };
}

function bindList(node: ts.ArrayBindingPattern, value: Value, scope: Scope): void {
  const origin = scope.origin(node);
  const items = value.kind === "list" ? value.items : undefined;
  if (!items && value.kind !== "invalid") {
    scope.evaluation.report(operand, { problem: "this value is not a list, so it has no first item" }, origin);
  }
  node.elements.forEach((element, index) => {
    if (!ts.isBindingElement(element)) return;
    const at = scope.origin(element);
    if (!items) bindPattern(element.name, invalid(at), scope);
    else if (element.dotDotDotToken) bindPattern(element.name, scope.evaluation.list(items.slice(index), at), scope);
    else bindElement(element, items[index] ?? { kind: "literal", value: undefined, origin: at }, scope);
  });
}

function expectRecord(value: Value, origin: Origin, scope: Scope): RecordValue | undefined {
  if (value.kind === "record") return value;
  const problem =
    value.kind === "symbol"
      ? "the facts have no rest, only the names that are listed"
      : "this value is not an object, so it has no fields";
  if (value.kind !== "invalid") scope.evaluation.report(operand, { problem }, origin);
  return undefined;
}

function invalid(origin: Origin): Value {
  return { kind: "invalid", origin };
}

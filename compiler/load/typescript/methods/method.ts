import { nearest } from "../../../diagnostics/closest.ts";
import { unknownMethod } from "../../../diagnostics/name/unknown-method.ts";
import { mutation } from "../../../diagnostics/syntax/mutation.ts";
import type { Origin } from "../../../source.ts";
import type { InvalidValue, LiteralValue, Value } from "../../value.ts";
import type { Evaluation } from "../evaluation.ts";

/** One call of a method; none of the arguments is invalid. */
export interface MethodCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly at: Origin;
  readonly evaluation: Evaluation;
  /** Reports that the arguments do not fit; `usage` shows the form that does. */
  readonly refuse: (usage: string) => InvalidValue;
}

/** A method: how it is written, and what it gives; undefined where its arguments do not fit. */
export interface Method<T> {
  readonly usage: string;
  readonly run: (object: T, call: MethodCall) => Value | undefined;
}

export type Methods<T> = Readonly<Record<string, Method<T>>>;

/** Calls a method of a kind of values. `changing` names those that change their object, each with the one to use instead. */
export function callMethod<T>(
  methods: Methods<T>,
  changing: Readonly<Record<string, string>>,
  of: string,
  object: T,
  call: MethodCall,
): Value {
  const { name, at, evaluation } = call;
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method)
    return (
      method.run(object, call) ?? call.refuse(`It is written \`${method.usage.replace(".method(", `.${name}(`)}\`.`)
    );
  const instead = Object.hasOwn(changing, name) ? changing[name] : undefined;
  if (instead !== undefined) return evaluation.report(mutation, { construct: `\`.${name}\``, instead }, at);
  return evaluation.report(unknownMethod, { name, of, ...nearest(name, Object.keys(methods)) }, at);
}

/** A value that is made here. */
export function literalAt(value: LiteralValue["value"], origin: Origin): LiteralValue {
  return { kind: "literal", value, origin };
}

export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

export function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
}

/** Absent is allowed: then `otherwise`. NaN where there is something else than a number. */
export function optionalNumber(value: Value | undefined, otherwise?: number): number | undefined {
  return value === undefined || (value.kind === "literal" && value.value === undefined)
    ? otherwise
    : (numberOf(value) ?? Number.NaN);
}

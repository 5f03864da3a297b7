/** Names that JavaScript has without an import: those that are pure, and those that a policy cannot have. */
import type { DiagnosticKind } from "../../diagnostics/define.ts";
import type { Refused } from "../../diagnostics/refused.ts";
import { argument } from "../../diagnostics/syntax/argument.ts";
import { asynchronous } from "../../diagnostics/syntax/asynchronous.ts";
import { dynamicImport } from "../../diagnostics/syntax/dynamic-import.ts";
import { impureCall } from "../../diagnostics/syntax/impure-call.ts";
import { notAllowed } from "../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../source.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";
import { isTruthy } from "./truth.ts";

const clock = "Ask the facts `r.hour` and `r.weekday`.";
const noAccess = "A policy cannot reach the machine that compiles it.";

const refused: Readonly<Record<string, readonly [DiagnosticKind<Refused>, string]>> = {
  Date: [impureCall, clock],
  Temporal: [impureCall, clock],
  Intl: [impureCall, "Write the text."],
  performance: [impureCall, clock],
  Math: [impureCall, "Write the number; of `Math` a policy has `min max round floor ceil abs`."],
  process: [impureCall, noAccess],
  globalThis: [impureCall, noAccess],
  window: [impureCall, noAccess],
  console: [impureCall, noAccess],
  fetch: [impureCall, noAccess],
  crypto: [impureCall, noAccess],
  Bun: [impureCall, noAccess],
  Deno: [impureCall, noAccess],
  Symbol: [notAllowed, "Use a text."],
  Proxy: [notAllowed, "Write the object itself."],
  Reflect: [notAllowed, "Use `Object.entries(…)`."],
  setTimeout: [asynchronous, "Write the value itself."],
  setInterval: [asynchronous, "Write the value itself."],
  queueMicrotask: [asynchronous, "Write the value itself."],
  Promise: [asynchronous, "Write the value itself."],
  require: [dynamicImport, 'Use an `import` declaration: `import data from "./data.json"`.'],
  module: [notAllowed, "Use `export`."],
  exports: [notAllowed, "Use `export`."],
  JSON: [notAllowed, 'Import the JSON file: `import data from "./data.json"`.'],
  eval: [notAllowed, "Write the expression itself."],
  Function: [notAllowed, "Write the function itself."],
  RegExp: [notAllowed, "Write the pattern as a literal: `/…/`."],
  arguments: [notAllowed, "Use a rest parameter: `(...items) => …`."],
};

/** A global that a policy cannot have, reported; undefined for any other name. */
export function refusedGlobal(name: string, origin: Origin, evaluation: Evaluation): Value | undefined {
  const entry = Object.hasOwn(refused, name) ? refused[name] : undefined;
  return entry && evaluation.report(entry[0], { construct: `\`${name}\``, instead: entry[1] }, origin);
}

type Pure = (value: Value, at: Origin, evaluation: Evaluation) => Value | undefined;

/** Conversions, which can also be handed to a list: `list.filter(Boolean)`. */
const conversions: Readonly<Record<string, Pure>> = {
  Boolean: (value, origin) => (isKnown(value) ? { kind: "literal", value: isTruthy(value), origin } : undefined),
  String: (value, at, evaluation) => (value.kind === "literal" ? evaluation.text(String(value.value), at) : undefined),
  Number: (value, origin) =>
    value.kind === "literal" ? { kind: "literal", value: Number(value.value), origin } : undefined,
};

function isKnown(value: Value): boolean {
  return value.kind !== "symbol" && value.kind !== "invalid";
}

/** The value of a global name that is pure; undefined for any other name. */
export function pureGlobal(name: string, origin: Origin, evaluation: Evaluation): Value | undefined {
  if (name === "undefined") return { kind: "literal", value: undefined, origin };
  if (name === "Infinity") return { kind: "literal", value: Number.POSITIVE_INFINITY, origin };
  const convert = Object.hasOwn(conversions, name) ? conversions[name] : undefined;
  if (!convert) return undefined;
  const call = ([value]: readonly Value[], at: Origin): Value => {
    if (!value || value.kind === "invalid") return { kind: "invalid", origin: at };
    const usage = "It takes one value that is known when the policy is compiled.";
    return convert(value, at, evaluation) ?? evaluation.report(argument, { name: `\`${name}\``, usage }, at);
  };
  return { kind: "function", text: name, call, origin };
}

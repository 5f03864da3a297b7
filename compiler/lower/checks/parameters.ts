/** The parameters that `set` fixes: names and bounds are those of the OpenAI API. */
import { nearest } from "../../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { reservedParameter } from "../../diagnostics/name/reserved-parameter.ts";
import { unknownParameter } from "../../diagnostics/name/unknown-parameter.ts";
import { parameterValue } from "../../diagnostics/syntax/parameter-value.ts";
import { toDocument } from "../document.ts";
import { describe } from "../expectation.ts";
import { type Entry, entries } from "../read.ts";
import { routesAndRules, under } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

interface Parameter {
  /** Fits behind "must be". */
  readonly expected: string;
  readonly allows: (value: unknown) => boolean;
}

const between = (from: number, to: number): Parameter => ({
  expected: `a number from ${from} to ${to}`,
  allows: (value) => typeof value === "number" && value >= from && value <= to,
});
const count: Parameter = {
  expected: "a whole number from 1",
  allows: (value) => Number.isInteger(value) && Number(value) >= 1,
};
const whole: Parameter = { expected: "a whole number", allows: Number.isInteger };
const text: Parameter = { expected: "a text", allows: (value) => typeof value === "string" };
const boolean: Parameter = { expected: "true or false", allows: (value) => typeof value === "boolean" };
const object: Parameter = { expected: "an object", allows: (value) => typeof value === "object" && value !== null };
const efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

const parameters: Readonly<Record<string, Parameter>> = {
  temperature: between(0, 2),
  top_p: between(0, 1),
  presence_penalty: between(-2, 2),
  frequency_penalty: between(-2, 2),
  max_tokens: count,
  max_completion_tokens: count,
  seed: whole,
  stop: {
    expected: "a text or a list of texts",
    allows: (value) => [value].flat().every((each) => typeof each === "string"),
  },
  reasoning_effort: {
    expected: `one of ${efforts.join(", ")}`,
    allows: (value) => efforts.some((effort) => effort === value),
  },
  service_tier: text,
  user: text,
  parallel_tool_calls: boolean,
  response_format: object,
  tool_choice: { expected: "a text or an object", allows: (value) => text.allows(value) || object.allows(value) },
};

const ofClient = "It belongs to the client: its answer is read by what it asked for.";
const reserved: Readonly<Record<string, string>> = {
  model: "Which model answers is said by `use` and `otherwise`.",
  messages: ofClient,
  tools: ofClient,
  stream: ofClient,
  stream_options: ofClient,
  n: ofClient,
  modalities: ofClient,
};

export const checkParameters: ValueCheck = (root) =>
  under(routesAndRules(root), "set").flatMap(({ path, value }) =>
    entries(value).flatMap((entry) => checkParameter(path, entry)),
  );

function checkParameter(path: string, { name, origin, value }: Entry): Diagnostic[] {
  const instead = Object.hasOwn(reserved, name) ? reserved[name] : undefined;
  if (instead) return [diagnose(reservedParameter, { name, instead }, origin)];
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!parameter) {
    const known = Object.keys(parameters);
    return [diagnose(unknownParameter, { name, known, ...nearest(name, known) }, origin)];
  }
  if (value.kind === "invalid" || parameter.allows(toDocument(value))) return [];
  const found = { name: `${path}.${name}`, expected: parameter.expected, found: describe(value) };
  return [diagnose(parameterValue, found, value.origin)];
}

/** Facts about what the body says of how it is to be answered. */
import type { ParameterFact } from "../../schemas/facts.ts";
import type { FactValue } from "./facts.ts";
import type { FactReader } from "./reader.ts";

const PREFIX = "parameters.";

/** What the body must say to say anything. */
const kinds: Readonly<Record<ParameterFact, "number" | "string" | "boolean">> = {
  "parameters.temperature": "number",
  "parameters.top_p": "number",
  "parameters.presence_penalty": "number",
  "parameters.frequency_penalty": "number",
  "parameters.seed": "number",
  "parameters.top_logprobs": "number",
  "parameters.reasoning_effort": "string",
  "parameters.verbosity": "string",
  "parameters.logprobs": "boolean",
  "parameters.store": "boolean",
};

export function isParameterFact(fact: string): fact is ParameterFact {
  return Object.hasOwn(kinds, fact);
}

/** The name of the parameter that the fact is about. */
export function parameterNameOf(fact: ParameterFact): string {
  return fact.slice(PREFIX.length);
}

/** The fact where the body says the value under the parameter's name. A yes-or-no one is never missing. */
export function parameterFact(fact: ParameterFact, value: unknown): FactValue {
  const kind = kinds[fact];
  if (kind === "boolean") return value === true;
  return typeof value === kind ? (value as FactValue) : undefined;
}

function reader(fact: ParameterFact): FactReader {
  const name = parameterNameOf(fact);
  return { read: ({ request }) => parameterFact(fact, request.said.value(name)) };
}

export const parameterReaders = Object.fromEntries(
  Object.keys(kinds).map((fact) => [fact, reader(fact as ParameterFact)]),
) as Readonly<Record<ParameterFact, FactReader>>;

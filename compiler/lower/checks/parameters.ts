/** The parameters that `set` fixes, held against the lists of parameters. What a route is for is known later. */
import { chatParameters } from "../../../schemas/parameters/chat.ts";
import { type EmbeddingsParameterName, embeddingsParameters } from "../../../schemas/parameters/embeddings.ts";
import type { Parameter } from "../../../schemas/parameters/parameter.ts";
import { allows, expected } from "../../../semantics/parameters/expected.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import { nearest } from "../../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { reservedParameter } from "../../diagnostics/name/reserved-parameter.ts";
import { unknownParameter } from "../../diagnostics/name/unknown-parameter.ts";
import { parameterValue } from "../../diagnostics/syntax/parameter-value.ts";
import { toDocument } from "../document.ts";
import { describe } from "../expectation.ts";
import { fixableParameters } from "../fixable-parameters.ts";
import { type Entry, entries } from "../read.ts";
import { routesAndRules, under } from "./parts.ts";
import type { Known, ValueCheck } from "./value-check.ts";

const fixable = [...new Set([...fixableParameters.chat, ...fixableParameters.embeddings])];

export const checkParameters: ValueCheck = (root, known) =>
  under(routesAndRules(root), "set").flatMap(({ path, value }) =>
    entries(value).flatMap((entry) => checkParameter(path, entry, known)),
  );

function checkParameter(path: string, { name, origin, value }: Entry, known: Known): Diagnostic[] {
  const parameter = parameterOf(name);
  if (!parameter && known.takesMember(name)) return [];
  if (!parameter) return [diagnose(unknownParameter, { name, known: fixable, ...nearest(name, fixable) }, origin)];
  const { reserved, type, fixed = type } = parameter;
  if (reserved) return [diagnose(reservedParameter, { name, instead: reserved }, origin)];
  if (value.kind === "invalid" || allows(fixed, toDocument(value))) return [];
  const found = { name: `${path}.${name}`, expected: expected(fixed), found: describe(value) };
  return [diagnose(parameterValue, found, value.origin)];
}

function parameterOf(name: string): Parameter | undefined {
  const named = parameterNamed(name);
  if (named) return chatParameters[named];
  return Object.hasOwn(embeddingsParameters, name) ? embeddingsParameters[name as EmbeddingsParameterName] : undefined;
}

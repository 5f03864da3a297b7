import type { Embedded, EmbeddingQuestion } from "../embeddings.ts";
import { listOf, objectOf, stringOf } from "../json.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { knownMembers, refuse } from "./check.ts";

const members = [
  ...["model", "texts", "images", "inputs", "input_type", "max_tokens", "output_dimension", "embedding_types"],
  ...["truncate", "priority"],
];
const purposes = ["search_document", "search_query", "classification", "clustering", "image"];
const most = 96;

/** A question with the forms in which its vectors are wanted. */
export interface TypedQuestion extends EmbeddingQuestion {
  readonly types: readonly string[];
}

/**
 * Reads a request for embeddings.
 * @throws RequestProblem
 */
export function toEmbedQuestion(value: unknown): TypedQuestion {
  const body = knownMembers(value, "", members);
  const model = stringOf(body.model) || refuse("model is required");
  if (!purposes.includes(stringOf(body.input_type))) {
    refuse(`valid input_type must be provided with the provided model: one of ${purposes.join(", ")}`);
  }
  const { texts, inputs } = body;
  const given = texts === undefined ? listOf(inputs).map((input) => textOf(objectOf(input).content)) : listOf(texts);
  if (given.length === 0) refuse("at least one of texts, images or inputs must be specified");
  if (given.length > most) refuse(`too many texts: at most ${most} are allowed, received ${given.length}`);
  const all = given.map((text, index) => stringOf(text) || refuse(`texts[${index}] must be a text that is not empty`));
  const full = /v4/.test(model) ? 1536 : /light/.test(model) ? 384 : 1024;
  const dimensions = Number(body.output_dimension ?? full);
  if (body.output_dimension !== undefined && !(full === 1536 && [256, 512, 1024, 1536].includes(dimensions))) {
    refuse("output_dimension must be one of 256, 512, 1024, 1536, with models from v4 on");
  }
  const types = body.embedding_types === undefined ? ["float"] : listOf(body.embedding_types).map(String);
  for (const type of types)
    if (!Object.hasOwn(forms, type))
      refuse(`embedding_types: '${type}' is not one of ${Object.keys(forms).join(", ")}`);
  return { model, inputs: all, inputTokens: all.map(countTokens), dimensions, types };
}

export function toEmbedBody({ question, vectors, tokens, newId }: Embedded<TypedQuestion>): object {
  const entries = question.types.map((type) => [type, vectors.map((vector) => forms[type]?.(vector))] as const);
  return {
    id: newId("", 36),
    embeddings: Object.fromEntries(entries),
    texts: question.inputs,
    meta: { api_version: { version: "2" }, billed_units: { input_tokens: tokens } },
    response_type: "embeddings_by_type",
  };
}

type Vector = readonly number[];

const forms: Readonly<Record<string, (vector: Vector) => unknown>> = {
  float: (vector) => vector,
  int8: (vector) => vector.map((value) => Math.round(value * 127)),
  uint8: (vector) => vector.map((value) => Math.round(value * 127) + 128),
  ubinary: (vector) => toBytes(vector),
  binary: (vector) => toBytes(vector).map((byte) => byte - 128),
  base64: (vector) => Buffer.from(Float32Array.from(vector).buffer).toString("base64"),
};

/** One bit for each value, eight to a byte. */
function toBytes(vector: Vector): number[] {
  const bytes = Array.from({ length: Math.ceil(vector.length / 8) }, () => 0);
  for (const [index, value] of vector.entries()) {
    if (value > 0) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return bytes;
}

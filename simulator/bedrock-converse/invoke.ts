// Models that embed are invoked with bodies of their own. What was read is told in a header; one of them tells it in
// its body as well.
import type { Embedded, EmbeddingQuestion } from "../embeddings.ts";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { countTokens } from "../tokens.ts";
import { knownMembers } from "./check.ts";

/** A question with how its model writes the answer. */
export interface InvokedQuestion extends EmbeddingQuestion {
  toBody(embedded: Embedded<InvokedQuestion>): object;
}

/** @throws RequestProblem */
export function toInvoked(model: string, body: unknown): InvokedQuestion {
  const family = /(?:^|\.)(amazon\.titan-embed|amazon\.nova|cohere\.embed)[\w.:-]*$/.exec(model)?.[1];
  switch (family) {
    case "amazon.titan-embed":
      return titan(model, body);
    case "amazon.nova":
      return nova(model, body);
    case "cohere.embed":
      return cohere(model, body);
    default:
      return badRequest("The provided model doesn't support this operation. This simulator invokes embedding models.");
  }
}

function titan(model: string, body: unknown): InvokedQuestion {
  const isOld = /-v1/.test(model);
  const own = isOld ? [] : ["dimensions", "normalize", "embeddingTypes"];
  const { inputText, dimensions = isOld ? 1536 : 1024 } = knownMembers(body, "", ["inputText", ...own]);
  const text = requiredText(inputText, "inputText", 50_000);
  checkDimensions(dimensions, isOld ? [1536] : [256, 512, 1024]);
  return {
    ...questionOf(model, [text], Number(dimensions)),
    toBody: ({ vectors, tokens }) => ({
      embedding: vectors[0],
      ...(isOld ? {} : { embeddingsByType: { float: vectors[0] } }),
      inputTextTokenCount: tokens,
    }),
  };
}

function nova(model: string, body: unknown): InvokedQuestion {
  const { taskType, singleEmbeddingParams } = knownMembers(body, "", [
    "schemaVersion",
    "taskType",
    "singleEmbeddingParams",
  ]);
  if (taskType !== "SINGLE_EMBEDDING") badRequest("Malformed input request: #/taskType: expected SINGLE_EMBEDDING.");
  const { embeddingPurpose, embeddingDimension = 3072, text } = objectOf(singleEmbeddingParams);
  if (stringOf(embeddingPurpose) === "") missing("singleEmbeddingParams", "embeddingPurpose");
  checkDimensions(embeddingDimension, [256, 384, 1024, 3072]);
  const { value, truncationMode } = objectOf(text);
  if (stringOf(truncationMode) === "") missing("singleEmbeddingParams/text", "truncationMode");
  return {
    ...questionOf(model, [requiredText(value, "singleEmbeddingParams/text/value", 50_000)], Number(embeddingDimension)),
    toBody: ({ vectors }) => ({ embeddings: vectors.map((embedding) => ({ embeddingType: "TEXT", embedding })) }),
  };
}

const cohereMembers = [
  "texts",
  "images",
  "inputs",
  "input_type",
  "truncate",
  "embedding_types",
  "output_dimension",
  "max_tokens",
];

function cohere(model: string, body: unknown): InvokedQuestion {
  const {
    texts,
    input_type: purpose,
    embedding_types: types,
    output_dimension: dimension,
  } = knownMembers(body, "", cohereMembers);
  const isNew = /v4/.test(model);
  if (stringOf(purpose) === "") missing("", "input_type");
  if (!Array.isArray(texts)) missing("", "texts");
  const list = listOf(texts);
  if (list.length > 96)
    badRequest(`Malformed input request: #/texts: expected maximum item count: 96, found: ${list.length}.`);
  const inputs = list.map((text, index) => requiredText(text, `texts/${index}`, isNew ? 500_000 : 2048));
  const dimensions = dimension ?? (isNew ? 1536 : 1024);
  checkDimensions(dimensions, isNew ? [256, 512, 1024, 1536] : [1024]);
  return {
    ...questionOf(model, inputs, Number(dimensions)),
    toBody: ({ vectors, newId }) => ({
      id: newId("", 36),
      ...(Array.isArray(types)
        ? { embeddings: { float: vectors }, response_type: "embeddings_by_type" }
        : { embeddings: vectors, response_type: "embeddings_floats" }),
      texts: inputs,
    }),
  };
}

function questionOf(model: string, inputs: readonly string[], dimensions: number): EmbeddingQuestion {
  return { model, inputs, inputTokens: inputs.map(countTokens), dimensions };
}

function requiredText(value: unknown, path: string, most: number): string {
  if (typeof value !== "string") return badRequest(`Malformed input request: #/${path}: expected type: String.`);
  if (value === "")
    badRequest(
      `Malformed input request: #/${path}: expected minLength: 1, actual: 0, please reformat your input and try again.`,
    );
  if (value.length > most) {
    badRequest(
      `Malformed input request: #/${path}: expected maxLength: ${most}, actual: ${value.length}, please reformat your input and try again.`,
    );
  }
  return value;
}

function checkDimensions(value: unknown, known: readonly number[]): void {
  if (!known.includes(Number(value)))
    badRequest(
      `Malformed input request: ${value} is not a valid enum value, please reformat your input and try again.`,
    );
}

function missing(path: string, name: string): never {
  return badRequest(
    `Malformed input request: #${path === "" ? "" : `/${path}`}: required key [${name}] not found, please reformat your input and try again.`,
  );
}

/** The conversation inside a request to count its tokens. */
export function countedConversation(body: unknown): JsonObject {
  const { converse } = objectOf(objectOf(body).input);
  return isObject(converse) ? converse : badRequest("The input must set one of the following keys: converse.");
}

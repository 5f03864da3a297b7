import type { Embedded, EmbeddingQuestion } from "../embeddings.ts";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { readMessage } from "./proto-json.ts";
import { embedFields } from "./shapes.ts";

const most = 100;
const fullDimensions = 3072;

/**
 * Reads a request for one embedding.
 * @throws RequestProblem
 */
export function toEmbedQuestion(model: string, value: unknown): EmbeddingQuestion {
  return toQuestion(model, [readMessage(value, embedFields)]);
}

/**
 * Reads a request for several; each names the model again.
 * @throws RequestProblem
 */
export function toBatchQuestion(model: string, value: unknown): EmbeddingQuestion {
  const { requests } = readMessage(value, { requests: { list: { fields: () => embedFields } } });
  const list = listOf(requests).map(objectOf);
  if (list.length === 0) badRequest("* BatchEmbedContentsRequest.requests: requests is not specified");
  if (list.length > most) {
    badRequest(`* BatchEmbedContentsRequest.requests: at most ${most} requests can be in one batch`);
  }
  for (const [index, request] of list.entries()) {
    if (request.model !== `models/${model}`) {
      badRequest(`* BatchEmbedContentsRequest.requests[${index}].model: must be models/${model}`);
    }
  }
  return toQuestion(model, list);
}

function toQuestion(model: string, requests: readonly JsonObject[]): EmbeddingQuestion {
  const inputs = requests.map((request) => readInput(request.content));
  const wanted = requests.map(({ outputDimensionality }) => Number(outputDimensionality ?? fullDimensions));
  const dimensions = wanted[0] ?? fullDimensions;
  if (wanted.some((count) => count < 1 || count > fullDimensions)) {
    badRequest(`* EmbedContentRequest.output_dimensionality: must be 1 to ${fullDimensions}`);
  }
  return { model, inputs, inputTokens: inputs.map(countTokens), dimensions };
}

function readInput(content: unknown): string {
  const parts = listOf(objectOf(content).parts);
  if (!isObject(content) || parts.length === 0) badRequest("* EmbedContentRequest.content: contents is not specified");
  if (parts.some((part) => stringOf(objectOf(part).text) === "")) {
    badRequest("* EmbedContentRequest.content: empty Part");
  }
  return textOf(parts);
}

/** The usage stands beside the one vector, or beside all of them. */
export function toEmbedBody({ vectors, tokens }: Embedded<EmbeddingQuestion>): object {
  return { embedding: { values: vectors[0] }, usageMetadata: { promptTokenCount: tokens } };
}

export function toBatchBody({ vectors, tokens }: Embedded<EmbeddingQuestion>): object {
  return { embeddings: vectors.map((values) => ({ values })), usageMetadata: { promptTokenCount: tokens } };
}

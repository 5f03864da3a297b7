import type { Embedded, EmbeddingQuestion } from "../embeddings.ts";
import { readMessage } from "../gemini/proto-json.ts";
import { content } from "../gemini/shapes.ts";
import { listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";

const most = 250;

/**
 * Reads a prediction request of a model that embeds. The newest of them that is predicted with takes one text at a time.
 * @throws RequestProblem
 */
export function toPredictQuestion(model: string, value: unknown): EmbeddingQuestion {
  const { instances, parameters } = objectOf(value);
  const list = listOf(instances).map(objectOf);
  const limit = model === "gemini-embedding-001" ? 1 : most;
  if (list.length === 0) badRequest("Empty instances.");
  if (list.length > limit)
    badRequest(`${list.length} instance(s) is more than the maximum of ${limit} instance(s) allowed.`);
  const inputs = list.map((instance) => stringOf(instance.content));
  if (inputs.includes("")) badRequest("The text content is empty.");
  return questionOf(model, inputs, objectOf(parameters).outputDimensionality);
}

/** Each vector with its own count of tokens. */
export function toPredictBody({ question, vectors }: Embedded<EmbeddingQuestion>): object {
  const { inputs, inputTokens } = question;
  return {
    predictions: vectors.map((values, index) => ({
      embeddings: { values, statistics: { token_count: inputTokens[index], truncated: false } },
    })),
    metadata: { billableCharacterCount: inputs.join("").replace(/\s/g, "").length },
  };
}

/**
 * Reads a request for one embedding of content.
 * @throws RequestProblem
 */
export function toEmbedQuestion(model: string, value: unknown): EmbeddingQuestion {
  const config = { taskType: "string", title: "string", outputDimensionality: "int", autoTruncate: "bool" } as const;
  const own = { documentOcr: "bool", audioTrackExtraction: "bool" } as const;
  const fields = {
    content: content("cloud"),
    ...config,
    embedContentConfig: { fields: () => ({ ...config, ...own }) },
  };
  const body = readMessage(value, fields);
  const text = textOf(objectOf(body.content).parts);
  if (text === "") badRequest("The text content is empty.");
  const dimensions = objectOf(body.embedContentConfig).outputDimensionality ?? body.outputDimensionality;
  return questionOf(model, [text], dimensions);
}

export function toEmbedBody({ vectors, tokens }: Embedded<EmbeddingQuestion>): object {
  return { embedding: { values: vectors[0] }, usageMetadata: { promptTokenCount: tokens, totalTokenCount: tokens } };
}

function questionOf(model: string, inputs: readonly string[], wanted: unknown): EmbeddingQuestion {
  const full = model.startsWith("gemini") ? 3072 : 768;
  const dimensions = Number(wanted ?? full);
  if (!(dimensions >= 1 && dimensions <= full)) {
    badRequest(`outputDimensionality must be between 1 and ${full}, got ${wanted}.`);
  }
  return { model, inputs, inputTokens: inputs.map(countTokens), dimensions };
}

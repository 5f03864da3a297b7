import type { Embedded, EmbeddingQuestion } from "../embeddings.ts";
import { objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { countTokens } from "../tokens.ts";
import { readOptions } from "./options.ts";

const fullDimensions = 768;

/**
 * Reads a request for embeddings. Texts that are longer than the window are cut unless that is forbidden.
 * @throws RequestProblem
 */
export function toEmbedQuestion(value: unknown): EmbeddingQuestion {
  const { model: name, input, truncate, dimensions, options } = objectOf(value);
  const model = stringOf(name) || badRequest("model is required");
  const list: readonly unknown[] = Array.isArray(input) ? input : input === undefined || input === "" ? [] : [input];
  const inputs = list.map((text) => (typeof text === "string" ? text : badRequest("invalid input type")));
  const { numContext } = readOptions(options);
  const counts = inputs.map(countTokens);
  if (truncate === false && counts.some((count) => count > numContext)) {
    badRequest("the input length exceeds the context length");
  }
  const wanted = dimensions === undefined ? fullDimensions : Number(dimensions);
  if (!(Number.isInteger(wanted) && wanted >= 0))
    badRequest("json: cannot unmarshal dimensions into Go struct field EmbedRequest.dimensions of type int");
  return {
    model,
    inputs,
    inputTokens: counts.map((count) => Math.min(count, numContext)),
    dimensions: Math.min(wanted || fullDimensions, fullDimensions),
  };
}

export function toEmbedBody({ question, vectors, tokens }: Embedded<EmbeddingQuestion>): object {
  return {
    model: question.model,
    embeddings: vectors,
    total_duration: 2_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: tokens,
  };
}

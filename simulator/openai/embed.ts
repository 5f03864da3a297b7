import type { Embedded, EmbeddingQuestion } from "../embeddings.ts";
import { isObject, type JsonObject, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { countTokens } from "../tokens.ts";

const mostInputs = 2048;
const mostTokens = 8192;

/** A question with the form in which its vectors are wanted. */
export interface EncodedQuestion extends EmbeddingQuestion {
  readonly base64: boolean;
}

/**
 * Reads a request for embeddings of texts or of lists of tokens.
 * @throws RequestProblem
 */
export function toEmbedQuestion(body: unknown): EncodedQuestion {
  if (!isObject(body)) return badRequest("The body is not a JSON object.");
  const model = stringOf(body.model) || badRequest("You must provide a model parameter.", "model");
  const { input, encoding_format: encoding = "float" } = body;
  if (encoding !== "float" && encoding !== "base64") {
    badRequest(`Invalid value: '${encoding}'. Supported values are: 'float' and 'base64'.`, "encoding_format");
  }
  const items = readInput(input);
  const counts = items.map((item) => (typeof item === "string" ? countTokens(item) : item.length));
  const long = counts.find((count) => count > mostTokens);
  if (long !== undefined) {
    badRequest(
      `This model's maximum context length is ${mostTokens} tokens, however you requested ${long} tokens (${long} in your prompt; 0 ` +
        "for the completion). Please reduce your prompt; or completion length.",
    );
  }
  const inputs = items.map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
  return { model, inputs, inputTokens: counts, dimensions: readDimensions(model, body), base64: encoding === "base64" };
}

type Item = string | readonly number[];

function readInput(input: unknown): Item[] {
  if (input === undefined) return badRequest("Missing required parameter: 'input'.", "input");
  const list: readonly unknown[] = isItem(input) ? [input] : Array.isArray(input) ? input : [];
  if (list.length > mostInputs) badRequest(`'$.input' is too long: at most ${mostInputs} items are taken.`, "input");
  const items = list.filter(isItem);
  if (items.length === 0 || items.length < list.length) {
    badRequest(
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
      "input",
    );
  }
  return items;
}

function isItem(value: unknown): value is Item {
  if (typeof value === "string") return value !== "";
  return (
    Array.isArray(value) && value.length > 0 && value.every((token) => Number.isInteger(token) && Number(token) >= 0)
  );
}

function readDimensions(model: string, { dimensions }: JsonObject): number {
  const full = /-3-large/.test(model) ? 3072 : 1536;
  if (dimensions === undefined || dimensions === null) return full;
  if (/ada-002/.test(model)) badRequest("This model does not support specifying dimensions.", "dimensions");
  if (Number.isInteger(dimensions) && Number(dimensions) >= 1 && Number(dimensions) <= full) return Number(dimensions);
  return badRequest(
    `Invalid value for 'dimensions' = ${dimensions}. Must be a whole number from 1 to ${full}.`,
    "dimensions",
  );
}

/** The list of embeddings; in base64 each is its float32 values, little endian. */
export function toEmbedBody({ question, vectors, tokens }: Embedded<EncodedQuestion>): object {
  const form = (vector: readonly number[]): unknown => {
    return question.base64 ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector;
  };
  return {
    object: "list",
    data: vectors.map((vector, index) => ({ object: "embedding", index, embedding: form(vector) })),
    model: question.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

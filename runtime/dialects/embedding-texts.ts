/** What the dialects ask for that take texts alone. */
import type { Failure } from "../failures.ts";
import { type EmbeddingsRequest, textsOf } from "../operations/embeddings/request.ts";

/** `unsupported` where inputs are ids of tokens: what they stand for is not known here. */
export function textInputs({ inputs }: EmbeddingsRequest): readonly string[] | Failure {
  const detail = "The model takes texts: the ids of tokens in input cannot be read for it.";
  return textsOf(inputs) ?? { class: "unsupported", detail, param: "input" };
}

export type Purpose = "search_document" | "search_query" | "classification" | "clustering";

const purposes: Readonly<Record<string, Purpose>> = {
  search_document: "search_document",
  document: "search_document",
  passage: "search_document",
  search_query: "search_query",
  query: "search_query",
  classification: "classification",
  clustering: "clustering",
};

/** What the vectors are for, in the words of any provider; undefined where the client does not say. */
export function purposeOf({ inputType }: EmbeddingsRequest): Purpose | undefined | Failure {
  if (inputType === undefined) return undefined;
  if (Object.hasOwn(purposes, inputType)) return purposes[inputType];
  const detail = `input_type must be one of ${Object.keys(purposes).join(", ")}.`;
  return { class: "unsupported", detail, param: "input_type" };
}

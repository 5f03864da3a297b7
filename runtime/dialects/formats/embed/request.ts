/** Cohere's embed, as its own API and other hosts of its models take it. */
import type { TableTarget } from "../../../../schemas/table.ts";
import type { Failure } from "../../../failures.ts";
import type { EmbeddingsRequest } from "../../../operations/embeddings/request.ts";
import { sentDimensions } from "../../embedding-parameters.ts";
import { purposeOf, textInputs } from "../../embedding-texts.ts";

/** Texts of one request. */
export const MOST_TEXTS = 96;

/** A text that is too long is refused: one that was cut would stand for another. */
export function embedBody(asked: EmbeddingsRequest, target: TableTarget): Record<string, unknown> | Failure {
  const texts = textInputs(asked);
  if ("class" in texts) return texts;
  const purpose = purposeOf(asked) ?? "search_document";
  if (typeof purpose === "object") return purpose;
  const dimensions = sentDimensions(asked, target);
  if (typeof dimensions === "object") return dimensions;
  const sized = dimensions === undefined ? {} : { output_dimension: dimensions };
  return { texts, input_type: purpose, embedding_types: ["float"], truncate: "NONE", ...sized };
}

export function isFailure(body: Record<string, unknown> | Failure): body is Failure {
  return "class" in body;
}

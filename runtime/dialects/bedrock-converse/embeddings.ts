/** Models that make embeddings are invoked, each maker's with a body of its own. */
import type { TableTarget } from "../../../schemas/table.ts";
import type { Failure } from "../../failures.ts";
import type { EmbeddingsRequest } from "../../operations/embeddings/request.ts";
import type { EmbeddingsDialect } from "../dialect.ts";
import { droppedParameters } from "../embedding-parameters.ts";
import { textInputs } from "../embedding-texts.ts";
import { embedBody, isFailure, MOST_TEXTS } from "../formats/embed/request.ts";
import { readVectors, tokenCount } from "../read-vectors.ts";
import { bodyFailure } from "./errors.ts";
import { isObject } from "./wire.ts";

type Maker = "titan" | "nova" | "cohere";

export const embeddings: EmbeddingsDialect = {
  batch: (target) => (makerOf(target) === "cohere" ? MOST_TEXTS : 1),
  request(asked, target) {
    const maker = makerOf(target);
    const body = bodyFor(maker, asked, target);
    if (isFailure(body)) return body;
    return { body, dropped: droppedParameters(asked, { user: false, inputType: maker === "cohere" }) };
  },
  response(body, _, headers) {
    if (!isObject(body)) return { class: "malformed", detail: "the answer is not an object" };
    const list = vectorsIn(body);
    if (list === undefined) return bodyFailure(body);
    const vectors = readVectors(list);
    if ("class" in vectors) return vectors;
    const told = body.inputTextTokenCount ?? Number(headers["x-amzn-bedrock-input-token-count"]);
    return { vectors, ...tokenCount(told) };
  },
};

function makerOf({ model }: Pick<TableTarget, "model">): Maker | undefined {
  if (/(^|\.)amazon\.titan-embed/.test(model)) return "titan";
  if (/(^|\.)amazon\.nova/.test(model)) return "nova";
  return /(^|\.)cohere\.embed/.test(model) ? "cohere" : undefined;
}

/** A text that is too long is refused: one that was cut would stand for another. */
function bodyFor(
  maker: Maker | undefined,
  asked: EmbeddingsRequest,
  target: TableTarget,
): Record<string, unknown> | Failure {
  const texts = textInputs(asked);
  if ("class" in texts) return texts;
  const { dimensions } = asked;
  switch (maker) {
    case "titan":
      return { inputText: texts[0], ...(dimensions !== undefined && { dimensions }) };
    case "nova": {
      const text = { truncationMode: "NONE", value: texts[0] };
      const sized = dimensions === undefined ? {} : { embeddingDimension: dimensions };
      const singleEmbeddingParams = { embeddingPurpose: "GENERIC_INDEX", ...sized, text };
      return { schemaVersion: "nova-multimodal-embed-v1", taskType: "SINGLE_EMBEDDING", singleEmbeddingParams };
    }
    case "cohere":
      return embedBody(asked, target);
    default:
      return { class: "unsupported", detail: "How this model is asked for embeddings is not known." };
  }
}

/** One by itself, a list, a list by type, or a list of objects. */
function vectorsIn({ embedding, embeddings: list }: Record<string, unknown>): readonly unknown[] | undefined {
  if (embedding !== undefined) return [embedding];
  if (isObject(list)) return Array.isArray(list.float) ? list.float : undefined;
  return Array.isArray(list) ? list.map((each: unknown) => (isObject(each) ? each.embedding : each)) : undefined;
}

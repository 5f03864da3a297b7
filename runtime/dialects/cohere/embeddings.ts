import type { EmbeddingsDialect } from "../dialect.ts";
import { droppedParameters } from "../embedding-parameters.ts";
import { embedBody, isFailure, MOST_TEXTS } from "../formats/embed/request.ts";
import { readVectors, tokenCount } from "../read-vectors.ts";
import { bodyFailure } from "./errors.ts";
import { isObject } from "./wire.ts";

/** The second version of Cohere's embed. */
export const embeddings: EmbeddingsDialect = {
  batch: () => MOST_TEXTS,
  request(asked, target) {
    const body = embedBody(asked, target);
    if (isFailure(body)) return body;
    return {
      body: { model: target.model, ...body },
      dropped: droppedParameters(asked, { user: false, inputType: true }),
    };
  },
  response(body) {
    const list = isObject(body) && isObject(body.embeddings) ? body.embeddings.float : undefined;
    if (!Array.isArray(list)) return bodyFailure(isObject(body) ? body : {});
    const vectors = readVectors(list);
    if ("class" in vectors) return vectors;
    const meta = isObject(body) && isObject(body.meta) ? body.meta : {};
    const billed = isObject(meta.billed_units) ? meta.billed_units : {};
    return { vectors, ...tokenCount(billed.input_tokens) };
  },
};

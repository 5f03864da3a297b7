import type { EmbeddingsDialect } from "../dialect.ts";
import { droppedParameters } from "../embedding-parameters.ts";
import { textInputs } from "../embedding-texts.ts";
import { readVectors, tokenCount } from "../read-vectors.ts";
import { bodyFailure } from "./errors.ts";
import { isObject } from "./wire.ts";

/** Ollama's own embed. A text that is too long is refused: one that was cut would stand for another. */
export const embeddings: EmbeddingsDialect = {
  request(asked, { model }) {
    const input = textInputs(asked);
    if ("class" in input) return input;
    const { dimensions } = asked;
    const body = { model, input, truncate: false, ...(dimensions !== undefined && { dimensions }) };
    return { body, dropped: droppedParameters(asked, { user: false, inputType: false }) };
  },
  response(body) {
    if (!isObject(body) || !Array.isArray(body.embeddings)) return bodyFailure(isObject(body) ? body : {});
    const vectors = readVectors(body.embeddings);
    return "class" in vectors ? vectors : { vectors, ...tokenCount(body.prompt_eval_count) };
  },
};

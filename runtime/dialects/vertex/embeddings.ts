import type { EmbeddingsDialect } from "../dialect.ts";
import { droppedParameters } from "../embedding-parameters.ts";
import { purposeOf, textInputs } from "../embedding-texts.ts";
import { embeddingTasks } from "../formats/generate-content/embedding-tasks.ts";
import { bodyFailure } from "../formats/generate-content/errors.ts";
import { readVectors, tokenCount } from "../read-vectors.ts";

interface Prediction {
  embeddings?: { values?: unknown; statistics?: { token_count?: unknown } };
}

/** predict: a list of texts, of which the newest models take one. */
export const embeddings: EmbeddingsDialect = {
  batch: ({ batch = 1 }) => batch,
  request(asked) {
    const texts = textInputs(asked);
    if ("class" in texts) return texts;
    const purpose = purposeOf(asked);
    if (typeof purpose === "object") return purpose;
    const task = purpose === undefined ? {} : { task_type: embeddingTasks[purpose] };
    const body = {
      instances: texts.map((content) => ({ content, ...task })),
      ...(asked.dimensions !== undefined && { parameters: { outputDimensionality: asked.dimensions } }),
    };
    return { body, dropped: droppedParameters(asked, { user: false, inputType: true }) };
  },
  response(body) {
    const { predictions } = (body ?? {}) as { predictions?: unknown };
    if (!Array.isArray(predictions))
      return bodyFailure(body) ?? { class: "malformed", detail: "the answer has no embeddings" };
    const made = (predictions as (Prediction | null)[]).map((each) => each?.embeddings);
    const vectors = readVectors(made.map((each) => each?.values));
    if ("class" in vectors) return vectors;
    const counts = made.map((each) => Number(each?.statistics?.token_count));
    return { vectors, ...tokenCount(counts.reduce((sum, count) => sum + count, 0)) };
  },
};

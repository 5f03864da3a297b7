import type { EmbeddingsDialect } from "../dialect.ts";
import { droppedParameters } from "../embedding-parameters.ts";
import { purposeOf, textInputs } from "../embedding-texts.ts";
import { embeddingTasks } from "../formats/generate-content/embedding-tasks.ts";
import { bodyFailure } from "../formats/generate-content/errors.ts";
import { readVectors, tokenCount } from "../read-vectors.ts";

/** Texts of one request. */
const MOST_TEXTS = 100;

/** batchEmbedContents: each text is a request of its own, and names the model again. */
export const embeddings: EmbeddingsDialect = {
  batch: () => MOST_TEXTS,
  request(asked, target) {
    const texts = textInputs(asked);
    if ("class" in texts) return texts;
    const purpose = purposeOf(asked);
    if (typeof purpose === "object") return purpose;
    const each = {
      model: `models/${target.model}`,
      ...(asked.dimensions !== undefined && { outputDimensionality: asked.dimensions }),
      ...(purpose !== undefined && { taskType: embeddingTasks[purpose] }),
    };
    const requests = texts.map((text) => ({ ...each, content: { parts: [{ text }] } }));
    return { body: { requests }, dropped: droppedParameters(asked, { user: false, inputType: true }) };
  },
  response(body) {
    const { embeddings: list, usageMetadata: usage } = (body ?? {}) as {
      embeddings?: unknown;
      usageMetadata?: unknown;
    };
    if (!Array.isArray(list))
      return bodyFailure(body) ?? { class: "malformed", detail: "the answer has no embeddings" };
    const vectors = readVectors(list.map((each: { values?: unknown } | null) => each?.values));
    if ("class" in vectors) return vectors;
    return { vectors, ...tokenCount((usage as { promptTokenCount?: unknown } | undefined)?.promptTokenCount) };
  },
};

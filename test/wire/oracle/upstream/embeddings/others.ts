/** Titan on Bedrock, Cohere and Ollama. */
import { list } from "../dialects/dialect.ts";
import type { UpstreamEmbeddings } from "./dialect.ts";

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

export const titanEmbeddings: UpstreamEmbeddings = {
  members: { "": new Set(["inputText", "dimensions", "normalize", "embeddingTypes"]) },
  inputs: ({ inputText }) => [String(inputText)],
  dimensions: ({ dimensions }) => dimensions,
  answer: ({ vectors, counts }) => ({ embedding: vectors[0], inputTextTokenCount: counts[0] }),
};

export const cohereEmbeddings: UpstreamEmbeddings = {
  members: {
    "": new Set([
      ...["model", "texts", "inputs", "input_type", "embedding_types", "truncate", "output_dimension", "max_tokens"],
    ]),
  },
  inputs: ({ texts }) => list(texts).map(String),
  dimensions: ({ output_dimension }) => output_dimension,
  answer: ({ vectors, counts }, { texts }) => ({
    id: "e1",
    embeddings: { float: vectors },
    texts,
    meta: { api_version: { version: "2" }, billed_units: { input_tokens: sum(counts) } },
  }),
};

export const ollamaEmbeddings: UpstreamEmbeddings = {
  members: { "": new Set(["model", "input", "truncate", "dimensions", "options", "keep_alive"]), options: new Set([]) },
  inputs: ({ input }) => (typeof input === "string" ? [input] : list(input).map(String)),
  dimensions: ({ dimensions }) => dimensions,
  answer: ({ vectors, counts }) => ({ model: "as-served", embeddings: vectors, prompt_eval_count: sum(counts) }),
};

/** The two hosts' ways: many requests in one, and a prediction of instances. */
import { fields, list } from "../dialects/dialect.ts";
import type { UpstreamEmbeddings } from "./dialect.ts";

/** batchEmbedContents. */
export const geminiEmbeddings: UpstreamEmbeddings = {
  members: { "": new Set(["requests"]) },
  inputs: ({ requests }) =>
    list(requests).map((one) =>
      list(fields(fields(one).content).parts)
        .map((part) => String(fields(part).text))
        .join(""),
    ),
  dimensions: ({ requests }) => fields(list(requests)[0]).outputDimensionality,
  answer: ({ vectors, counts }) => ({
    embeddings: vectors.map((values) => ({ values })),
    usageMetadata: { promptTokenCount: counts.reduce((sum, count) => sum + count, 0) },
  }),
};

/** predict. */
export const vertexEmbeddings: UpstreamEmbeddings = {
  members: { "": new Set(["instances", "parameters"]), parameters: new Set(["outputDimensionality", "autoTruncate"]) },
  inputs: ({ instances }) => list(instances).map((one) => String(fields(one).content)),
  dimensions: ({ parameters }) => fields(parameters).outputDimensionality,
  answer: ({ vectors, counts }) => ({
    predictions: vectors.map((values, i) => ({
      embeddings: { values, statistics: { token_count: counts[i], truncated: false } },
    })),
  }),
};

/** generateContent in a project of the cloud. */
import { vertexEmbeddings } from "../embeddings/google.ts";
import type { UpstreamDialect } from "./dialect.ts";
import { askedAt, generateContent } from "./generate-content/format.ts";

export const vertex: UpstreamDialect = {
  ...generateContent,
  asked: (path) => askedAt("/publishers/google/models/", path),
  embeddings: vertexEmbeddings,
};

/** generateContent at the developers' API. */
import { geminiEmbeddings } from "../embeddings/google.ts";
import type { UpstreamDialect } from "./dialect.ts";
import { askedAt, generateContent } from "./generate-content/format.ts";

export const gemini: UpstreamDialect = {
  ...generateContent,
  asked: (path) => askedAt("/models/", path),
  embeddings: geminiEmbeddings,
};

/** generateContent in a project of the cloud. */
import { vertexEmbeddings } from "../embeddings/google.ts";
import type { UpstreamDialect } from "./dialect.ts";
import { askedAt, generateContent } from "./generate-content/format.ts";

/** As the developers' API has it, and this host refuses it. Texts have their quotes escaped. */
const CALL_WITH_ID = /"function(Call|Response)":\{"id":/;

export const vertex: UpstreamDialect = {
  ...generateContent,
  asked: (path) => askedAt("/publishers/google/models/", path),
  embeddings: vertexEmbeddings,
  fault: ({ contents }) => (JSON.stringify(contents).match(CALL_WITH_ID) ? "a call has an id" : undefined),
};

import { EmbeddingsSaid } from "../../../semantics/facts/embeddings-said.ts";
import type { EmbeddingsEndpoint } from "../endpoint.ts";
import { errorObject } from "../error-object.ts";
import { fixEmbeddings, isParameter, readEmbeddings } from "./read-request.ts";
import { writeAnswer } from "./write-answer.ts";

/** POST /v1/embeddings. */
export const embeddings: EmbeddingsEndpoint = {
  name: "embeddings",
  contentName: "input",
  wire: "embeddings",
  read: readEmbeddings,
  fix: fixEmbeddings,
  said: (body) => new EmbeddingsSaid(body),
  isParameter,
  answer: writeAnswer,
  refusal: (refusal) => JSON.stringify({ error: errorObject(refusal) }),
};

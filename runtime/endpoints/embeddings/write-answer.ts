/** The neutral answer as clients of this endpoint read it: in the order of the inputs, in the encoding that was asked for. */

import { toBase64, toFloats } from "../../operations/embeddings/vector.ts";
import type { EmbeddingsEndpoint } from "../endpoint.ts";

export const writeAnswer: EmbeddingsEndpoint["answer"] = ({ vectors, inputTokens }, model, { encoding }) => {
  const write = encoding === "base64" ? toBase64 : toFloats;
  const data = vectors.map((vector, index) => ({ object: "embedding", index, embedding: write(vector) }));
  return JSON.stringify({
    object: "list",
    data,
    model,
    usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
  });
};

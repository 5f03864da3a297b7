/** Requests for embeddings that the official client could send, and the parameters that come beside its own. */
import type OpenAI from "openai";

/** With what comes beside the client's own parameters. */
export type EmbeddingsBody = OpenAI.EmbeddingCreateParams & { input_type?: string | null; metadata?: object | null };

export const textsToEmbed: EmbeddingsBody = {
  model: "embed",
  input: ["one text", "another"],
  dimensions: 2,
  encoding_format: "float",
  user: "u1",
  input_type: "search_query",
  metadata: { note: "a" },
};

export const idsToEmbed: EmbeddingsBody = { model: "embed", input: [[1, 2], [3]], encoding_format: "base64" };

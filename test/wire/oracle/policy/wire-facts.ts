/** Where each API has its endpoints, and in which header it takes a key: from its documentation. */
import type { SpokenDialect } from "../upstream/dialects/upstream-dialects.ts";

export interface WireFacts {
  /** Behind the provider's URL; `{model}` stands for the model's name. */
  readonly paths: Readonly<Record<string, string>>;
  readonly header: string;
  /** The word before the key. */
  readonly scheme?: string;
  /** The catalog's own provider and a model of it, by which its requests are made: nothing is said of them here. */
  readonly like?: { readonly provider: string; readonly model: string };
}

const bearer = { header: "authorization", scheme: "Bearer" };
const google = "/publishers/google/models/{model}";
const deployment = "/openai/deployments/{model}";

const vertexLike = (model: string) => ({ provider: "vertex", model: `vertex/${model}` });

export const wireFacts: Readonly<Record<SpokenDialect, WireFacts>> = {
  openai: { paths: { chat: "/chat/completions", embeddings: "/embeddings" }, ...bearer },
  "azure-openai": {
    paths: {
      chat: `${deployment}/chat/completions?api-version=2024-10-21`,
      embeddings: `${deployment}/embeddings?api-version=2024-10-21`,
    },
    header: "api-key",
  },
  anthropic: { paths: { chat: "/messages" }, header: "x-api-key" },
  gemini: {
    paths: {
      chat: "/models/{model}:generateContent",
      chatStream: "/models/{model}:streamGenerateContent?alt=sse",
      embeddings: "/models/{model}:batchEmbedContents",
    },
    header: "x-goog-api-key",
  },
  vertex: {
    paths: {
      chat: `${google}:generateContent`,
      chatStream: `${google}:streamGenerateContent?alt=sse`,
      embeddings: `${google}:predict`,
    },
    ...bearer,
  },
  "bedrock-converse": {
    paths: {
      chat: "/model/{model}/converse",
      chatStream: "/model/{model}/converse-stream",
      embeddings: "/model/{model}/invoke",
    },
    ...bearer,
  },
  cohere: { paths: { chat: "/chat", embeddings: "/embed" }, ...bearer },
  "openai-responses": { paths: { chat: "/responses" }, ...bearer },
  "vertex@anthropic": { paths: {}, ...bearer, like: vertexLike("claude-sonnet-4-5@20250929") },
  "vertex@mistral": { paths: {}, ...bearer, like: vertexLike("mistral-small-2503") },
  "vertex@openai": { paths: {}, ...bearer, like: vertexLike("openai/gpt-oss-120b-maas") },
  ollama: { paths: { chat: "/api/chat", embeddings: "/api/embed" }, ...bearer },
};

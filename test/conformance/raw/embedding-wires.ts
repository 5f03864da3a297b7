/** A whole answer with one vector of two numbers, as each provider's documentation shows it. */
import type { DialectName } from "../../../schemas/dialects.ts";

type Body = (vector: readonly number[]) => object;

const openai: Body = (embedding) => ({
  object: "list",
  data: [{ object: "embedding", index: 0, embedding }],
  model: "up",
  usage: { prompt_tokens: 3, total_tokens: 3 },
});

export const embeddingWires: readonly { dialect: DialectName; model: string; body: Body }[] = [
  { dialect: "openai", model: "up", body: openai },
  { dialect: "azure-openai", model: "up", body: openai },
  { dialect: "gemini", model: "gemini-embedding-001", body: (values) => ({ embeddings: [{ values }] }) },
  {
    dialect: "vertex",
    model: "text-embedding-005",
    body: (values) => ({ predictions: [{ embeddings: { values, statistics: { truncated: false, token_count: 3 } } }] }),
  },
  {
    dialect: "bedrock-converse",
    model: "amazon.titan-embed-text-v2:0",
    body: (embedding) => ({ embedding, inputTextTokenCount: 3 }),
  },
  {
    dialect: "cohere",
    model: "embed-v4.0",
    body: (vector) => ({ id: "e1", embeddings: { float: [vector] }, meta: { billed_units: { input_tokens: 3 } } }),
  },
  {
    dialect: "ollama",
    model: "nomic-embed-text",
    body: (vector) => ({ model: "up", embeddings: [vector], prompt_eval_count: 3 }),
  },
];

export interface ClientSpec {
  /** As its makers call it. */
  readonly name: string;
  readonly language: "node" | "python";
  /** In the folder of its language. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The endpoint that it calls. */
  readonly endpoint: string;
}

export const clients: readonly ClientSpec[] = [
  { name: "openai (npm)", language: "node", script: "openai.mjs", endpoint: "/v1/chat/completions" },
  { name: "openai (PyPI)", language: "python", script: "openai_client.py", endpoint: "/v1/chat/completions" },
  {
    name: "ai with @ai-sdk/openai-compatible",
    language: "node",
    script: "ai-sdk.mjs",
    env: { AI_SDK: "openai-compatible" },
    endpoint: "/v1/chat/completions",
  },
  {
    name: "ai with @ai-sdk/openai",
    language: "node",
    script: "ai-sdk.mjs",
    env: { AI_SDK: "openai" },
    endpoint: "/v1/responses",
  },
  { name: "@langchain/openai", language: "node", script: "langchain.mjs", endpoint: "/v1/chat/completions" },
  { name: "langchain-openai", language: "python", script: "langchain_client.py", endpoint: "/v1/chat/completions" },
  { name: "@llamaindex/openai", language: "node", script: "llamaindex.mjs", endpoint: "/v1/chat/completions" },
  { name: "litellm", language: "python", script: "litellm_client.py", endpoint: "/v1/chat/completions" },
  { name: "@anthropic-ai/sdk", language: "node", script: "anthropic.mjs", endpoint: "/v1/messages" },
  { name: "anthropic (PyPI)", language: "python", script: "anthropic_client.py", endpoint: "/v1/messages" },
];

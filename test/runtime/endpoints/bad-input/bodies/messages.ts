/** Messages bodies that the official client could send; together they say every member that is taken. */
import type Anthropic from "@anthropic-ai/sdk";
import { pixel } from "../../../../simulator/pixel.ts";

/** The client no longer offers what only older models take; the API still has it. */
export type MessagesBody = Anthropic.MessageCreateParams & {
  temperature?: number | null;
  top_p?: number | null;
  top_k?: number | null;
  speed?: string | null;
  context_management?: object | null;
};

export type CountedBody = Anthropic.MessageCountTokensParams & Omit<MessagesBody, keyof Anthropic.MessageCreateParams>;

const cache_control = { type: "ephemeral", ttl: "5m" } as const;
const schema = { type: "object", properties: { place: { type: "string" } }, additionalProperties: false } as const;

/** What every dialect can be asked. */
export const plainMessages: MessagesBody = {
  model: "chat",
  max_tokens: 3_000,
  system: [{ type: "text", text: "Be brief.", cache_control }],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Hello", cache_control },
        { type: "image", source: { type: "base64", media_type: "image/jpeg", data: pixel }, cache_control },
        { type: "document", title: "t", source: { type: "text", media_type: "text/plain", data: "words" } },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "more" }] }, context: "old" },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Hm.", signature: "c2ln" },
        { type: "redacted_thinking", data: "ZGF0YQ==" },
        { type: "text", text: "Let me look." },
        { type: "tool_use", id: "toolu_1", name: "look", input: { place: "here" }, cache_control },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_1",
          content: [{ type: "text", text: "Seen." }],
          is_error: false,
          cache_control,
        },
        { type: "text", text: "And?" },
      ],
    },
  ],
  tools: [{ name: "look", type: "custom", description: "Looks.", input_schema: schema, strict: false, cache_control }],
  tool_choice: { type: "auto", disable_parallel_tool_use: false },
  thinking: { type: "enabled", budget_tokens: 1_024 },
  output_config: { effort: "low", format: { type: "json_schema", schema } },
  metadata: { user_id: "u" },
  stop_sequences: ["END"],
  temperature: 1,
  top_p: 0.99,
  top_k: 5,
  cache_control,
  service_tier: "auto",
  stream: false,
};

/** What only the Messages API can say. */
export const ownMessages: MessagesBody = {
  model: "chat",
  max_tokens: 3_000,
  system: "Be brief.",
  messages: [
    {
      role: "user",
      content: [
        { type: "image", source: { type: "url", url: "https://pictures.example/a.png" } },
        {
          type: "document",
          source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjQK" },
          citations: { enabled: true },
        },
        {
          type: "search_result",
          source: "https://a.example",
          title: "A",
          content: [{ type: "text", text: "Found." }],
        },
      ],
    },
    { role: "assistant", content: "Seen." },
    { role: "user", content: "Go on." },
  ],
  tools: [{ type: "bash_20250124", name: "bash" }],
  tool_choice: { type: "tool", name: "bash" },
  thinking: { type: "disabled" },
  stream: true,
  speed: "standard",
  context_management: { edits: [{ type: "clear_tool_uses_20250919", keep: { type: "tool_uses", value: 3 } }] },
};

/** Chat completions that the official client could send; together they say every parameter. */
import type OpenAI from "openai";
import { pixel } from "../../../../simulator/pixel.ts";

export type ChatBody = OpenAI.ChatCompletionCreateParams;

const schema = {
  type: "object",
  properties: { place: { type: "string", enum: ["here", "there"] } },
  required: ["place"],
  additionalProperties: false,
};

/** What every dialect can be asked. */
export const plainChat: ChatBody = {
  model: "chat",
  messages: [
    { role: "developer", content: [{ type: "text", text: "Be brief." }] },
    { role: "system", content: "Be kind.", name: "house" },
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: `data:image/jpeg;base64,${pixel}`, detail: "low" } },
      ],
    },
    {
      role: "assistant",
      content: [{ type: "text", text: "Let me look." }],
      tool_calls: [{ id: "call_1", type: "function", function: { name: "look", arguments: '{"place":"here"}' } }],
    },
    { role: "tool", tool_call_id: "call_1", content: [{ type: "text", text: "A dot." }] },
    { role: "assistant", content: null, refusal: "I may not say." },
    { role: "user", content: "And now?", name: "ann" },
  ],
  tools: [{ type: "function", function: { name: "look", description: "Looks.", parameters: schema, strict: true } }],
  tool_choice: { type: "function", function: { name: "look" } },
  parallel_tool_calls: false,
  response_format: {
    type: "json_schema",
    json_schema: { name: "place", description: "Where.", schema, strict: true },
  },
  max_tokens: 300,
  max_completion_tokens: 200,
  n: 1,
  temperature: 0.5,
  top_p: 0.9,
  presence_penalty: 0.1,
  frequency_penalty: -0.1,
  logit_bias: { "50256": -100 },
  logprobs: true,
  top_logprobs: 2,
  seed: 7,
  stop: ["END"],
  reasoning_effort: "low",
  verbosity: "low",
  stream: false,
  service_tier: "default",
  moderation: { model: "omni-moderation-latest" },
  store: false,
  metadata: { note: "a" },
  user: "u1",
  safety_identifier: "s1",
  prompt_cache_key: "k1",
  prompt_cache_retention: "24h",
  prompt_cache_options: { mode: "implicit", ttl: "30m" },
};

/** What only chat completions can say. */
export const ownChat: ChatBody = {
  model: "chat",
  messages: [
    {
      role: "user",
      content: [
        { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } },
        { type: "image_url", image_url: { url: "https://pictures.example/a.png" } },
        { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0xLjQK" } },
      ],
    },
    { role: "assistant", content: [{ type: "refusal", refusal: "No." }], audio: { id: "audio_1" } },
    {
      role: "assistant",
      content: "Then so.",
      tool_calls: [{ id: "call_2", type: "custom", custom: { name: "write", input: "abc" } }],
    },
    { role: "tool", tool_call_id: "call_2", content: "Written." },
    { role: "assistant", content: null, function_call: { name: "old", arguments: "{}" } },
    { role: "function", name: "old", content: "Done." },
    { role: "user", content: "Go on." },
  ],
  tools: [
    {
      type: "custom",
      custom: {
        name: "write",
        description: "Writes.",
        format: { type: "grammar", grammar: { syntax: "regex", definition: "[a-z]+" } },
      },
    },
    { type: "custom", custom: { name: "say", format: { type: "text" } } },
  ],
  tool_choice: {
    type: "allowed_tools",
    allowed_tools: { mode: "auto", tools: [{ type: "custom", custom: { name: "write" } }] },
  },
  functions: [{ name: "old", description: "Old.", parameters: schema }],
  function_call: { name: "old" },
  prediction: { type: "content", content: [{ type: "text", text: "Perhaps." }] },
  modalities: ["text", "audio"],
  audio: { voice: "alloy", format: "mp3" },
  n: 2,
  stop: "END",
  response_format: { type: "json_object" },
  stream: true,
  stream_options: { include_usage: true, include_obfuscation: false },
  web_search_options: {
    search_context_size: "low",
    user_location: { type: "approximate", approximate: { city: "Oslo", country: "NO", region: "Oslo" } },
  },
};

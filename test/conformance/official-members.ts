/** Each member that the official clients' types have, with each kind of legal value. A new version's new member fails to compile here. */
import type Anthropic from "@anthropic-ai/sdk";
import type OpenAI from "openai";
import type { MessagesBody } from "../runtime/endpoints/bad-input/bodies/messages.ts";
import { pixel } from "../simulator/pixel.ts";

export type Members<T> = { readonly [K in keyof T]-?: readonly (T[K] | null)[] };

type Chat = OpenAI.ChatCompletionCreateParamsNonStreaming & Pick<OpenAI.ChatCompletionCreateParamsStreaming, never>;
type Responses = OpenAI.Responses.ResponseCreateParamsNonStreaming;
type Messages = Omit<MessagesBody, "stream" | "container" | "inference_geo">;

export const schema = {
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"] as string[],
  additionalProperties: false,
} as const;
export const tool = {
  type: "function",
  function: { name: "f", description: "F.", parameters: schema, strict: true },
} as const;
const picture = `data:image/jpeg;base64,${pixel}`;
const pdf = "JVBERi0xLjQK";
export const user = (
  content: OpenAI.ChatCompletionUserMessageParam["content"],
): OpenAI.ChatCompletionMessageParam[] => [{ role: "user", content }];

export const chat: Members<Omit<Chat, "stream" | "functions" | "function_call">> = {
  messages: [
    user("Hi"),
    user([{ type: "text", text: "Hi" }]),
    user([{ type: "image_url", image_url: { url: picture, detail: "high" } }]),
    [{ role: "developer", content: "A", name: "n" }, ...user("Hi")],
    [{ role: "system", content: [{ type: "text", text: "A" }] }, ...user("Hi")],
    [...user("Hi"), { role: "assistant", content: "Hello", name: "n" }, ...user("And?")],
    [...user("Hi"), { role: "assistant", content: [{ type: "refusal", refusal: "No" }] }, ...user("And?")],
    [...user("Hi"), { role: "assistant", refusal: "No" }, ...user("And?")],
    [
      ...user("Hi"),
      { role: "assistant", tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }] },
      { role: "tool", tool_call_id: "c", content: [{ type: "text", text: "1" }] },
    ],
  ],
  model: ["chat"],
  audio: [null, { voice: "alloy", format: "mp3" }, { voice: { id: "v" }, format: "pcm16" }],
  frequency_penalty: [null, 0, -2, 2, 0.5],
  logit_bias: [null, {}, { "50256": -100 }],
  logprobs: [null, true, false],
  max_completion_tokens: [null, 1, 100_000],
  max_tokens: [null, 1, 100_000],
  metadata: [null, {}, { a: "b" }],
  modalities: [null, ["text"]],
  moderation: [null, { model: "omni-moderation-latest" }],
  n: [null, 1],
  parallel_tool_calls: [true, false],
  prediction: [null, { type: "content", content: "a" }, { type: "content", content: [{ type: "text", text: "a" }] }],
  presence_penalty: [null, 0, -2, 2],
  prompt_cache_key: ["k"],
  prompt_cache_options: [{ mode: "implicit", ttl: "30m" }, {}],
  prompt_cache_retention: [null, "24h"],
  reasoning_effort: [null, "none", "minimal", "low", "medium", "high", "xhigh"],
  response_format: [
    { type: "text" },
    { type: "json_object" },
    { type: "json_schema", json_schema: { name: "p" } },
    { type: "json_schema", json_schema: { name: "p", description: "P.", schema, strict: null } },
  ],
  safety_identifier: ["s"],
  seed: [null, 0, 7, -7],
  service_tier: [null, "auto", "default", "flex", "scale", "priority"],
  stop: [null, "END", ["A", "B", "C", "D"]],
  store: [null, true, false],
  stream_options: [null],
  temperature: [null, 0, 1, 2],
  tool_choice: ["none", "auto", "required", { type: "function", function: { name: "f" } }],
  tools: [[tool], [{ type: "function", function: { name: "f" } }], []],
  top_logprobs: [null, 0, 20],
  top_p: [null, 0, 1],
  user: ["u"],
  verbosity: [null, "low", "medium", "high"],
  web_search_options: [
    {},
    { search_context_size: "high", user_location: { type: "approximate", approximate: { city: "Oslo" } } },
    { user_location: null },
  ],
};

/** What chat completions alone can say, or other targets are sent as bytes: one of another kind cannot be asked so. */
export const ownChat: { readonly [K in keyof Chat]?: readonly Chat[K][] } = {
  n: [2, 128],
  modalities: [["text", "audio"]],
  messages: [
    user([{ type: "image_url", image_url: { url: "https://pictures.example/a.png" } }]),
    user([{ type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } }]),
    user([{ type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${pdf}` } }]),
    [
      ...user("Hi"),
      { role: "assistant", content: null, function_call: { name: "f", arguments: "{}" } },
      { role: "function", name: "f", content: "1" },
    ],
    [
      ...user("Hi"),
      { role: "assistant", tool_calls: [{ id: "c", type: "custom", custom: { name: "w", input: "a" } }] },
      { role: "tool", tool_call_id: "c", content: "1" },
    ],
    [...user("Hi"), { role: "assistant", audio: { id: "a" } }, ...user("And?")],
  ],
  tools: [[{ type: "custom", custom: { name: "w", format: { type: "text" } } }]],
  tool_choice: [
    { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] } },
    { type: "custom", custom: { name: "w" } },
  ],
  functions: [[{ name: "f" }], [{ name: "f", description: "F.", parameters: schema }]],
  function_call: ["none", "auto", { name: "f" }],
};

const said = (content: OpenAI.Responses.ResponseInputMessageContentList): OpenAI.Responses.ResponseInput => [
  { role: "user", content },
];

export const responses: Members<Omit<Responses, "stream">> = {
  access_programs: [{ cyber: "standard" }],
  background: [null, false],
  context_management: [null, [{ type: "compaction", compact_threshold: 5_000 }]],
  conversation: [null],
  image: [{ context_compression: "enabled" }],
  include: [
    null,
    [],
    [
      ...(["file_search_call.results", "web_search_call.results", "web_search_call.action.sources"] as const),
      ...(["message.input_image.image_url", "computer_call_output.output.image_url"] as const),
      ...(["code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs"] as const),
    ],
  ],
  input: [
    "Hi",
    said([{ type: "input_text", text: "Hi" }]),
    said([{ type: "input_image", image_url: picture, detail: "auto" }]),
  ],
  instructions: [null, "Be brief."],
  max_output_tokens: [null, 16, 100_000],
  max_tool_calls: [null, 3],
  metadata: [null, {}, { a: "b" }],
  model: ["chat"],
  moderation: [null, { model: "omni-moderation-latest" }],
  parallel_tool_calls: [null, true, false],
  previous_response_id: [null],
  prompt: [null],
  prompt_cache_key: ["k"],
  prompt_cache_options: [{ mode: "implicit", ttl: "30m" }, {}],
  prompt_cache_retention: [null, "24h"],
  reasoning: [
    null,
    {},
    ...(["none", "minimal", "low", "medium", "high", "xhigh"] as const).map((effort) => ({ effort })),
    ...(["auto", "concise", "detailed"] as const).map((summary) => ({ summary, generate_summary: summary })),
  ],
  safety_identifier: ["s"],
  service_tier: [null, "auto", "default", "flex", "scale", "priority"],
  store: [null, true, false],
  stream_options: [null],
  temperature: [null, 0, 1, 2],
  text: [
    {},
    { format: { type: "text" } },
    { format: { type: "json_object" } },
    { format: { type: "json_schema", name: "p", description: "P.", schema, strict: null } },
    ...([null, "low", "medium", "high"] as const).map((verbosity) => ({ verbosity })),
  ],
  tool_choice: ["none", "auto", "required", { type: "function", name: "f" }],
  tools: [
    [],
    [{ type: "function", name: "f", parameters: schema, strict: true }],
    [{ type: "function", name: "f", parameters: null, strict: null }],
  ],
  top_logprobs: [null, 0, 20],
  top_p: [null, 0, 1],
  truncation: [null, "auto", "disabled"],
  user: ["u"],
};

export const block = (...content: Anthropic.ContentBlockParam[]): Anthropic.MessageParam[] => [
  { role: "user", content },
];
const cached = { type: "ephemeral", ttl: "1h" } as const;

export const messages: Members<Messages> = {
  max_tokens: [1, 100_000],
  messages: [
    [{ role: "user", content: "Hi" }],
    block({ type: "text", text: "Hi", cache_control: cached }),
    block({ type: "image", source: { type: "base64", media_type: "image/jpeg", data: pixel } }),
    block({
      type: "document",
      source: { type: "text", media_type: "text/plain", data: "a" },
      title: "t",
      context: "c",
    }),
    block({ type: "document", source: { type: "content", content: "a" } }),
    [
      ...block({ type: "text", text: "Hi" }),
      { role: "assistant", content: "Hello" },
      ...block({ type: "text", text: "A" }),
    ],
    [
      ...block({ type: "text", text: "Hi" }),
      { role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input: {} }] },
      ...block({ type: "tool_result", tool_use_id: "t", content: "1", is_error: true }),
    ],
    [
      ...block({ type: "text", text: "Hi" }),
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm", signature: "c2ln" },
          { type: "text", text: "A" },
        ],
      },
      ...block({ type: "text", text: "And?" }),
    ],
  ],
  model: ["chat"],
  cache_control: [null, { type: "ephemeral" }, cached],
  context_management: [null, { edits: [{ type: "clear_tool_uses_20250919" }] }],
  diagnostics: [null, { previous_message_id: null }],
  speed: [null, "standard"],
  user_profile_id: [null],
  workspace_id: [null],
  metadata: [{}, { user_id: null }, { user_id: "u" }],
  output_config: [
    {},
    ...([null, "low", "medium", "high", "xhigh", "max"] as const).map((effort) => ({ effort })),
    { format: { type: "json_schema", schema } },
  ],
  service_tier: ["auto", "standard_only"],
  stop_sequences: [[], ["A", "B"]],
  system: ["Be brief.", [{ type: "text", text: "Be brief.", cache_control: cached }]],
  temperature: [0, 1],
  thinking: [
    { type: "disabled" },
    { type: "adaptive" },
    { type: "adaptive", display: "summarized" },
    { type: "enabled", budget_tokens: 1_024 },
  ],
  tool_choice: [
    { type: "auto", disable_parallel_tool_use: true },
    { type: "any" },
    { type: "none" },
    { type: "tool", name: "f" },
  ],
  tools: [
    [],
    [{ name: "f", input_schema: schema, description: "F.", cache_control: cached, strict: true }],
    [{ name: "f", type: "custom", input_schema: schema, input_examples: [{ a: "b" }], eager_input_streaming: true }],
  ],
  top_k: [1, 500],
  top_p: [0, 1],
};

export const embeddings: Members<OpenAI.EmbeddingCreateParams> = {
  input: ["Hi", ["Hi", "you"], [1, 2], [[1, 2], [3]]],
  model: ["chat"],
  dimensions: [1, 3],
  encoding_format: ["float", "base64"],
  user: ["u"],
};

export const ownMessages: Pick<Members<Messages>, "messages" | "tools"> = {
  messages: [
    block({ type: "image", source: { type: "url", url: "https://pictures.example/a.png" } }),
    block({
      type: "document",
      source: { type: "base64", media_type: "application/pdf", data: pdf },
      citations: { enabled: true },
    }),
    block({ type: "search_result", source: "https://a.example", title: "A", content: [{ type: "text", text: "F" }] }),
  ],
  tools: [
    [{ type: "bash_20250124", name: "bash" }],
    [{ type: "text_editor_20250728", name: "str_replace_based_edit_tool" }],
  ],
};

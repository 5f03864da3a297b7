/** The parameters of the chat operation: all that OpenAI's chat completions take. Nothing else is sent to a provider. */
import type { Parameter, ParameterType } from "./parameter.ts";

export type ChatParameterName =
  | "model"
  | "messages"
  | "tools"
  | "tool_choice"
  | "parallel_tool_calls"
  | "functions"
  | "function_call"
  | "response_format"
  | "prediction"
  | "max_completion_tokens"
  | "n"
  | "modalities"
  | "audio"
  | "temperature"
  | "top_p"
  | "presence_penalty"
  | "frequency_penalty"
  | "logit_bias"
  | "logprobs"
  | "top_logprobs"
  | "seed"
  | "stop"
  | "reasoning_effort"
  | "verbosity"
  | "stream"
  | "stream_options"
  | "service_tier"
  | "web_search_options"
  | "moderation"
  | "store"
  | "metadata"
  | "user"
  | "safety_identifier"
  | "prompt_cache_key"
  | "prompt_cache_retention"
  | "prompt_cache_options";

const ofClient = "It belongs to the client: its answer is read by what it asked for.";
const object: ParameterType = { kind: "object" };
const list: ParameterType = { kind: "list" };
const boolean: ParameterType = { kind: "boolean" };
const tokens: ParameterType = { kind: "whole", from: 1, to: Number.MAX_SAFE_INTEGER };
const penalty: ParameterType = { kind: "number", from: -2, to: 2 };
/** Names and ids. */
const short: ParameterType = { kind: "text", most: 1_024 };

export const chatParameters: Readonly<Record<ChatParameterName, Parameter>> = {
  model: {
    type: short,
    effect: "control",
    reserved: "Which model answers is said by `use` and `otherwise`.",
    about: "The route, or the model that answers.",
  },
  messages: { type: list, effect: "content", reserved: ofClient, about: "The conversation so far." },
  tools: { type: list, effect: "content", reserved: ofClient, about: "The tools that the model may call." },
  tool_choice: { type: { kind: "text-or-object" }, effect: "content", about: "Which tool is called, if any." },
  parallel_tool_calls: { type: boolean, effect: "none", about: "Whether several tools may be called at once." },
  functions: { type: list, effect: "content", reserved: ofClient, about: "The older form of `tools`." },
  function_call: {
    type: { kind: "text-or-object" },
    effect: "content",
    reserved: ofClient,
    about: "The older form of `tool_choice`.",
  },
  response_format: { type: object, effect: "content", about: "The form of the answer: text, JSON, or a JSON Schema." },
  prediction: {
    type: object,
    effect: "content",
    reserved: ofClient,
    about: "Text that the answer will mostly repeat.",
  },
  max_completion_tokens: {
    type: tokens,
    effect: "output-bound",
    spellings: ["max_tokens"],
    about: "The most tokens of an answer, reasoning included; the smallest of client, route and model is sent.",
  },
  n: {
    type: { kind: "whole", from: 1, to: 128 },
    effect: "answers",
    fixed: { kind: "whole", from: 1, to: 1 },
    about: "How many answers are made; each is billed.",
  },
  modalities: { type: list, effect: "price", reserved: ofClient, about: "What the answer is made of: text, audio." },
  audio: { type: object, effect: "price", reserved: ofClient, about: "Voice and format of a spoken answer." },
  temperature: { type: { kind: "number", from: 0, to: 2 }, effect: "none", about: "How freely the model chooses." },
  top_p: { type: { kind: "number", from: 0, to: 1 }, effect: "none", about: "The share of the likeliest tokens." },
  presence_penalty: { type: penalty, effect: "none", about: "Against words that were said before." },
  frequency_penalty: { type: penalty, effect: "none", about: "Against words that were said often." },
  logit_bias: { type: object, effect: "none", about: "Tokens that are made likelier or less likely." },
  logprobs: { type: boolean, effect: "none", about: "Whether the answer says how likely its tokens were." },
  top_logprobs: {
    type: { kind: "whole", from: 0, to: 20 },
    effect: "none",
    about: "How many other tokens are named with how likely they were.",
  },
  seed: {
    type: { kind: "whole", from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER },
    effect: "none",
    about: "The same seed should give the same answer.",
  },
  stop: { type: { kind: "texts" }, effect: "content", about: "Texts before which the answer ends." },
  reasoning_effort: {
    type: { kind: "word", of: ["none", "minimal", "low", "medium", "high", "xhigh", "max", "default"] },
    effect: "none",
    about: "How much the model thinks; thinking counts as output.",
  },
  verbosity: { type: { kind: "word", of: ["low", "medium", "high"] }, effect: "none", about: "How much is said." },
  stream: { type: boolean, effect: "none", reserved: ofClient, about: "Whether the answer comes in pieces." },
  stream_options: {
    type: object,
    effect: "none",
    reserved: ofClient,
    about: "Whether the client is told the usage of a stream; the provider is always asked for it.",
  },
  service_tier: {
    type: { kind: "text", most: 64 },
    effect: "price",
    about: "Faster or cheaper service; sent only where the price of that tier is known.",
  },
  web_search_options: {
    type: object,
    effect: "fee",
    about: "A search of the web; sent only where its fee is known.",
  },
  moderation: { type: object, effect: "none", about: "A check of what is asked and answered." },
  store: { type: boolean, effect: "none", about: "Whether the provider keeps the answer." },
  metadata: {
    type: object,
    effect: "none",
    about: "Notes of the client; what the policy reads of them goes no further.",
  },
  user: { type: short, effect: "none", about: "An opaque id of the end user." },
  safety_identifier: { type: short, effect: "none", about: "An opaque id of the end user, for checks of abuse." },
  prompt_cache_key: { type: short, effect: "none", about: "Requests with the same key share the provider's cache." },
  prompt_cache_retention: {
    type: { kind: "word", of: ["in_memory", "in-memory", "24h"] },
    effect: "none",
    about: "How long the provider keeps what it cached.",
  },
  prompt_cache_options: {
    type: object,
    effect: "price",
    about: "Where the provider's cache begins, and for how long.",
  },
};

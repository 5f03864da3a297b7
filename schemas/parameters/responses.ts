/** The parameters of the endpoint `/v1/responses`: what each is by the names of the chat operation, and what becomes of the others. */
import type { ChatParameterName } from "./chat.ts";
import { chatParameters } from "./chat.ts";
import type { ParameterType } from "./parameter.ts";

export interface ResponsesParameter {
  readonly type: ParameterType;
  /** The parameter of the operation that it is, or that is made of it. */
  readonly is?: ChatParameterName;
  /** It is left out and named in `x-pointsman-dropped`, unless it is null or one of these. */
  readonly leftOut?: readonly unknown[];
  /** Values other than null and false are refused: why, and the way out. */
  readonly refused?: string;
  /** One sentence for people. */
  readonly about: string;
}

const object: ParameterType = { kind: "object" };
const list: ParameterType = { kind: "list" };
const boolean: ParameterType = { kind: "boolean" };
const nothingKept = "Nothing is kept here between requests";

/** The same as the operation's parameter of that name. */
function same(name: ChatParameterName): ResponsesParameter {
  const { type, about } = chatParameters[name];
  return { type, is: name, about };
}

export const responsesParameters: Readonly<Record<string, ResponsesParameter>> = {
  model: same("model"),
  input: { type: { kind: "text-or-list" }, is: "messages", about: "A text by the user, or the items so far." },
  instructions: {
    type: { kind: "text", most: 10_485_760 },
    is: "messages",
    about: "What the system says before all else.",
  },
  tools: {
    type: list,
    is: "tools",
    about:
      "Functions and free-form tools that the model may call; tools that the provider runs are left out or refused.",
  },
  tool_choice: { type: { kind: "text-or-object" }, is: "tool_choice", about: "Which tool is called, if any." },
  parallel_tool_calls: same("parallel_tool_calls"),
  text: { type: object, is: "response_format", about: "The form of the answer, and its `verbosity`." },
  reasoning: { type: object, is: "reasoning_effort", about: "How much the model thinks: `effort`." },
  max_output_tokens: { ...same("max_completion_tokens"), is: "max_completion_tokens" },
  temperature: same("temperature"),
  top_p: same("top_p"),
  stream: same("stream"),
  stream_options: { type: object, about: "Padding of the stream's events; there is none." },
  include: { type: list, about: "What is told beside the answer; `reasoning.encrypted_content` is." },
  store: {
    type: boolean,
    leftOut: [false],
    about: "Nothing is kept. Unless it is false, ids of items carry their content, so that they can be referred to.",
  },
  metadata: same("metadata"),
  service_tier: same("service_tier"),
  user: same("user"),
  safety_identifier: same("safety_identifier"),
  prompt_cache_key: same("prompt_cache_key"),
  prompt_cache_retention: same("prompt_cache_retention"),
  prompt_cache_options: same("prompt_cache_options"),
  moderation: same("moderation"),
  truncation: {
    type: { kind: "word", of: ["auto", "disabled"] },
    leftOut: ["disabled"],
    about: "Whether an input that is too long is cut; it is not.",
  },
  top_logprobs: { type: { kind: "whole", from: 0, to: 20 }, leftOut: [0], about: "Answers name no other tokens." },
  max_tool_calls: {
    type: { kind: "whole", from: 1, to: Number.MAX_SAFE_INTEGER },
    leftOut: [],
    about: "It bounds tools that the provider runs.",
  },
  context_management: { type: list, leftOut: [], about: "The history is the client's to shorten." },
  background: {
    type: boolean,
    refused: `must be false: ${nothingKept}. Send it with "stream": true and read to the end.`,
    about: "Answering after the connection is closed; refused.",
  },
  previous_response_id: {
    type: { kind: "text", most: 10_485_760 },
    refused: `cannot be used: ${nothingKept}. Send the earlier items in input, or refer to them by item_reference.`,
    about: "Going on from a kept answer; refused.",
  },
  conversation: {
    type: { kind: "text-or-object" },
    refused: `cannot be used: ${nothingKept}. Send the earlier items in input, or refer to them by item_reference.`,
    about: "Going on from a kept conversation; refused.",
  },
  prompt: {
    type: object,
    refused: `cannot be used: ${nothingKept}. Send the text of the prompt in instructions and input.`,
    about: "A kept prompt; refused.",
  },
};

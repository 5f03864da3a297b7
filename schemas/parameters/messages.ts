/** The members of a Messages body. Nothing else is sent to a provider. */
import type { ChatParameterName } from "./chat.ts";
import type { ParameterType } from "./parameter.ts";

export interface MessagesMember {
  readonly type: ParameterType;
  /** The parameters of the chat operation that it says; none where only its own API has it. */
  readonly says: readonly ChatParameterName[];
  /** Why it is refused: what it does could neither be bounded nor be left out unnoticed. */
  readonly refused?: string;
  /** One sentence for people. */
  readonly about: string;
}

const list: ParameterType = { kind: "list" };
const object: ParameterType = { kind: "object" };
const text: ParameterType = { kind: "text", most: 1_024 };
const share: ParameterType = { kind: "number", from: 0, to: 1 };
const whole = (from: number): ParameterType => ({ kind: "whole", from, to: Number.MAX_SAFE_INTEGER });

const elsewhere = "What it adds to the bill cannot be bounded by a policy.";

export const messagesMembers: Readonly<Record<string, MessagesMember>> = {
  model: { type: text, says: ["model"], about: "The route, or the model that answers." },
  messages: { type: list, says: ["messages"], about: "The conversation so far." },
  system: { type: { kind: "text-or-list" }, says: ["messages"], about: "What the model is told before it begins." },
  max_tokens: {
    type: whole(1),
    says: ["max_completion_tokens"],
    about: "The most tokens of the answer, thinking included; the smallest of client, route and model is sent.",
  },
  stop_sequences: { type: list, says: ["stop"], about: "Texts before which the answer ends." },
  stream: { type: { kind: "boolean" }, says: ["stream"], about: "Whether the answer comes in pieces." },
  temperature: { type: share, says: ["temperature"], about: "How freely the model chooses." },
  top_p: { type: share, says: ["top_p"], about: "The share of the likeliest tokens." },
  top_k: { type: whole(0), says: [], about: "How many of the likeliest tokens are chosen from." },
  tools: { type: list, says: ["tools"], about: "The tools that the model may call." },
  tool_choice: {
    type: object,
    says: ["tool_choice", "parallel_tool_calls"],
    about: "Which tool is called, if any, and whether several at once.",
  },
  thinking: { type: object, says: ["reasoning_effort"], about: "Whether and how long the model thinks." },
  output_config: {
    type: object,
    says: ["reasoning_effort", "response_format"],
    about: "How much effort is made, and the form of the answer.",
  },
  metadata: { type: object, says: ["user"], about: "An opaque id of the end user." },
  cache_control: { type: object, says: ["messages"], about: "What is cached, where no block says it." },
  context_management: { type: object, says: [], about: "What the provider leaves out of a long conversation." },
  service_tier: { type: text, says: [], about: "Left out: faster service is bought by the policy." },
  speed: { type: text, says: [], about: "Left out: faster service is bought by the policy." },
  inference_geo: { type: text, says: [], refused: "Where requests are processed is said by the policy.", about: "" },
  container: { type: { kind: "text-or-object" }, says: [], refused: elsewhere, about: "" },
  mcp_servers: { type: list, says: [], refused: elsewhere, about: "" },
};

/** Messages answer → neutral answer. */

import type { Failure } from "../../failures.ts";
import type { Answer, AnswerPart, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import type { Dialect } from "../dialect.ts";
import { bodyFailure } from "./errors.ts";
import { isObject, type WireAnswer, type WireAnswerBlock, type WireUsage } from "./wire.ts";

export const response: Dialect["response"] = (body): Answer | Failure => {
  if (!isObject(body)) return { class: "malformed", detail: "the answer is not an object" };
  if (body.type === "error") return bodyFailure(body);
  const { content, stop_reason, stop_sequence, usage } = body as WireAnswer;
  if (!Array.isArray(content)) return { class: "malformed", detail: "the answer has no content" };
  const parts = content.filter((block) => isObject(block)).flatMap(readBlock);
  const calledTools = parts.some(({ kind }) => kind === "tool-call");
  const answer: Answer = { parts, finish: finishReason(stop_reason, calledTools) };
  if (typeof stop_sequence === "string") answer.stopSequence = stop_sequence;
  if (isObject(usage)) answer.usage = readUsage(usage);
  return answer;
};

/** `tool-calls` whenever the model called tools, unless the answer was cut or refused; unknown words are `stop`. */
export function finishReason(word: string | null | undefined, calledTools: boolean): FinishReason {
  switch (word) {
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "refusal":
      return "content-filter";
    default:
      return calledTools || word === "tool_use" ? "tool-calls" : "stop";
  }
}

/** `input_tokens` leaves out what was read from the cache or written to it; the neutral count includes both. */
export function readUsage(usage: WireUsage): Usage {
  const cacheRead = count(usage.cache_read_input_tokens);
  const cacheWrite = count(usage.cache_creation_input_tokens);
  const long = count(usage.cache_creation?.ephemeral_1h_input_tokens);
  return {
    input: count(usage.input_tokens) + cacheRead + cacheWrite,
    output: count(usage.output_tokens),
    cacheRead,
    cacheWrite,
    reasoning: count(usage.output_tokens_details?.thinking_tokens),
    ...(long > 0 && { cacheWrite1h: long }),
    ...(isObject(usage.server_tool_use) && { searches: count(usage.server_tool_use.web_search_requests) }),
    ...(typeof usage.service_tier === "string" && { serviceTier: usage.service_tier }),
  };
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

function readBlock({ type, text, thinking, signature, data, id, name, input }: WireAnswerBlock): AnswerPart[] {
  switch (type) {
    case "text":
      return text ? [{ kind: "text", text }] : [];
    case "thinking":
      return [{ kind: "reasoning", text: thinking ?? "", ...(signature && { proof: signed(signature) }) }];
    case "redacted_thinking":
      return data ? [{ kind: "reasoning", text: "", proof: redacted(data) }] : [];
    case "tool_use":
      if (typeof id !== "string" || typeof name !== "string") return [];
      return [{ kind: "tool-call", id, name, arguments: JSON.stringify(input ?? {}) }];
    default:
      return [];
  }
}

/** What proves that a thought is the model's own. */
export function signed(signature: string): Proof {
  return { origin: "messages", value: signature };
}

/** A thought that only the provider can read. */
export function redacted(data: string): Proof {
  return { origin: "redacted-messages", value: data };
}

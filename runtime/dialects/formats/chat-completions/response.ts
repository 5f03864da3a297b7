/** Chat completions answer → neutral answer. */
import { randomBytes } from "node:crypto";
import type { Failure } from "../../../failures.ts";
import type { Answer, AnswerPart, AnswerToolCall, FinishReason, Usage } from "../../../operations/chat/answer.ts";
import type { Dialect } from "../../dialect.ts";
import { failureIn } from "./errors.ts";
import {
  isObject,
  type WireAnswer,
  type WireChoice,
  type WireMessage,
  type WirePart,
  type WireToolCall,
  type WireUsage,
} from "./wire.ts";

export const response: Dialect["response"] = (body): Answer | Failure => {
  if (!isObject(body)) return malformed("the answer is not an object");
  const refused = failureIn(body);
  if (refused !== undefined) return refused;
  const { choices, usage, service_tier: tier } = body as WireAnswer;
  const choice: WireChoice | undefined = Array.isArray(choices) ? choices[0] : undefined;
  if (!choice || !isObject(choice.message)) return malformed("the answer has no message");
  const failure = finishFailure(choice.finish_reason);
  if (failure !== undefined) return failure;
  const message: WireMessage = choice.message;
  const calls = readToolCalls(message.tool_calls);
  const parts = [...spoken("reasoning", reasoningOf(message)), ...spoken("text", textOf(message))];
  parts.push(...spoken("refusal", refusalOf(message)), ...calls);
  const answer: Answer = { parts, finish: finishReason(choice.finish_reason, calls.length > 0) };
  if (isObject(usage)) answer.usage = readUsage(usage, tier);
  return answer;
};

/** `tool-calls` whenever the model called tools, unless the answer was cut or filtered; unknown words are `stop`. */
export function finishReason(word: string | null | undefined, calledTools: boolean): FinishReason {
  switch (word) {
    case "length":
    case "model_length":
      return "length";
    case "content_filter":
      return "content-filter";
    case "tool_calls":
    case "function_call":
      return "tool-calls";
    default:
      return calledTools ? "tool-calls" : "stop";
  }
}

/** Some providers end a broken answer with a finish reason that says so. */
export function finishFailure(word: string | null | undefined): Failure | undefined {
  if (word === "error") return { class: "server-error", detail: "the provider finished with an error" };
  if (word === "insufficient_system_resource")
    return { class: "overloaded", detail: "the provider ran out of resources" };
  return undefined;
}

/** `tier`: what the answer says of its service tier. */
export function readUsage(usage: WireUsage, tier?: string | null): Usage {
  const { prompt_tokens_details: details, completion_tokens_details: written } = usage;
  const [input, output] = [count(usage.prompt_tokens), count(usage.completion_tokens)];
  const reasoning = count(written?.reasoning_tokens ?? usage.reasoning_tokens);
  // Some count reasoning beside the completion; the sum of all shows it.
  const isBeside = reasoning > 0 && count(usage.total_tokens) >= input + output + reasoning;
  const { long, written: created } = cacheCreation(usage);
  const [audioIn, audioOut] = [count(details?.audio_tokens), count(written?.audio_tokens)];
  return {
    input,
    output: isBeside ? output + reasoning : output,
    cacheRead: count(details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.num_cached_tokens),
    cacheWrite: Math.max(count(details?.cache_write_tokens ?? details?.cache_creation_input_tokens), created),
    reasoning,
    ...(long > 0 && { cacheWrite1h: long }),
    ...(audioIn > 0 && { inputAudio: audioIn }),
    ...(audioOut > 0 && { outputAudio: audioOut }),
    ...(typeof usage.num_search_queries === "number" && { searches: count(usage.num_search_queries) }),
    ...(typeof tier === "string" && tier !== "" && { serviceTier: tier }),
  };
}

/** Hosts of models of another make pass on its count of what was written to the cache, and for how long. */
function cacheCreation({ cache_creation: split, cache_creation_input_tokens: total }: WireUsage) {
  const [short, long] = [count(split?.ephemeral_5m_input_tokens), count(split?.ephemeral_1h_input_tokens)];
  return { long, written: Math.max(count(total), short + long) };
}

/** The text of a message or of one piece of it. */
export function textOf({ content }: WireMessage): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part) => (part?.type === "text" ? string(part.text) : "")).join("") : "";
}

/** What the model says in place of an answer. */
export function refusalOf({ refusal }: WireMessage): string {
  return string(refusal);
}

function spoken(kind: "text" | "refusal" | "reasoning", text: string): AnswerPart[] {
  return text === "" ? [] : [{ kind, text }];
}

/** Reasoning under any of the names in use. */
export function reasoningOf(message: WireMessage): string {
  const named = string(message.reasoning_content) || string(message.reasoning);
  return named === "" && Array.isArray(message.content) ? message.content.map(thinkingOf).join("") : named;
}

/** A new id for a call that came without one, or with one that is taken. */
export function newCallId(): string {
  return `call_${randomBytes(12).toString("hex")}`;
}

function readToolCalls(calls: WireToolCall[] | null | undefined): AnswerToolCall[] {
  const seen = new Set<string>();
  return (Array.isArray(calls) ? calls : []).flatMap((call) => {
    const name = call?.function?.name;
    if (typeof name !== "string" || name === "") return [];
    const id = typeof call.id === "string" && call.id !== "" && !seen.has(call.id) ? call.id : newCallId();
    seen.add(id);
    return [{ kind: "tool-call", id, name, arguments: argumentsText(call.function?.arguments) }];
  });
}

/** `{}` where there are none. */
export function argumentsText(value: unknown): string {
  const text = typeof value === "string" ? value.trim() : JSON.stringify(value ?? {});
  return text === "" || text === "null" ? "{}" : text;
}

function thinkingOf(part: WirePart): string {
  if (part?.type !== "thinking") return "";
  return Array.isArray(part.thinking)
    ? part.thinking.map((inner) => string(inner?.text)).join("")
    : string(part.thinking);
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

function malformed(detail: string): Failure {
  return { class: "malformed", detail };
}

/** The items of an answer, as clients of this endpoint read them. */
import type { AnswerPart, AnswerToolCall, FinishReason, Usage } from "../../operations/chat/answer.ts";
import { freeInput, type Kept } from "./kept.ts";

export type Status = "in_progress" | "completed" | "incomplete";

export type ContentPart =
  | { type: "output_text"; annotations: []; logprobs: []; text: string }
  | { type: "refusal"; refusal: string };

export type Item =
  | { id: string; type: "message"; status: Status; role: "assistant"; content: ContentPart[] }
  | { id: string; type: "reasoning"; summary: SummaryPart[]; encrypted_content?: string | null }
  | CallItem;

export type CallItem = { id: string; status: Status; call_id: string; name: string; namespace?: string } & (
  | { type: "function_call"; arguments: string }
  | { type: "custom_tool_call"; input: string }
);

export interface SummaryPart {
  type: "summary_text";
  text: string;
}

export function outputText(text: string): ContentPart {
  return { type: "output_text", annotations: [], logprobs: [], text };
}

export function contentPart(part: Extract<AnswerPart, { kind: "text" | "refusal" }>): ContentPart {
  return part.kind === "text" ? outputText(part.text) : { type: "refusal", refusal: part.text };
}

export function messageItem(id: string, content: ContentPart[], status: Status): Item {
  return { id, type: "message", status, role: "assistant", content };
}

/** `encrypted`: what can come back; nothing where none was asked for. */
export function reasoningItem(id: string, text: string, encrypted: string | undefined): Item {
  const summary: SummaryPart[] = text === "" ? [] : [{ type: "summary_text", text }];
  return { id, type: "reasoning", summary, ...(encrypted !== undefined && { encrypted_content: encrypted }) };
}

type Called = Pick<AnswerToolCall, "id" | "name" | "arguments">;

/** As the client calls the tool. */
export function callItem(id: string, call: Called, { tools }: Kept, status: Status): CallItem {
  const { name, namespace, isFreeForm } = tools.get(call.name) ?? { name: call.name };
  const head = { id, status, call_id: call.id, name, ...(namespace !== undefined && { namespace }) };
  if (!isFreeForm) return { ...head, type: "function_call", arguments: call.arguments };
  return { ...head, type: "custom_tool_call", input: call.arguments === "" ? "" : freeInput(call.arguments) };
}

/** Why an answer is not whole; undefined for one that is. */
export function incompleteReason(finish: FinishReason): "max_output_tokens" | "content_filter" | undefined {
  switch (finish) {
    case "length":
      return "max_output_tokens";
    case "content-filter":
      return "content_filter";
    case "stop":
    case "tool-calls":
      return undefined;
    default:
      return finish satisfies never;
  }
}

export interface ClientUsage {
  input_tokens: number;
  input_tokens_details: { cached_tokens: number; cache_write_tokens: number };
  output_tokens: number;
  output_tokens_details: { reasoning_tokens: number };
  total_tokens: number;
  /** USD. */
  cost_usd?: number;
}

/** Clients need numbers: where the provider says none they are zero. */
export function writeUsage(usage: Usage | undefined, cost?: number): ClientUsage {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = usage ?? {};
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
    ...(cost !== undefined && { cost_usd: cost }),
  };
}

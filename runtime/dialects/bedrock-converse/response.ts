/** Converse answer → neutral answer. */
import type { Failure } from "../../failures.ts";
import type { Answer, AnswerPart, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import { type ToolNames, toolNames } from "../../operations/chat/tool-names.ts";
import type { Dialect } from "../dialect.ts";
import { bodyFailure } from "./errors.ts";
import { mayCall, nameRule } from "./tools.ts";
import { isObject, type WireAnswer, type WireAnswerBlock, type WireUsage } from "./wire.ts";

export const response: Dialect["response"] = (body, asked): Answer | Failure => {
  if (!isObject(body)) return { class: "malformed", detail: "the answer is not an object" };
  const { output, stopReason, usage, serviceTier, additionalModelResponseFields } = body as WireAnswer;
  const content = isObject(output) && isObject(output.message) ? output.message.content : undefined;
  if (!Array.isArray(content)) return bodyFailure(body);
  const failure = finishFailure(stopReason);
  if (failure !== undefined) return failure;
  const names = toolNames(asked, nameRule);
  const parts = content.filter((block) => isObject(block)).flatMap((block) => readBlock(block, names));
  const calls = parts.some(({ kind }) => kind === "tool-call");
  if (calls && !mayCall(asked)) return notCallable;
  const answer: Answer = { parts, finish: finishReason(stopReason, calls) };
  const stopSequence = readStopSequence(additionalModelResponseFields);
  if (stopSequence !== undefined) answer.stopSequence = stopSequence;
  if (isObject(usage)) answer.usage = readUsage(usage, serviceTier);
  return answer;
};

/** A tool that is there for the history alone, or that the model was told not to call: no client can run it. */
export const notCallable: Failure = { class: "malformed", detail: "the model called a tool that it was not to call" };

/** `tool-calls` whenever the model called tools, unless the answer was cut or refused; unknown words are `stop`. */
export function finishReason(word: string | undefined, calledTools: boolean): FinishReason {
  switch (word) {
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "content_filtered":
    case "guardrail_intervened":
      return "content-filter";
    default:
      return calledTools || word === "tool_use" ? "tool-calls" : "stop";
  }
}

/** The model broke its own format: another try may do better. */
export function finishFailure(word: string | undefined): Failure | undefined {
  if (word !== "malformed_model_output" && word !== "malformed_tool_use") return undefined;
  return { class: "server-error", detail: `the model's answer could not be read (${word})` };
}

/** `inputTokens` leaves out what was read from the cache or written to it; the neutral count includes both. */
export function readUsage(usage: WireUsage, tier: WireAnswer["serviceTier"]): Usage {
  const cacheRead = count(usage.cacheReadInputTokens);
  const cacheWrite = count(usage.cacheWriteInputTokens);
  const details = Array.isArray(usage.cacheDetails) ? usage.cacheDetails.filter(isObject) : [];
  const long = details.reduce((sum, { ttl, inputTokens }) => sum + (ttl === "1h" ? count(inputTokens) : 0), 0);
  return {
    input: count(usage.inputTokens) + cacheRead + cacheWrite,
    output: count(usage.outputTokens),
    cacheRead,
    cacheWrite,
    reasoning: 0,
    ...(long > 0 && { cacheWrite1h: long }),
    ...(typeof tier?.type === "string" && { serviceTier: tier.type }),
  };
}

/** Of the fields that were asked for. */
export function readStopSequence(fields: unknown): string | undefined {
  const delta = isObject(fields) ? fields.delta : undefined;
  const text = isObject(delta) ? delta.stop_sequence : undefined;
  return typeof text === "string" ? text : undefined;
}

/** What proves that a thought is the model's own. */
export function signed(signature: string): Proof {
  return { origin: "messages", value: signature };
}

/** A thought that only the provider can read. */
export function redacted(data: string): Proof {
  return { origin: "redacted-messages", value: data };
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

function readBlock(
  { text, toolUse, reasoningContent, citationsContent }: WireAnswerBlock,
  names: ToolNames,
): AnswerPart[] {
  if (typeof text === "string") return text === "" ? [] : [{ kind: "text", text }];
  if (isObject(toolUse)) {
    const { toolUseId: id, name, input } = toolUse;
    if (typeof id !== "string" || typeof name !== "string") return [];
    return [{ kind: "tool-call", id, name: names.own(name), arguments: JSON.stringify(input ?? {}) }];
  }
  if (isObject(reasoningContent)) return readReasoning(reasoningContent);
  const cited = isObject(citationsContent) ? citationsContent.content : undefined;
  const texts = Array.isArray(cited) ? cited.filter(isObject).map((one) => String(one.text ?? "")) : [];
  return texts.join("") === "" ? [] : [{ kind: "text", text: texts.join("") }];
}

function readReasoning({
  reasoningText,
  redactedContent,
}: NonNullable<WireAnswerBlock["reasoningContent"]>): AnswerPart[] {
  if (typeof redactedContent === "string") return [{ kind: "reasoning", text: "", proof: redacted(redactedContent) }];
  if (!isObject(reasoningText)) return [];
  const { text, signature } = reasoningText;
  if (!text && !signature) return [];
  return [{ kind: "reasoning", text: text ?? "", ...(signature && { proof: signed(signature) }) }];
}

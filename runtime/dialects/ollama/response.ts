/** Answer of Ollama's own chat → neutral answer. */
import { randomUUID } from "node:crypto";
import type { Failure } from "../../failures.ts";
import type { Answer, AnswerPart, AnswerToolCall, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Dialect } from "../dialect.ts";
import { bodyFailure } from "./errors.ts";
import { isObject, type WireAnswer } from "./wire.ts";

export const response: Dialect["response"] = (body): Answer | Failure => {
  if (!isObject(body)) return { class: "malformed", detail: "the answer is not an object" };
  const answer = body as WireAnswer;
  if (!isObject(answer.message)) return bodyFailure(body);
  const { content, thinking } = answer.message;
  const parts: AnswerPart[] = [
    ...(typeof thinking === "string" && thinking !== "" ? [{ kind: "reasoning" as const, text: thinking }] : []),
    ...(typeof content === "string" && content !== "" ? [{ kind: "text" as const, text: content }] : []),
    ...readCalls(answer.message),
  ];
  const called = parts.some(({ kind }) => kind === "tool-call");
  return { parts, finish: finishReason(answer.done_reason, called), usage: readUsage(answer) };
};

/** The reason tells nothing of calls; other words than `length`, such as `load`, are `stop`. */
export function finishReason(word: string | undefined, calledTools: boolean): FinishReason {
  if (word === "length") return "length";
  return calledTools ? "tool-calls" : "stop";
}

/** A prompt that was known already counts nothing here. */
export function readUsage({ prompt_eval_count: input, eval_count: output }: WireAnswer): Usage {
  return { input: count(input), output: count(output), cacheRead: 0, cacheWrite: 0, reasoning: 0 };
}

/** Calls come whole, and rarely with an id. */
export function readCalls({ tool_calls: calls }: NonNullable<WireAnswer["message"]>): AnswerToolCall[] {
  return (Array.isArray(calls) ? calls : []).flatMap((call) => {
    const { id, function: called } = call ?? {};
    const { name, arguments: input } = called ?? {};
    if (typeof name !== "string") return [];
    return [{ kind: "tool-call" as const, id: id || newCallId(), name, arguments: jsonOf(input) }];
  });
}

function jsonOf(input: unknown): string {
  if (typeof input === "string" && input.trim() !== "") return input;
  return JSON.stringify(isObject(input) ? input : {});
}

function newCallId(): string {
  return `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

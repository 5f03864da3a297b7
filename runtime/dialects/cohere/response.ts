/** Answer of the second chat API → neutral answer. */
import { randomUUID } from "node:crypto";
import type { Failure } from "../../failures.ts";
import type { Answer, AnswerPart, FinishReason, Usage } from "../../operations/chat/answer.ts";
import { type ToolNames, toolNames } from "../../operations/chat/tool-names.ts";
import type { Dialect } from "../dialect.ts";
import { bodyFailure } from "./errors.ts";
import { nameRule } from "./tools.ts";
import {
  isObject,
  type WireAnswer,
  type WireAnswerCall,
  type WireAnswerMessage,
  type WireContent,
  type WireUsage,
} from "./wire.ts";

export const response: Dialect["response"] = (body, asked): Answer | Failure => {
  if (!isObject(body)) return { class: "malformed", detail: "the answer is not an object" };
  const { message, finish_reason: word, usage } = body as WireAnswer;
  if (!isObject(message)) return bodyFailure(body);
  const failure = finishFailure(word, undefined);
  if (failure !== undefined) return failure;
  const parts = readMessage(message, toolNames(asked, nameRule));
  const answer: Answer = {
    parts,
    finish: finishReason(
      word,
      parts.some(({ kind }) => kind === "tool-call"),
    ),
  };
  if (isObject(usage)) answer.usage = readUsage(usage);
  return answer;
};

/** `tool-calls` whenever the model called tools, unless the answer was cut; unknown words are `stop`. */
export function finishReason(word: string | undefined, calledTools: boolean): FinishReason {
  if (word === "MAX_TOKENS") return "length";
  return calledTools || word === "TOOL_CALL" ? "tool-calls" : "stop";
}

/** The API ends an answer that it could not make as it ends others. */
export function finishFailure(word: string | undefined, message: unknown): Failure | undefined {
  if (word === "TIMEOUT") return { class: "timeout-attempt", detail: "the provider ran out of time" };
  if (word !== "ERROR") return undefined;
  if (typeof message === "string") return bodyFailure({ message });
  return { class: "server-error", detail: "the provider could not finish its answer" };
}

/** What the model has read, which is more than what is billed. */
export function readUsage({ tokens, billed_units: billed, cached_tokens: cached }: WireUsage): Usage {
  const input = count(tokens?.input_tokens ?? billed?.input_tokens);
  const output = count(tokens?.output_tokens ?? billed?.output_tokens);
  return { input, output, cacheRead: Math.min(count(cached), input), cacheWrite: 0, reasoning: 0 };
}

export function newCallId(): string {
  return `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
}

/** The arguments of a call as JSON text: a tool without any may get `null`. */
export function argumentsOf(given: unknown): string {
  const json = typeof given === "string" ? given : JSON.stringify(given ?? {});
  return json.trim() === "" || json.trim() === "null" ? "{}" : json;
}

function readMessage(
  { content, tool_plan: plan, tool_calls: calls }: WireAnswerMessage,
  names: ToolNames,
): AnswerPart[] {
  const said = (Array.isArray(content) ? content : []).filter(isObject).flatMap(readContent);
  const planned: AnswerPart[] = typeof plan === "string" && plan !== "" ? [{ kind: "text", text: plan }] : [];
  const called = (Array.isArray(calls) ? calls : []).filter(isObject).flatMap((call) => readCall(call, names));
  return [...said, ...planned, ...called];
}

function readContent({ type, text, thinking }: WireContent): AnswerPart[] {
  if (type === "thinking") return thinking ? [{ kind: "reasoning", text: thinking }] : [];
  return type === "text" && text ? [{ kind: "text", text }] : [];
}

function readCall({ id, function: called }: WireAnswerCall, names: ToolNames): AnswerPart[] {
  const name = called?.name;
  if (typeof name !== "string") return [];
  return [
    { kind: "tool-call", id: id || newCallId(), name: names.own(name), arguments: argumentsOf(called?.arguments) },
  ];
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Answer of Responses → neutral answer. */
import type { Failure } from "../../failures.ts";
import type { Answer, AnswerPart, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import type { Dialect } from "../dialect.ts";
import { bodyFailure } from "../formats/chat-completions/errors.ts";
import { readProof, textOf } from "./thoughts.ts";
import { isObject, type WireOutput, type WireResponse, type WireSaid, type WireUsage } from "./wire.ts";

export const response: Dialect["response"] = (body): Answer | Failure => {
  if (!isObject(body)) return { class: "malformed", detail: "the answer is not an object" };
  const { output, usage, service_tier: tier } = body as WireResponse;
  const failure = failureOf(body);
  if (failure !== undefined) return failure;
  if (!Array.isArray(output)) return { class: "malformed", detail: "the answer has no output" };
  const parts = readOutput(output.filter(isObject));
  const called = parts.some(({ kind }) => kind === "tool-call");
  const answer: Answer = { parts, finish: finishReason(body, called) };
  if (isObject(usage)) answer.usage = readUsage(usage, tier);
  return answer;
};

/** What an answer says that failed, in its own words. */
export function failureOf(body: Record<string, unknown>): Failure | undefined {
  if (isObject(body.error)) return bodyFailure(body);
  const { status } = body as WireResponse;
  if (status !== "failed" && status !== "cancelled") return undefined;
  return { class: "server-error", detail: `the provider's answer is ${status}` };
}

/** `tool-calls` whenever the model called tools, unless the answer was cut or filtered. */
export function finishReason({ status, incomplete_details: cut }: WireResponse, calledTools: boolean): FinishReason {
  if (status === "incomplete") return cut?.reason === "content_filter" ? "content-filter" : "length";
  return calledTools ? "tool-calls" : "stop";
}

export function readUsage(usage: WireUsage, tier: string | null | undefined): Usage {
  const { input_tokens_details: read, output_tokens_details: written } = usage;
  return {
    input: count(usage.input_tokens),
    output: count(usage.output_tokens),
    cacheRead: count(read?.cached_tokens),
    cacheWrite: count(read?.cache_write_tokens),
    reasoning: count(written?.reasoning_tokens),
    ...(typeof tier === "string" && tier !== "" && { serviceTier: tier }),
  };
}

type SaidPart = Extract<AnswerPart, { kind: "text" | "refusal" }>;

/** What a message says, but for texts of nothing. */
export function readMessage({ content }: WireOutput): SaidPart[] {
  return (content ?? []).filter(isObject).flatMap(readSaid);
}

function readSaid({ type, text, refusal }: WireSaid): SaidPart[] {
  if (type === "refusal") return refusal ? [{ kind: "refusal", text: refusal }] : [];
  return type === "output_text" && text ? [{ kind: "text", text }] : [];
}

/** What a call was thought out by goes with it: more clients send that back than thoughts. */
function readOutput(output: readonly WireOutput[]): AnswerPart[] {
  const parts: AnswerPart[] = [];
  let held: Proof | undefined;
  const release = () => {
    if (held !== undefined) parts.push({ kind: "reasoning", text: "", proof: held });
    held = undefined;
  };
  for (const item of output) {
    if (item.type === "function_call") {
      if (typeof item.name !== "string" || typeof item.call_id !== "string") continue;
      const proof = held === undefined ? {} : { proof: held };
      held = undefined;
      parts.push({ kind: "tool-call", id: item.call_id, name: item.name, arguments: item.arguments || "{}", ...proof });
    } else if (item.type === "reasoning") {
      release();
      const text = textOf(item);
      if (text !== "") parts.push({ kind: "reasoning", text });
      held = readProof(item);
    } else if (item.type === "message") {
      release();
      parts.push(...readMessage(item));
    }
  }
  release();
  return parts;
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

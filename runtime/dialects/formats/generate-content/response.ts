/** Answer of generateContent → neutral answer. */
import type { Failure } from "../../../failures.ts";
import type { Answer, AnswerPart } from "../../../operations/chat/answer.ts";
import type { Dialect } from "../../dialect.ts";
import { CallReader } from "./calls.ts";
import { bodyFailure } from "./errors.ts";
import { finishFailure, finishReason } from "./finish.ts";
import { signed } from "./signatures.ts";
import { readUsage } from "./usage.ts";
import { isObject, type WireAnswer, type WireAnswerPart, type WireCandidate } from "./wire.ts";

export const response: Dialect["response"] = (body, asked): Answer | Failure => {
  const failure = bodyFailure(body);
  if (failure !== undefined) return failure;
  if (!isObject(body)) return malformed("the answer is not an object");
  const { candidates, promptFeedback, usageMetadata } = body as WireAnswer;
  const usage = isObject(usageMetadata) ? { usage: readUsage(usageMetadata) } : {};
  const candidate = firstOf(candidates);
  if (candidate === undefined) {
    if (isBlocked(promptFeedback)) return { parts: [], finish: "content-filter", ...usage };
    return malformed("the answer has no candidates");
  }
  const broken = finishFailure(candidate.finishReason);
  if (broken !== undefined) return broken;
  const calls = new CallReader(asked);
  const parts: AnswerPart[] = [];
  for (const part of partsOf(candidate)) if (!signsCallBefore(part, parts)) parts.push(...readPart(part, calls));
  const calledTools = parts.some(({ kind }) => kind === "tool-call");
  return { parts, finish: finishReason(candidate.finishReason, calledTools), ...usage };
};

/** The prompt was withheld from the model; there is no answer. */
export function isBlocked(feedback: WireAnswer["promptFeedback"]): boolean {
  return isObject(feedback) && typeof feedback.blockReason === "string";
}

export function firstOf(candidates: WireAnswer["candidates"]): WireCandidate | undefined {
  const first: unknown = Array.isArray(candidates) ? candidates[0] : undefined;
  return isObject(first) ? first : undefined;
}

export function partsOf({ content }: WireCandidate): WireAnswerPart[] {
  const parts: unknown = isObject(content) ? content.parts : undefined;
  return Array.isArray(parts) ? parts.filter(isObject) : [];
}

/** A signature on a text of nothing behind calls is that of the first of them, where that has none. */
function signsCallBefore(
  { text = "", thought, thoughtSignature }: WireAnswerPart,
  before: readonly AnswerPart[],
): boolean {
  const first = before.find((part) => part.kind === "tool-call");
  if (text !== "" || thought || !thoughtSignature || first === undefined || first.proof !== undefined) return false;
  first.proof = signed(thoughtSignature);
  return true;
}

/** A signature on a text stands for thoughts that only the provider can read. */
function readPart(part: WireAnswerPart, calls: CallReader): AnswerPart[] {
  const call = calls.read(part);
  if (call !== undefined) return [call];
  const text = typeof part.text === "string" ? part.text : "";
  const proof = part.thoughtSignature ? { proof: signed(part.thoughtSignature) } : {};
  if (part.thought) return text === "" && !("proof" in proof) ? [] : [{ kind: "reasoning", text, ...proof }];
  const said: AnswerPart[] = text === "" ? [] : [{ kind: "text", text }];
  return "proof" in proof ? [...said, { kind: "reasoning", text: "", ...proof }] : said;
}

function malformed(detail: string): Failure {
  return { class: "malformed", detail };
}

/**
 * What providers give out to have it back, in a conversation of chat completions, which has no place of its own for it. Signed
 * thoughts go where several gateways put them, in `thinking_blocks`; the signature of a call where Google's own chat
 * completions put it, beside the call.
 */
import type { AnswerPart } from "../../operations/chat/answer.ts";
import type { Proof, ReasoningPart } from "../../operations/chat/request.ts";
import { isObject, type JsonObject } from "../body-checks.ts";

export type ThinkingBlock =
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "redacted_thinking"; data: string };

/** Of a tool call. */
export interface ProvedCall {
  extra_content?: { google: { thought_signature: string } };
}

/** The thoughts that only come back whole; others are text alone. */
export function thinkingBlocks(parts: readonly AnswerPart[]): ThinkingBlock[] {
  return parts.flatMap((part) => (part.kind === "reasoning" ? thinkingBlock(part.text, part.proof) : []));
}

export function thinkingBlock(text: string, proof: Proof | undefined): ThinkingBlock[] {
  if (proof?.origin === "messages") return [{ type: "thinking", thinking: text, signature: proof.value }];
  return proof?.origin === "redacted-messages" ? [{ type: "redacted_thinking", data: proof.value }] : [];
}

export function provedCall(proof: Proof | undefined): ProvedCall {
  return proof?.origin === "generate-content" ? { extra_content: { google: { thought_signature: proof.value } } } : {};
}

/** Of a message that comes back; nothing of a block that is none of ours. */
export function readThinkingBlocks(blocks: readonly unknown[]): ReasoningPart[] {
  return blocks.filter(isObject).flatMap(({ type, thinking, signature, data }): ReasoningPart[] => {
    if (type === "thinking" && typeof thinking === "string" && typeof signature === "string")
      return [{ kind: "reasoning", text: thinking, proof: { origin: "messages", value: signature } }];
    if (type !== "redacted_thinking" || typeof data !== "string") return [];
    return [{ kind: "reasoning", text: "", proof: { origin: "redacted-messages", value: data } }];
  });
}

export function readCallProof({ extra_content: extra }: JsonObject): { proof?: Proof } {
  const value = isObject(extra) && isObject(extra.google) ? extra.google.thought_signature : undefined;
  return typeof value === "string" ? { proof: { origin: "generate-content", value } } : {};
}

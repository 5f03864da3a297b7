/** A conversation and an answer as a judge reads them: texts, and calls of tools as texts. */
import type { Spoken } from "../../../semantics/judge.ts";
import type { Answer } from "../../operations/chat/answer.ts";
import type { ChatRequest, Message } from "../../operations/chat/request.ts";

export function conversationOf({ messages }: ChatRequest): Spoken[] {
  return messages.map(({ role, parts }) => ({ role, text: textOf(parts) }));
}

/** Undefined where it takes more bytes as JSON. */
export function spokenAnswer(parts: Answer["parts"], mostBytes: number): string | undefined {
  const text = textOf(parts);
  return Buffer.byteLength(JSON.stringify(text)) <= mostBytes ? text : undefined;
}

/** Thoughts are no part of what is said. */
function textOf(parts: Answer["parts"] | Message["parts"]): string {
  const said = parts.flatMap((part) => {
    if (part.kind === "text" || part.kind === "refusal") return [part.text];
    return part.kind === "tool-call" ? [`[calls ${part.name} with ${part.arguments}]`] : [];
  });
  return said.join("\n");
}

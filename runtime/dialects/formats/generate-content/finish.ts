/** Why an answer ended. */
import type { Failure } from "../../../failures.ts";
import type { FinishReason } from "../../../operations/chat/answer.ts";

const withheld = new Set([
  ...["SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"],
  ...["IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"],
]);

/** `tool-calls` whenever the model called tools, unless the answer was cut or withheld; unknown words are `stop`. */
export function finishReason(word: string | null | undefined, calledTools: boolean): FinishReason {
  if (word === "MAX_TOKENS") return "length";
  if (withheld.has(word ?? "")) return "content-filter";
  return calledTools ? "tool-calls" : "stop";
}

const broken = new Set([
  ...["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE"],
  "MISSING_THOUGHT_SIGNATURE",
]);

/** The model went astray: there is no answer, and another try may give one. */
export function finishFailure(word: string | null | undefined): Failure | undefined {
  if (!broken.has(word ?? "")) return undefined;
  return { class: "server-error", detail: `the model broke its answer off (${word})` };
}

/** Which answers may be given to another request: whole ones that ended by themselves, and say no more than a text. */
import type { Answer } from "../../operations/chat/answer.ts";

export function isStorable({ parts, finish }: Answer): boolean {
  if (finish !== "stop" || !parts.every(({ kind }) => kind === "text" || kind === "reasoning")) return false;
  return parts.some((part) => part.kind === "text" && part.text.trim() !== "");
}

/** Thoughts that only the provider can read, and the id by which it knows them: together they are what it gets back. */
import type { Proof } from "../../operations/chat/request.ts";
import type { WireOutput, WireThoughts } from "./wire.ts";

/** Undefined where there is nothing to give back. */
export function readProof({ id, encrypted_content: sealed }: WireOutput): Proof | undefined {
  if (typeof id !== "string" || typeof sealed !== "string" || sealed === "") return undefined;
  return { origin: "responses", value: `${id}.${sealed}` };
}

/** Nothing of what others gave out. */
export function writeThoughts(text: string, proof: Proof | undefined): WireThoughts[] {
  const dot = proof?.origin === "responses" ? proof.value.indexOf(".") : -1;
  if (proof === undefined || dot < 1) return [];
  const summary = text === "" ? [] : [{ type: "summary_text" as const, text }];
  const [id, encrypted_content] = [proof.value.slice(0, dot), proof.value.slice(dot + 1)];
  return [{ type: "reasoning", id, summary, encrypted_content }];
}

/** Paragraphs of the summary, or the thoughts themselves where a model tells them. */
export function textOf({ summary, content }: WireOutput): string {
  const told = (summary?.length ? summary : content) ?? [];
  return told.map(({ text }) => text ?? "").join("\n\n");
}

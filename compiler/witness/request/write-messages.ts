/** The messages of a draft, with room for a long text in one of them. */
import type { Draft } from "./draft.ts";

export interface WrittenMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string | Record<string, unknown>[] | null;
  tool_calls?: Record<string, unknown>[];
  tool_call_id?: string;
}

/** `other`: the text of a message that is not the last one by the user; `user`: texts of that one, one per part. */
export interface MessageTexts {
  readonly other?: string;
  readonly user?: readonly string[];
}

export function writeMessages(draft: Draft, texts: MessageTexts): WrittenMessage[] {
  const messages = rolesOf(draft).map((role): WrittenMessage => ({ role, content: usualText(role, draft) }));
  const last = messages.findLastIndex(({ role }) => role === "user");
  if (last !== -1) messages[last]!.content = (texts.user ?? [draft.text])[0] ?? "";
  if (draft.calls) addCall(messages, draft.compact ? shortCall : call);
  if (texts.other !== undefined) messages[roomyMessage(messages)]!.content = texts.other;
  addParts(last === -1 ? messages.at(-1)! : messages[last]!, (texts.user ?? []).slice(1).map(textPart));
  addParts(last === -1 ? messages.at(-1)! : messages[last]!, attachments(draft));
  return messages;
}

/** Whether there is a message that is not the last one by the user. */
export function hasRoom(draft: Draft): boolean {
  return draft.turns === 0 || draft.messages > 1;
}

type Role = WrittenMessage["role"];

/** Users with assistants between them; what is left over comes first. */
function rolesOf({ messages, turns, calls }: Draft): Role[] {
  const others = messages - turns;
  const between = Math.min(others, Math.max(turns - 1, 0));
  const roles: Role[] = leading(others - between, calls && others - between >= 2);
  for (let turn = 0; turn < turns; turn++) {
    if (turn > 0 && turn <= between) roles.push("assistant");
    roles.push("user");
  }
  return roles;
}

function leading(count: number, call: boolean): Role[] {
  const calling: Role[] = call ? ["assistant", "tool"] : [];
  const roles = Array.from({ length: count - calling.length }, (_, i): Role => (i === 0 ? "system" : "assistant"));
  return [...roles, ...calling];
}

function usualText(role: Role, { compact }: Draft): string {
  if (compact) return "";
  if (role === "system") return "You are a helpful assistant.";
  return role === "user" ? "Hello." : role === "tool" ? "Done." : "Sure.";
}

/** Of a tool that takes plain text. */
const call = { id: "call_1", type: "custom", custom: { name: "lookup", input: "" } };

/** A blank counts nothing, and is a name. */
const shortCall: typeof call = { id: " ", type: "custom", custom: { name: " ", input: "" } };

/** In an assistant's message if there is one; a runtime counts it in any. */
function addCall(messages: WrittenMessage[], call: Readonly<Record<string, unknown> & { id: string }>): void {
  const answer = messages.findIndex(({ role }) => role === "tool");
  const caller = answer > 0 ? answer - 1 : messages.findIndex(({ role }) => role === "assistant");
  if (answer > 0) messages[answer]!.tool_call_id = call.id;
  const lone = caller === -1 ? messages.findIndex(({ role }) => role === "system") : caller;
  const message = messages[lone === -1 ? 0 : lone]!;
  if (message.role === "system") message.role = "assistant";
  message.tool_calls = [call];
}

function roomyMessage(messages: readonly WrittenMessage[]): number {
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  for (const wanted of ["system", "assistant", "user", "tool"]) {
    const found = messages.findIndex(({ role }, i) => role === wanted && i !== lastUser);
    if (found !== -1) return found;
  }
  return 0;
}

function addParts(message: WrittenMessage, parts: readonly Record<string, unknown>[]): void {
  if (parts.length === 0) return;
  const { content } = message;
  const before = typeof content === "string" ? (content === "" ? [] : [textPart(content)]) : (content ?? []);
  message.content = [...before, ...parts];
}

function textPart(text: string): Record<string, unknown> {
  return { type: "text", text };
}

/** Small ones: a sound or a document counts by its length. */
function attachments({ images, audio, pdf, compact }: Draft): Record<string, unknown>[] {
  const image = { type: "image_url", image_url: { url: "https://example.com/image.png" } };
  const sound = { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } };
  const named = compact ? {} : { filename: "document.pdf" };
  const file = { type: "file", file: { ...named, file_data: "data:application/pdf;base64,JVBERi0=" } };
  return [
    ...Array.from({ length: images }, () => image),
    ...(audio && !compact ? [sound] : []),
    ...(pdf ? [file] : []),
  ];
}

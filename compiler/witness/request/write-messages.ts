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
  if (draft.calls) addCall(messages, callOf(draft));
  if (texts.other !== undefined) messages[roomyMessage(messages)]!.content = texts.other;
  addParts(last === -1 ? messages.at(-1)! : messages[last]!, (texts.user ?? []).slice(1).map(textPart));
  addParts(last === -1 ? messages.at(-1)! : messages[last]!, attachments(draft));
  // Only assistants refuse. It counts no tokens.
  if (draft.otherForms) addParts(messages[last] ?? unspoken(messages), [{ type: "refusal", refusal: "" }]);
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

type Call = Readonly<Record<string, unknown>> & { readonly id: string };

/** A blank counts nothing, and is a name. */
function callOf({ compact, customTools }: Draft): Call {
  const [id, name] = compact ? [" ", " "] : ["call_1", "lookup"];
  // Of a tool that takes plain text, or of a function.
  if (customTools) return { id, type: "custom", custom: { name, input: "" } };
  return { id, type: "function", function: { name, arguments: "" } };
}

/** With its result if there is room for one, else where it waits for none: a runtime counts it in any message. */
function addCall(messages: WrittenMessage[], call: Call): void {
  const answer = messages.findIndex(({ role }) => role === "tool");
  if (answer > 0) {
    messages[answer]!.tool_call_id = call.id;
    messages[answer - 1]!.tool_calls = [call];
    return;
  }
  unspoken(messages).tool_calls = [call];
}

/** The first message that is no assistant's. */
function unspoken(messages: readonly WrittenMessage[]): WrittenMessage {
  return messages.find(({ role }) => role !== "assistant") ?? messages[0]!;
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

/** Small ones, unless it is said: a sound or a document counts by its length. */
function attachments({ images, audio, pdf, fileBytes, compact }: Draft): Record<string, unknown>[] {
  const image = { type: "image_url", image_url: { url: "https://example.com/image.png" } };
  const sound = { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } };
  const named = compact ? {} : { filename: "document.pdf" };
  const data = fileBytes === undefined ? "JVBERi0=" : "JVBERi0x".repeat(Math.floor(fileBytes / BYTES_OF_EIGHT));
  const file = { type: "file", file: { ...named, file_data: `data:application/pdf;base64,${data}` } };
  return [
    ...Array.from({ length: images }, () => image),
    ...(audio && !compact ? [sound] : []),
    ...(pdf ? [file] : []),
  ];
}

/** That eight characters in base64 stand for. */
const BYTES_OF_EIGHT = 6;

/** The client's messages → neutral messages. Paths of what the neutral form cannot hold go to `onlyAsBytes`. */
import type { Message, TextPart, ToolCallPart } from "../../operations/chat/request.ts";
import { array, BadRequest, isObject, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import { cacheMark } from "../cache-mark.ts";
import { checkClosed } from "./closed-objects.ts";
import { readCallProof, readThinkingBlocks } from "./proofs.ts";

type UserPart = Extract<Message, { role: "user" }>["parts"][number];
type AssistantPart = Extract<Message, { role: "assistant" }>["parts"][number];

export function readMessages(value: unknown, onlyAsBytes: string[]): Message[] {
  if (value === undefined || value === null) throw new BadRequest("messages", "is required.");
  const messages = array(value, "messages");
  if (messages.length === 0) throw new BadRequest("messages", "must have at least one message.");
  return messages.flatMap((message, i) => {
    const path = `messages[${i}]`;
    const fields = object(message, path);
    checkClosed(fields, "message", path);
    return readMessage(fields, path, onlyAsBytes);
  });
}

function readMessage(message: JsonObject, path: string, onlyAsBytes: string[]): Message[] {
  switch (string(message.role, `${path}.role`)) {
    case "system":
    case "developer":
      return [{ role: "system", parts: readTexts(message.content, `${path}.content`, onlyAsBytes) }];
    case "user":
      return [{ role: "user", parts: readUserParts(message.content, `${path}.content`, onlyAsBytes) }];
    case "assistant":
      return [{ role: "assistant", parts: readAssistantParts(message, path, onlyAsBytes) }];
    case "tool": {
      const callId = name(message.tool_call_id, `${path}.tool_call_id`);
      return [{ role: "tool", callId, parts: readTexts(message.content, `${path}.content`, onlyAsBytes) }];
    }
    case "function":
      string(message.content ?? "", `${path}.content`);
      onlyAsBytes.push(path);
      return [];
    default:
      throw new BadRequest(`${path}.role`, "must be one of system, developer, user, assistant, tool.");
  }
}

/** `read` answers undefined for a part of a kind that the neutral form cannot hold. */
function readParts<T>(
  content: unknown,
  path: string,
  onlyAsBytes: string[],
  read: (part: JsonObject, path: string) => T | undefined,
): (T | TextPart)[] {
  if (typeof content === "string") return [{ kind: "text", text: content }];
  if (!Array.isArray(content)) throw new BadRequest(path, "must be a string or an array of parts.");
  return content.flatMap((value: unknown, i): (T | TextPart)[] => {
    const at = `${path}[${i}]`;
    const part = object(value, at);
    checkClosed(part, "part", at);
    const type = name(part.type, `${at}.type`);
    if (type === "text") return [{ kind: "text", text: string(part.text, `${at}.text`), ...cacheMark(part) }];
    if (!partKinds.has(type)) throw new BadRequest(`${at}.type`, `must be one of ${[...partKinds].join(", ")}.`);
    const other = read(part, at);
    if (other === undefined) onlyAsBytes.push(at);
    return other === undefined ? [] : [other];
  });
}

/** What a content part may be: others cannot be counted, whoever could take them. */
const partKinds: ReadonlySet<string> = new Set(["text", "image_url", "input_audio", "file", "refusal", "thinking"]);

function readTexts(content: unknown, path: string, onlyAsBytes: string[]): TextPart[] {
  return readParts<TextPart>(content, path, onlyAsBytes, () => undefined);
}

function readUserParts(content: unknown, path: string, onlyAsBytes: string[]): UserPart[] {
  return readParts<UserPart>(content, path, onlyAsBytes, (part, at) => {
    switch (part.type) {
      case "image_url":
        return readImage(part.image_url, `${at}.image_url`);
      case "input_audio": {
        const audio = object(part.input_audio, `${at}.input_audio`);
        checkClosed(audio, "sound", `${at}.input_audio`);
        const format = name(audio.format, `${at}.input_audio.format`);
        const data = string(audio.data, `${at}.input_audio.data`);
        return { kind: "audio", format, data, place: `${at}.input_audio` };
      }
      case "file":
        return readFile(object(part.file, `${at}.file`), `${at}.file`);
      default:
        return undefined;
    }
  });
}

function readImage(value: unknown, path: string): UserPart {
  const image = isObject(value) ? value : { url: value };
  checkClosed(image, "image", path);
  const place = isObject(value) ? `${path}.url` : path;
  const url = string(image.url, place);
  if (!/^(https?|gs|data):/i.test(url)) throw new BadRequest(place, "must be an https:, http:, gs: or data: URL.");
  const detail = maybe(image.detail, `${path}.detail`, string);
  return { kind: "image", url, place, ...(detail === undefined ? {} : { detail }) };
}

/** A file that the provider keeps under an id means nothing to another provider. */
function readFile(file: JsonObject, path: string): UserPart | undefined {
  checkClosed(file, "file", path);
  const data = maybe(file.file_data, `${path}.file_data`, string);
  if (data === undefined) return undefined;
  const filename = maybe(file.filename, `${path}.filename`, string);
  return { kind: "file", data, place: path, ...(filename === undefined ? {} : { name: filename }) };
}

function readAssistantParts(message: JsonObject, path: string, onlyAsBytes: string[]): AssistantPart[] {
  const { content, refusal, reasoning_content: reasoning, thinking_blocks: thought } = message;
  const { tool_calls: calls, audio, function_call } = message;
  const parts: AssistantPart[] = [];
  const blocks = readThinkingBlocks(Array.isArray(thought) ? thought : []);
  parts.push(...blocks);
  if (blocks.length === 0 && typeof reasoning === "string" && reasoning !== "")
    parts.push({ kind: "reasoning", text: reasoning });
  if (content !== undefined && content !== null) {
    const read = readParts<AssistantPart>(content, `${path}.content`, onlyAsBytes, readAssistantPart);
    for (const part of read) parts.push(part);
  } else if (typeof refusal === "string") parts.push({ kind: "refusal", text: refusal });
  for (const [i, call] of (maybe(calls, `${path}.tool_calls`, array) ?? []).entries()) {
    const part = readToolCall(object(call, `${path}.tool_calls[${i}]`), `${path}.tool_calls[${i}]`);
    if (part === undefined) onlyAsBytes.push(`${path}.tool_calls[${i}]`);
    else parts.push(part);
  }
  if (isObject(audio)) onlyAsBytes.push(`${path}.audio`);
  if (isObject(function_call)) onlyAsBytes.push(`${path}.function_call`);
  return parts;
}

/** Thinking comes as a text, or as a list of texts. */
function readAssistantPart(part: JsonObject, path: string): AssistantPart | undefined {
  if (part.type === "refusal") return { kind: "refusal", text: string(part.refusal, `${path}.refusal`) };
  if (part.type !== "thinking") return undefined;
  if (typeof part.thinking === "string") return { kind: "reasoning", text: part.thinking };
  const inner = array(part.thinking, `${path}.thinking`).map((value, i) => object(value, `${path}.thinking[${i}]`));
  return { kind: "reasoning", text: inner.map(({ text }) => (typeof text === "string" ? text : "")).join("") };
}

function readToolCall(call: JsonObject, path: string): ToolCallPart | undefined {
  checkClosed(call, "call", path);
  const type = call.type ?? "function";
  if (type !== "function" && type !== "custom") throw new BadRequest(`${path}.type`, "must be function or custom.");
  const called = object(call[type], `${path}.${type}`);
  checkClosed(called, "function", `${path}.${type}`);
  if (type === "custom") return undefined;
  const json = maybe(called.arguments, `${path}.function.arguments`, string) ?? "";
  return {
    kind: "tool-call",
    id: name(call.id, `${path}.id`),
    name: name(called.name, `${path}.function.name`),
    arguments: json.trim() === "" ? "{}" : json,
    place: path,
    ...readCallProof(call),
  };
}

/** The client's messages → neutral messages. Paths of what the neutral form cannot hold go to `onlyAsBytes`. */
import type { Message, TextPart, ToolCallPart } from "../../chat/request.ts";
import { array, BadRequest, isObject, type JsonObject, maybe, name, object, string } from "./body-checks.ts";

type UserPart = Extract<Message, { role: "user" }>["parts"][number];
type AssistantPart = Extract<Message, { role: "assistant" }>["parts"][number];

export function readMessages(value: unknown, onlyAsBytes: string[]): Message[] {
  if (value === undefined || value === null) throw new BadRequest("messages", "is required.");
  const messages = array(value, "messages");
  if (messages.length === 0) throw new BadRequest("messages", "must have at least one message.");
  return messages.flatMap((message, i) =>
    readMessage(object(message, `messages[${i}]`), `messages[${i}]`, onlyAsBytes),
  );
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
    if (name(part.type, `${at}.type`) === "text") return [{ kind: "text", text: string(part.text, `${at}.text`) }];
    const other = read(part, at);
    if (other === undefined) onlyAsBytes.push(at);
    return other === undefined ? [] : [other];
  });
}

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
        const format = name(audio.format, `${at}.input_audio.format`);
        return { kind: "audio", format, data: string(audio.data, `${at}.input_audio.data`) };
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
  const url = string(image.url, isObject(value) ? `${path}.url` : path);
  if (!/^(https?|data):/i.test(url)) throw new BadRequest(`${path}.url`, "must be an https:, http: or data: URL.");
  const detail = maybe(image.detail, `${path}.detail`, string);
  return { kind: "image", url, ...(detail === undefined ? {} : { detail }) };
}

/** A file that the provider keeps under an id means nothing to another provider. */
function readFile(file: JsonObject, path: string): UserPart | undefined {
  const data = maybe(file.file_data, `${path}.file_data`, string);
  if (data === undefined) return undefined;
  const filename = maybe(file.filename, `${path}.filename`, string);
  return { kind: "file", data, ...(filename === undefined ? {} : { name: filename }) };
}

function readAssistantParts(message: JsonObject, path: string, onlyAsBytes: string[]): AssistantPart[] {
  const { content, refusal, reasoning_content: reasoning, tool_calls: calls, audio, function_call } = message;
  const parts: AssistantPart[] = [];
  if (typeof reasoning === "string" && reasoning !== "") parts.push({ kind: "reasoning", text: reasoning });
  if (content !== undefined && content !== null) {
    const read = readParts<AssistantPart>(content, `${path}.content`, onlyAsBytes, (part, at) =>
      part.type === "refusal" ? { kind: "text", text: string(part.refusal, `${at}.refusal`) } : undefined,
    );
    parts.push(...read);
  } else if (typeof refusal === "string") parts.push({ kind: "text", text: refusal });
  for (const [i, call] of (maybe(calls, `${path}.tool_calls`, array) ?? []).entries()) {
    const part = readToolCall(object(call, `${path}.tool_calls[${i}]`), `${path}.tool_calls[${i}]`);
    if (part === undefined) onlyAsBytes.push(`${path}.tool_calls[${i}]`);
    else parts.push(part);
  }
  if (isObject(audio)) onlyAsBytes.push(`${path}.audio`);
  if (isObject(function_call)) onlyAsBytes.push(`${path}.function_call`);
  return parts;
}

function readToolCall(call: JsonObject, path: string): ToolCallPart | undefined {
  if ((call.type ?? "function") !== "function") return undefined;
  const called = object(call.function, `${path}.function`);
  const json = maybe(called.arguments, `${path}.function.arguments`, string) ?? "";
  return {
    kind: "tool-call",
    id: name(call.id, `${path}.id`),
    name: name(called.name, `${path}.function.name`),
    arguments: json.trim() === "" ? "{}" : json,
  };
}

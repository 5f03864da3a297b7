import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";

const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/**
 * The messages; every call of an assistant is answered before anything else is said.
 * @throws RequestProblem
 */
export function readMessages(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return badRequest("Missing required parameter: 'messages'.", "messages");
  if (value.length === 0) badRequest("Invalid 'messages': at least one message is needed.", "messages");
  const messages = value.map(readMessage);
  checkCalls(messages);
  return messages;
}

function readMessage(message: unknown, index: number): JsonObject {
  const param = `messages[${index}]`;
  if (!isObject(message)) return badRequest(`Invalid '${param}': expected an object.`, param);
  const { role, content } = message;
  if (!roles.has(stringOf(role))) badRequest(`Invalid value: '${role}'.`, `${param}.role`);
  if (role === "tool" && typeof message.tool_call_id !== "string") {
    badRequest(`Missing required parameter: '${param}.tool_call_id'.`, `${param}.tool_call_id`);
  }
  const calls = listOf(message.tool_calls);
  const mayBeEmpty = role === "assistant" && (calls.length > 0 || message.function_call !== undefined);
  if ((content === undefined || content === null) && !mayBeEmpty) {
    badRequest(`Invalid value for 'content': expected a string, got null.`, `${param}.content`);
  }
  if (message.tool_calls !== undefined && message.tool_calls !== null && calls.length === 0) {
    badRequest(
      `Invalid '${param}.tool_calls': empty array. Expected an array with minimum length 1.`,
      `${param}.tool_calls`,
    );
  }
  for (const [at, call] of calls.entries()) checkCall(objectOf(call), `${param}.tool_calls[${at}]`);
  for (const [at, part] of listOf(content).entries()) checkImage(objectOf(part), `${param}.content[${at}]`);
  return message;
}

function checkCall({ id, function: made }: JsonObject, param: string): void {
  if (stringOf(id) === "") badRequest(`Missing required parameter: '${param}.id'.`, `${param}.id`);
  const { arguments: input } = objectOf(made);
  if (made === undefined || typeof input === "string") return;
  badRequest(`Invalid type for '${param}.function.arguments': expected a string.`, `${param}.function.arguments`);
}

function checkImage({ type, image_url: image }: JsonObject, param: string): void {
  if (type !== "image_url") return;
  const url = typeof image === "string" ? image : objectOf(image).url;
  const known = /^(https?:\/\/|data:image\/(png|jpe?g|webp|gif);base64,)/;
  if (typeof url !== "string")
    badRequest(`Missing required parameter: '${param}.image_url.url'.`, `${param}.image_url.url`);
  else if (!known.test(url)) badRequest("Invalid MIME type. Only image types are supported.", `${param}.image_url.url`);
}

function checkCalls(messages: readonly JsonObject[]): void {
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    const id = stringOf(message.tool_call_id);
    if (message.role === "tool" && open.includes(id)) open = open.filter((other) => other !== id);
    else if (message.role === "tool") {
      badRequest(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        `messages.[${index}].role`,
      );
    } else {
      checkAnswered(open, index);
      open = listOf(message.tool_calls).map((call) => stringOf(objectOf(call).id));
    }
  }
  checkAnswered(open, messages.length);
}

function checkAnswered(open: readonly string[], index: number): void {
  if (open.length === 0) return;
  badRequest(
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following " +
      `tool_call_ids did not have response messages: ${open.join(", ")}`,
    `messages.[${index}].role`,
  );
}

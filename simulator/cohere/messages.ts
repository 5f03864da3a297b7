import { isObject, type JsonObject, listOf, objectOf, parseJson, stringOf } from "../json.ts";
import { knownMembers, refuse } from "./check.ts";

const membersOf: Readonly<Record<string, readonly string[]>> = {
  system: ["role", "content"],
  user: ["role", "content"],
  assistant: ["role", "content", "tool_calls", "tool_plan", "citations"],
  tool: ["role", "content", "tool_call_id"],
};

/**
 * The messages; what an assistant called is answered at once, every call of it.
 * @throws RequestProblem
 */
export function readMessages(value: unknown): JsonObject[] {
  if (!Array.isArray(value) || value.length === 0) refuse("messages must have at least one message");
  const messages = listOf(value).map((entry, index) => {
    const role = stringOf(objectOf(entry).role);
    const members =
      membersOf[role] ?? refuse(`messages[${index}].role must be one of ${Object.keys(membersOf).join(", ")}`);
    const message = knownMembers(entry, `messages[${index}]`, members);
    checkMessage(message, `messages[${index}]`);
    return message;
  });
  checkCalls(messages);
  if (!messages.some(({ role }) => role === "user" || role === "tool")) refuse("message must be at least 1 token long");
  return messages;
}

function checkMessage({ role, content, tool_calls: calls, tool_plan: plan }: JsonObject, path: string): void {
  const isEmpty = content === undefined || content === null || content === "" || listOf(content).some(isBlank);
  if (role === "assistant" && listOf(calls).length > 0) {
    if (!isEmpty) refuse(`${path} cannot have both content and tool_calls; text beside calls goes to tool_plan`);
    for (const [index, call] of listOf(calls).entries()) checkCall(call, `${path}.tool_calls[${index}]`);
  } else if (isEmpty) {
    refuse(`${path}.content: message must be at least 1 token long or tool results must be specified.`);
  }
  if (plan !== undefined && listOf(calls).length === 0) refuse(`${path}.tool_plan needs tool_calls`);
  for (const [index, part] of listOf(content).entries()) checkPart(role, part, `${path}.content[${index}]`);
}

function isBlank(part: unknown): boolean {
  return objectOf(part).type === "text" && objectOf(part).text === "";
}

const partsOf: Readonly<Record<string, readonly string[]>> = {
  system: ["text"],
  user: ["text", "image_url"],
  assistant: ["text", "thinking"],
  tool: ["text", "document"],
};

function checkPart(role: unknown, value: unknown, path: string): void {
  const part = knownMembers(value, path, ["type", "text", "image_url", "thinking", "document"]);
  const known = partsOf[stringOf(role)] ?? [];
  if (!known.includes(stringOf(part.type))) refuse(`${path}.type must be one of ${known.join(", ")}`);
  const { url } = objectOf(part.image_url);
  if (part.type === "image_url" && !/^(https?:\/\/|data:image\/(png|jpeg|webp|gif);base64,)/.test(stringOf(url))) {
    refuse(`${path}.image_url.url must be a URL or a data URI of an image`);
  }
}

function checkCall(value: unknown, path: string): void {
  const { id, type, function: made } = knownMembers(value, path, ["id", "type", "function"]);
  if (stringOf(id) === "") refuse(`${path}.id is required`);
  if (type !== "function") refuse(`${path}.type must be 'function'`);
  const { arguments: input } = objectOf(made);
  if (!isObject(parseJson(stringOf(input)))) refuse(`${path}.function.arguments must be a JSON object in a string`);
}

function checkCalls(messages: readonly JsonObject[]): void {
  let open: string[] = [];
  for (const message of messages) {
    const id = stringOf(message.tool_call_id);
    if (message.role !== "tool") {
      if (open.length > 0) refuse(`tool calls without results: ${open.join(", ")}`);
      open = listOf(message.tool_calls).map((call) => stringOf(objectOf(call).id));
    } else if (open.includes(id)) open = open.filter((other) => other !== id);
    else refuse(`tool call id ${id} not found in previous tool calls`);
  }
  if (open.length > 0) refuse(`tool calls without results: ${open.join(", ")}`);
}

import type { IncomingHttpHeaders } from "node:http";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Tool } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";

const perMessage = 4;
const perMedia = 1500;

/**
 * Reads a messages request.
 * @throws RequestProblem
 */
export function toQuestion(body: unknown, headers: IncomingHttpHeaders): Question {
  if (headers["anthropic-version"] === undefined) return badRequest("anthropic-version: header is required");
  if (!isObject(body)) return badRequest("The request body is not a JSON object");
  const model = stringOf(body.model) || badRequest("model: Field required");
  const maxTokens = readMaxTokens(body.max_tokens);
  const messages = readMessages(body.messages);
  checkLimits(body);
  const tools = readTools(body.tools);
  const last = messages.findLast((message) => message.role === "user");
  const result = listOf(last?.content)
    .map(objectOf)
    .findLast((block) => block.type === "tool_result");
  const text = textOf(last?.content);
  const choice = objectOf(body.tool_choice);
  return {
    model,
    lastText: text || textOf(result?.content),
    lastIsToolResult: result !== undefined && text === "",
    promptTokens: promptTokens(body, messages),
    maxTokens,
    stop: listOf(body.stop_sequences).filter((stop) => typeof stop === "string"),
    stream: body.stream === true,
    streamUsage: true,
    tools,
    toolChoice: readToolChoice(choice, tools),
    parallelTools: choice.disable_parallel_tool_use !== true,
    format: readFormat(body),
    choices: 1,
    reasoning: undefined,
    prefixes: [],
  };
}

function readMaxTokens(value: unknown): number {
  if (value === undefined) return badRequest("max_tokens: Field required");
  if (Number.isInteger(value) && Number(value) >= 1) return Number(value);
  return badRequest("max_tokens: Input should be a whole number of at least 1");
}

function readMessages(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return badRequest("messages: Field required");
  if (value.length === 0) return badRequest("messages: at least one message is required");
  const messages = value.map((message, index) => readMessage(message, `messages.${index}`));
  if (messages[0]?.role !== "user") badRequest("messages: first message must use the user role");
  return messages;
}

function readMessage(message: unknown, place: string): JsonObject {
  if (!isObject(message)) return badRequest(`${place}: Input should be an object`);
  if (message.role !== "user" && message.role !== "assistant") {
    badRequest(`${place}.role: Unexpected role "${message.role}". The Messages API takes "user" and "assistant"`);
  }
  const { content } = message;
  if (typeof content !== "string" && !Array.isArray(content)) badRequest(`${place}.content: Field required`);
  if (content === "") badRequest(`${place}: all messages must have non-empty content`);
  for (const block of listOf(content).map(objectOf)) {
    if (block.type === "text" && stringOf(block.text).trim() === "") {
      badRequest(`${place}: text content blocks must be non-empty`);
    }
  }
  return message;
}

function checkLimits({ temperature }: JsonObject): void {
  if (typeof temperature === "number" && (temperature < 0 || temperature > 1)) {
    badRequest("temperature: Input should be between 0 and 1");
  }
}

function readTools(value: unknown): Tool[] {
  return listOf(value).map((entry, index) => {
    const tool = objectOf(entry);
    const name = stringOf(tool.name) || badRequest(`tools.${index}.name: Field required`);
    const ofServer = typeof tool.type === "string" && tool.type !== "custom";
    if (!ofServer && objectOf(tool.input_schema).type !== "object") {
      badRequest(`tools.${index}.input_schema.type: Input should be 'object'`);
    }
    return { name, schema: objectOf(tool.input_schema) };
  });
}

function readToolChoice(choice: JsonObject, tools: readonly Tool[]): Question["toolChoice"] {
  if (choice.type === undefined || choice.type === "auto") return "auto";
  if (tools.length === 0) badRequest("tool_choice may only be specified while providing tools");
  if (choice.type === "none") return "none";
  if (choice.type === "any") return "required";
  if (choice.type !== "tool") return badRequest("tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'");
  const name = stringOf(choice.name);
  if (!tools.some((tool) => tool.name === name)) badRequest(`tool_choice: Tool '${name}' not found in provided tools`);
  return { name };
}

function readFormat(body: JsonObject): JsonObject | undefined {
  const format = objectOf(objectOf(body.output_config).format);
  if (format.type !== "json_schema") return undefined;
  return isObject(format.schema) ? format.schema : badRequest("output_config.format.schema: Field required");
}

function promptTokens(body: JsonObject, messages: readonly JsonObject[]): number {
  const tools = body.tools === undefined ? 0 : countTokens(JSON.stringify(body.tools));
  return messages.reduce((sum, message) => sum + messageTokens(message), tools + countTokens(textOf(body.system)));
}

function messageTokens(message: JsonObject): number {
  if (typeof message.content === "string") return perMessage + countTokens(message.content);
  return listOf(message.content)
    .map(objectOf)
    .reduce((sum, block) => sum + blockTokens(block), perMessage);
}

function blockTokens(block: JsonObject): number {
  switch (block.type) {
    case "text":
      return countTokens(stringOf(block.text));
    case "tool_use":
      return countTokens(JSON.stringify(block.input ?? {}));
    case "tool_result":
      return countTokens(textOf(block.content));
    default:
      return perMedia;
  }
}

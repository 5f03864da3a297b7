import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Tool } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";

const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);
const perMessage = 4;
const perReply = 3;
const perMedia = 85;

/**
 * Reads a chat completions request.
 * @throws RequestProblem
 */
export function toQuestion(body: unknown): Question {
  if (!isObject(body)) return badRequest("The body is not a JSON object.");
  const model = stringOf(body.model) || badRequest("You must provide a model parameter.", "model");
  const messages = readMessages(body.messages);
  checkLimits(body);
  const tools = readTools(body.tools);
  const last = messages.findLast((message) => message.role === "user" || message.role === "tool");
  return {
    model,
    lastText: textOf(last?.content),
    lastIsToolResult: last?.role === "tool" && last === messages.at(-1),
    promptTokens: messages.reduce((sum, message) => sum + messageTokens(message), perReply) + toolTokens(body.tools),
    maxTokens: limitOf(body),
    stop: typeof body.stop === "string" ? [body.stop] : listOf(body.stop).filter((stop) => typeof stop === "string"),
    stream: body.stream === true,
    streamUsage: objectOf(body.stream_options).include_usage === true,
    tools,
    toolChoice: readToolChoice(body.tool_choice, tools),
    parallelTools: body.parallel_tool_calls !== false,
    format: readFormat(body.response_format),
  };
}

function readMessages(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return badRequest("Missing required parameter: 'messages'.", "messages");
  if (value.length === 0) badRequest("Invalid 'messages': at least one message is needed.", "messages");
  return value.map((message, index) => {
    const param = `messages[${index}]`;
    if (!isObject(message)) return badRequest(`Invalid '${param}': expected an object.`, param);
    if (!roles.has(stringOf(message.role))) badRequest(`Invalid value: '${message.role}'.`, `${param}.role`);
    if (message.role === "tool" && typeof message.tool_call_id !== "string") {
      badRequest(`Missing required parameter: '${param}.tool_call_id'.`, `${param}.tool_call_id`);
    }
    return message;
  });
}

function checkLimits(body: JsonObject): void {
  const { temperature, n, stream_options: streamOptions } = body;
  if (typeof temperature === "number" && (temperature < 0 || temperature > 2)) {
    badRequest(`Invalid 'temperature': ${temperature} is not between 0 and 2.`, "temperature");
  }
  if (n !== undefined && n !== null && n !== 1)
    badRequest("The simulated provider gives one choice: 'n' must be 1.", "n");
  if (isObject(streamOptions) && body.stream !== true) {
    badRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
  }
}

function limitOf(body: JsonObject): number | undefined {
  const param = body.max_completion_tokens === undefined ? "max_tokens" : "max_completion_tokens";
  const limit = body[param] ?? undefined;
  if (limit === undefined) return undefined;
  if (Number.isInteger(limit) && Number(limit) >= 1) return Number(limit);
  return badRequest(`Invalid '${param}': expected a whole number of at least 1.`, param);
}

function readTools(value: unknown): Tool[] {
  return listOf(value).map((tool, index) => {
    const made = objectOf(objectOf(tool).function);
    const param = `tools[${index}].function.name`;
    const name = stringOf(made.name) || badRequest(`Missing required parameter: '${param}'.`, param);
    return { name, schema: objectOf(made.parameters) };
  });
}

function readToolChoice(value: unknown, tools: readonly Tool[]): Question["toolChoice"] {
  if (value === undefined || value === null || value === "auto") return "auto";
  if (tools.length === 0) badRequest("'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
  if (value === "none" || value === "required") return value;
  const name = stringOf(objectOf(objectOf(value).function).name);
  if (!tools.some((tool) => tool.name === name))
    badRequest(`Tool choice '${name}' is not among 'tools'.`, "tool_choice");
  return { name };
}

function readFormat(value: unknown): JsonObject | undefined {
  const format = objectOf(value);
  if (format.type === "json_object") return {};
  if (format.type !== "json_schema") return undefined;
  const { schema } = objectOf(format.json_schema);
  return isObject(schema) ? schema : badRequest("Missing 'response_format.json_schema.schema'.", "response_format");
}

function messageTokens(message: JsonObject): number {
  const media = listOf(message.content).filter((part) => objectOf(part).type !== "text").length;
  const calls = message.tool_calls === undefined ? "" : JSON.stringify(message.tool_calls);
  return perMessage + countTokens(textOf(message.content)) + countTokens(calls) + media * perMedia;
}

function toolTokens(tools: unknown): number {
  return tools === undefined ? 0 : countTokens(JSON.stringify(tools));
}

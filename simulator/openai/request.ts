import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { markedPrefixes } from "../prompt-cache.ts";
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
    choices: readChoices(body.n),
    reasoning: readReasoning(body),
    prefixes: readPrefixes(model, body.tools, messages),
  };
}

function readChoices(value: unknown): number {
  if (value === undefined || value === null) return 1;
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 128) return Number(value);
  return badRequest("Invalid 'n': expected a whole number from 1 to 128.", "n");
}

/** Hosts of the same wire format that show what is thought ask for it in ways of their own. */
function readReasoning(body: JsonObject): Question["reasoning"] {
  const effort = body.reasoning_effort ?? undefined;
  const shown = objectOf(body.thinking).type === "enabled" || body.enable_thinking === true;
  if (effort === undefined) return shown ? { budget: budgets.medium, shown } : undefined;
  if (typeof effort !== "string" || !(effort === "none" || Object.hasOwn(budgets, effort))) {
    return badRequest(`Invalid value: '${effort}'. Supported values are: none, ${efforts}.`, "reasoning_effort");
  }
  return effort === "none" ? undefined : { budget: budgets[effort as keyof typeof budgets], shown };
}

const budgets = { minimal: 4, low: 16, medium: 64, high: 256, xhigh: 512, max: 512 } as const;
const efforts = Object.keys(budgets).join(", ");
const fewestCached = 1024;
const cachedStep = 128;

/** Every beginning of the prompt that ends with a message is kept, in whole steps. */
function readPrefixes(model: string, tools: unknown, messages: readonly JsonObject[]): Question["prefixes"] {
  const first = { value: tools ?? [], tokens: toolTokens(tools), marked: false };
  const rest = messages.map((message) => ({ value: message, tokens: messageTokens(message), marked: true }));
  const all = markedPrefixes(model, [first, ...rest], fewestCached);
  return all.map(({ key, tokens }) => ({ key, tokens: tokens - (tokens % cachedStep) }));
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
  const { temperature, stream_options: streamOptions } = body;
  if (typeof temperature === "number" && (temperature < 0 || temperature > 2)) {
    badRequest(`Invalid 'temperature': ${temperature} is not between 0 and 2.`, "temperature");
  }
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

import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Reasoning, Tool } from "../question.ts";
import { countTokens } from "../tokens.ts";
import { readOptions } from "./options.ts";

const perImage = 256;
const perMessage = 4;
const thinksByItself = /deepseek-r1|qwen3|gpt-oss|magistral/;
const budgets: Readonly<Record<string, number>> = { low: 16, medium: 64, high: 256, max: 512 };

/**
 * Reads a chat request. Streams unless told not to. A prompt that is longer than the window is cut without a word.
 * @throws RequestProblem
 */
export function toQuestion(body: unknown): Question {
  if (!isObject(body)) return badRequest("json: cannot unmarshal value into Go value of type api.ChatRequest");
  const model = stringOf(body.model) || badRequest("model is required");
  if (body.stream !== undefined && typeof body.stream !== "boolean")
    mismatch(body.stream, "ChatRequest.stream", "bool");
  const messages = listOf(body.messages).map(readMessage);
  const tools = readTools(body.tools);
  const { numPredict, numContext, stop } = readOptions(body.options);
  const last = messages.findLast(({ role }) => role === "user" || role === "tool");
  const toolTokens = tools.length > 0 ? countTokens(JSON.stringify(body.tools)) : 0;
  const promptTokens = messages.reduce((sum, message) => sum + messageTokens(message), toolTokens);
  return {
    model,
    lastText: stringOf(last?.content),
    lastIsToolResult: last?.role === "tool" && last === messages.at(-1),
    promptTokens: Math.min(promptTokens, numContext),
    maxTokens: numPredict,
    stop,
    stream: body.stream !== false,
    streamUsage: true,
    tools,
    toolChoice: "auto",
    parallelTools: true,
    format: readFormat(body.format),
    choices: 1,
    reasoning: readThinking(model, body.think),
    prefixes: [],
  };
}

function readMessage(value: unknown): JsonObject {
  const message = isObject(value) ? value : mismatch(value, "ChatRequest.messages", "api.Message");
  const { role, content, images, tool_calls: calls } = message;
  if (!["system", "user", "assistant", "tool"].includes(stringOf(role))) badRequest(`invalid role: ${stringOf(role)}`);
  if (content !== undefined && content !== null && typeof content !== "string") {
    mismatch(content, "ChatRequest.messages.content", "string");
  }
  for (const image of listOf(images)) {
    const wrong = stringOf(image).search(/[^A-Za-z0-9+/=]/);
    if (wrong >= 0) badRequest(`illegal base64 data at input byte ${wrong}`);
  }
  for (const call of listOf(calls)) {
    const { arguments: input } = objectOf(objectOf(call).function);
    if (input !== undefined && !isObject(input)) {
      mismatch(input, "ChatRequest.messages.tool_calls.function.arguments", "api.ToolCallFunctionArguments");
    }
  }
  return message;
}

function readTools(value: unknown): Tool[] {
  if (value !== undefined && value !== null && !Array.isArray(value)) mismatch(value, "ChatRequest.tools", "api.Tools");
  return listOf(value).map((tool) => {
    const { name, parameters } = objectOf(objectOf(tool).function);
    return { name: stringOf(name), schema: objectOf(parameters) };
  });
}

function readFormat(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (value === "json") return {};
  return isObject(value)
    ? value
    : badRequest(`invalid format: ${JSON.stringify(value)}; expected "json" or a valid JSON Schema object`);
}

function readThinking(model: string, think: unknown): Reasoning | undefined {
  const isLevel = typeof think === "string" && Object.hasOwn(budgets, think);
  if (think !== undefined && think !== null && typeof think !== "boolean" && !isLevel) {
    badRequest(`invalid think value: "${think}" (must be "high", "medium", "low", "max", true, or false)`);
  }
  if (think === false && !/gpt-oss/.test(model)) return undefined;
  if (think === undefined || think === null)
    return thinksByItself.test(model) ? { budget: 64, shown: true } : undefined;
  return { budget: budgets[String(think)] ?? 64, shown: true };
}

function messageTokens({ content, images, tool_calls: calls, thinking }: JsonObject): number {
  const other = calls === undefined ? "" : JSON.stringify(calls);
  const words = countTokens(stringOf(content)) + countTokens(stringOf(thinking)) + countTokens(other);
  return perMessage + words + listOf(images).length * perImage;
}

/** @throws RequestProblem always */
export function mismatch(value: unknown, field: string, type: string): never {
  const kind = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
  return badRequest(`json: cannot unmarshal ${kind} into Go struct field ${field} of type ${type}`);
}

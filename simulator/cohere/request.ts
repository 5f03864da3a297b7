import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { markedPrefixes, type PromptPiece } from "../prompt-cache.ts";
import type { Question, Reasoning, Tool } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { knownMembers, refuse } from "./check.ts";
import { readMessages } from "./messages.ts";

const members = [
  ...["model", "messages", "stream", "tools", "strict_tools", "documents", "citation_options", "response_format"],
  ...["safety_mode", "max_tokens", "stop_sequences", "temperature", "seed", "frequency_penalty", "presence_penalty"],
  ...["k", "p", "logprobs", "tool_choice", "thinking", "priority", "raw_prompting"],
];
const ranges = {
  temperature: [0, 1],
  p: [0.01, 0.99],
  k: [0, 500],
  frequency_penalty: [0, 1],
  presence_penalty: [0, 1],
} as const;
const perImage = 256;
const fewestCached = 64;

/**
 * Reads a chat request.
 * @throws RequestProblem
 */
export function toQuestion(value: unknown): Question {
  const body = knownMembers(value, "", members);
  const model = stringOf(body.model) || refuse("model is required");
  checkRanges(body);
  const tools = readTools(body.tools);
  const messages = readMessages(body.messages);
  const last = messages.findLast(({ role }) => role === "user" || role === "tool");
  const pieces = toPieces(body, messages);
  return {
    model,
    lastText: resultText(last),
    lastIsToolResult: last?.role === "tool" && last === messages.at(-1),
    promptTokens: pieces.reduce((sum, { tokens }) => sum + tokens, 0),
    maxTokens: readMaxTokens(body.max_tokens),
    stop: listOf(body.stop_sequences).map(String),
    stream: body.stream === true,
    streamUsage: true,
    tools,
    toolChoice: readToolChoice(body.tool_choice, tools),
    parallelTools: true,
    format: readFormat(body.response_format, tools),
    choices: 1,
    reasoning: readThinking(body.thinking),
    prefixes: markedPrefixes(model, pieces, fewestCached),
  };
}

function checkRanges(body: JsonObject): void {
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const value = body[name] ?? undefined;
    if (value === undefined || (typeof value === "number" && value >= least && value <= most)) continue;
    refuse(`${name} must be between ${least} and ${most} inclusive.`);
  }
  if (listOf(body.stop_sequences).length > 5) refuse("stop_sequences can have at most 5 entries");
}

function readMaxTokens(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value) && Number(value) >= 1) return Number(value);
  return refuse("max_tokens must be a whole number of at least 1");
}

function readTools(value: unknown): Tool[] {
  return listOf(value).map((entry, index) => {
    const { type, function: made } = knownMembers(entry, `tools[${index}]`, ["type", "function"]);
    if (type !== "function") refuse(`tools[${index}].type must be 'function'`);
    const { name, parameters } = knownMembers(made, `tools[${index}].function`, [
      "name",
      "description",
      "parameters",
      "strict",
    ]);
    if (!/^[A-Za-z_]\w{0,63}$/.test(stringOf(name))) {
      refuse(
        `tools[${index}].function.name '${name}' may have letters, digits and underscores only, and begins with no digit`,
      );
    }
    if (parameters !== undefined && objectOf(parameters).type !== "object") {
      refuse(`tools[${index}].function.parameters must be a JSON schema of type object`);
    }
    return { name: stringOf(name), schema: objectOf(parameters) };
  });
}

function readToolChoice(value: unknown, tools: readonly Tool[]): Question["toolChoice"] {
  if (value === undefined || value === null) return "auto";
  if (value !== "REQUIRED" && value !== "NONE") return refuse("tool_choice must be one of 'REQUIRED' and 'NONE'");
  if (tools.length === 0) refuse("tool_choice can only be specified when tools are provided");
  return value === "REQUIRED" ? "required" : "none";
}

function readFormat(value: unknown, tools: readonly Tool[]): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  const { type, json_schema: schema } = knownMembers(value, "response_format", ["type", "json_schema", "schema"]);
  if (type === "text") return undefined;
  if (type !== "json_object") refuse("response_format.type must be one of 'text' and 'json_object'");
  if (tools.length > 0) refuse("response_format is not supported with tools");
  if (schema === undefined) return {};
  if (objectOf(schema).type !== "object" || listOf(objectOf(schema).required).length === 0) {
    refuse("response_format.json_schema must be of type object with at least one required property");
  }
  return objectOf(schema);
}

function readThinking(value: unknown): Reasoning | undefined {
  if (value === undefined || value === null) return undefined;
  const { type, token_budget: budget } = knownMembers(value, "thinking", ["type", "token_budget"]);
  if (type !== "enabled" && type !== "disabled") refuse("thinking.type must be one of 'enabled' and 'disabled'");
  if (budget !== undefined && !(Number(budget) >= 1)) refuse("thinking.token_budget must be at least 1");
  return type === "enabled" ? { budget: budget === undefined ? 64 : Number(budget), shown: true } : undefined;
}

/** The text of a message; of a tool's result, that of its documents as well. */
function resultText(message: JsonObject | undefined): string {
  const text = textOf(message?.content);
  const [document] = listOf(message?.content).map((part) => objectOf(objectOf(part).document).data);
  return text || stringOf(document) || (isObject(document) ? JSON.stringify(document) : "");
}

/** The prompt in the order in which the model reads it; it may be kept up to the end of each message. */
function toPieces({ tools, documents }: JsonObject, messages: readonly JsonObject[]): PromptPiece[] {
  const before = [tools, documents].filter((value) => value !== undefined);
  return [
    ...before.map((value) => ({ value, tokens: countTokens(JSON.stringify(value)), marked: false })),
    ...messages.map((value) => ({ value, tokens: messageTokens(value), marked: true })),
  ];
}

function messageTokens({ content, tool_calls: calls, tool_plan: plan }: JsonObject): number {
  const images = listOf(content).filter((part) => objectOf(part).type === "image_url").length;
  const other = calls === undefined ? "" : JSON.stringify(calls);
  return countTokens(textOf(content)) + countTokens(stringOf(plan)) + countTokens(other) + images * perImage;
}

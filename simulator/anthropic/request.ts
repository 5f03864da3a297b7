import type { IncomingHttpHeaders } from "node:http";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { markedPrefixes, type PromptPiece } from "../prompt-cache.ts";
import type { Question } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { knownMembers } from "./check.ts";
import { type Message, readMessages } from "./messages.ts";
import { type ModelTraits, traitsOf } from "./models.ts";
import { readThinking } from "./thinking.ts";
import { readFormat, readToolChoice, readTools } from "./tools.ts";

/** What is counted. */
export const promptMembers: readonly string[] = [
  ...["model", "messages", "system", "tools", "tool_choice", "thinking", "output_config", "output_format"],
  ...["mcp_servers", "context_management", "cache_control", "speed"],
];
const members = [
  ...[...promptMembers, "max_tokens", "metadata", "stop_sequences", "stream", "temperature", "top_k", "top_p"],
  ...["service_tier", "container", "inference_geo"],
];
const perMessage = 4;
const perMedia = 1500;
const fewestCached = 1024;
const mostMarks = 4;

/**
 * Reads a messages request.
 * @throws RequestProblem
 */
export function toQuestion(value: unknown, headers: IncomingHttpHeaders): Question {
  if (headers["anthropic-version"] === undefined) badRequest("anthropic-version: header is required");
  const body = knownMembers(value, "", members);
  return { ...readPrompt(body, headers), maxTokens: readMaxTokens(body.max_tokens) };
}

/**
 * Reads a request to count the tokens of a prompt, which has what a messages request has but what concerns the answer.
 * @throws RequestProblem
 */
export function toCounted(value: unknown, headers: IncomingHttpHeaders): Question {
  if (headers["anthropic-version"] === undefined) badRequest("anthropic-version: header is required");
  return readPrompt(knownMembers(value, "", promptMembers), headers);
}

function readPrompt(body: JsonObject, headers: IncomingHttpHeaders): Question {
  const model = stringOf(body.model) || badRequest("model: Field required");
  const traits = traitsOf(model);
  const messages = readMessages(body.messages, traits, String(headers["anthropic-beta"] ?? ""));
  checkLimits(body, traits);
  const tools = readTools(body.tools, messages);
  const last = messages.findLast(({ role }) => role === "user");
  const result = last?.blocks.findLast(({ type }) => type === "tool_result");
  const text = textOf(last?.blocks);
  const choice = objectOf(body.tool_choice);
  const toolChoice = readToolChoice(choice, tools);
  const pieces = toPieces(body, messages);
  return {
    model,
    lastText: text || textOf(result?.content),
    lastIsToolResult: result !== undefined && text === "",
    promptTokens: pieces.reduce((sum, { tokens }) => sum + tokens, 0),
    maxTokens: undefined,
    stop: listOf(body.stop_sequences).map(String),
    stream: body.stream === true,
    streamUsage: true,
    tools,
    toolChoice,
    parallelTools: choice.disable_parallel_tool_use !== true,
    format: readFormat(body),
    choices: 1,
    reasoning: readThinking(body, messages, toolChoice, traits),
    prefixes: markedPrefixes(model, pieces, fewestCached),
  };
}

function readMaxTokens(value: unknown): number {
  if (value === undefined) return badRequest("max_tokens: Field required");
  if (Number.isInteger(value) && Number(value) >= 1) return Number(value);
  return badRequest("max_tokens: Input should be a whole number of at least 1");
}

function checkLimits(body: JsonObject, { takesSampling, takesBoth }: ModelTraits): void {
  const { temperature, top_p: topP, stop_sequences: stop } = body;
  for (const name of ["temperature", "top_p"]) {
    const value = body[name];
    if (value === undefined || (typeof value === "number" && value >= 0 && value <= 1)) continue;
    badRequest(`${name}: Input should be between 0 and 1`);
  }
  for (const name of ["temperature", "top_p", "top_k"]) {
    if (!takesSampling && body[name] !== undefined) badRequest(`\`${name}\` is not supported for this model.`);
  }
  if (!takesBoth && temperature !== undefined && topP !== undefined) {
    badRequest("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
  }
  if (listOf(stop).some((sequence) => stringOf(sequence).trim() === "")) {
    badRequest("stop_sequences: each stop sequence must contain non-whitespace");
  }
}

/** The prompt in the order in which it is kept: tools, system, messages; up to each block that is marked. */
function toPieces(body: JsonObject, messages: readonly Message[]): PromptPiece[] {
  const tools = listOf(body.tools).map(objectOf);
  const system =
    typeof body.system === "string" ? [{ type: "text", text: body.system }] : listOf(body.system).map(readSystem);
  const blocks = messages.flatMap(({ role, blocks: all }) => all.map((value, index) => ({ role, value, index })));
  const pieces = [
    ...tools.map((value) => ({ value, tokens: countTokens(JSON.stringify(value)), marked: isMarked(value) })),
    ...system.map((value) => ({ value, tokens: blockTokens(value), marked: isMarked(value) })),
    ...blocks.map(({ role, value, index }) => ({
      value: [role, value],
      tokens: blockTokens(value) + (index === 0 ? perMessage : 0),
      marked: isMarked(value),
    })),
  ];
  const marks = pieces.filter(({ marked }) => marked).length + (body.cache_control === undefined ? 0 : 1);
  if (marks > mostMarks)
    badRequest(`A maximum of ${mostMarks} blocks with cache_control may be provided. Found ${marks}.`);
  return body.cache_control === undefined
    ? pieces
    : pieces.map((piece, at) => ({ ...piece, marked: piece.marked || at === pieces.length - 1 }));
}

function isMarked({ cache_control: cache }: JsonObject): boolean {
  return isObject(cache);
}

function readSystem(value: unknown, index: number): JsonObject {
  const block = objectOf(value);
  if (block.type !== "text") badRequest(`system.${index}.type: Input should be 'text'`);
  if (stringOf(block.text) === "") badRequest("system: text content blocks must be non-empty");
  return block;
}

function blockTokens(block: JsonObject): number {
  switch (block.type) {
    case "text":
      return countTokens(stringOf(block.text));
    case "thinking":
      return countTokens(stringOf(block.thinking));
    case "tool_use":
      return countTokens(JSON.stringify(block.input ?? {}));
    case "tool_result":
      return countTokens(textOf(block.content));
    default:
      return perMedia;
  }
}

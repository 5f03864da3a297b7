import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { markedPrefixes } from "../prompt-cache.ts";
import type { Question } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { readMessages } from "./messages.ts";
import { checkModel, readReasoning, tellsUsageUnasked } from "./models.ts";
import { readFormat, readToolChoice, readTools } from "./tools.ts";

const perMessage = 4;
const perReply = 3;
const perMedia = 85;
const fewestCached = 1024;
const cachedStep = 128;
const mostStops = 4;

/**
 * Reads a chat completions request.
 * @throws RequestProblem
 */
export function toQuestion(body: unknown): Question {
  if (!isObject(body)) return badRequest("The body is not a JSON object.");
  const model = stringOf(body.model) || badRequest("You must provide a model parameter.", "model");
  const messages = readMessages(body.messages);
  checkLimits(body);
  const reasoning = readReasoning(model, body);
  checkModel(model, body, reasoning !== undefined);
  const last = messages.findLast((message) => message.role === "user" || message.role === "tool");
  return {
    model,
    lastText: textOf(last?.content),
    lastIsToolResult: last?.role === "tool" && last === messages.at(-1),
    promptTokens: messages.reduce((sum, message) => sum + messageTokens(message), perReply) + toolTokens(body.tools),
    maxTokens: limitOf(body),
    stop: readStop(body.stop),
    stream: body.stream === true,
    streamUsage:
      body.stream_options === undefined
        ? tellsUsageUnasked(model)
        : objectOf(body.stream_options).include_usage === true,
    ...readToolChoice(body.tool_choice, readTools(body.tools)),
    parallelTools: body.parallel_tool_calls !== false,
    format: readFormat(body.response_format, messages),
    choices: readChoices(body.n),
    reasoning,
    prefixes: readPrefixes(model, body.tools, messages),
  };
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
  const given = ["max_completion_tokens", "max_tokens"].filter(
    (name) => body[name] !== undefined && body[name] !== null,
  );
  if (given.length > 1) {
    badRequest("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens");
  }
  const [param] = given;
  if (param === undefined) return undefined;
  const limit = body[param];
  if (Number.isInteger(limit) && Number(limit) >= 1) return Number(limit);
  return badRequest(`Invalid '${param}': expected a whole number of at least 1.`, param);
}

function readStop(value: unknown): string[] {
  const stops = typeof value === "string" ? [value] : listOf(value).map(String);
  if (stops.length > mostStops) {
    badRequest(`Invalid 'stop': array too long. Expected an array with maximum length ${mostStops}.`, "stop");
  }
  return stops;
}

function readChoices(value: unknown): number {
  if (value === undefined || value === null) return 1;
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 128) return Number(value);
  return badRequest("Invalid 'n': expected a whole number from 1 to 128.", "n");
}

/** Every beginning of the prompt that ends with a message is kept, in whole steps. */
function readPrefixes(model: string, tools: unknown, messages: readonly JsonObject[]): Question["prefixes"] {
  const first = { value: tools ?? [], tokens: toolTokens(tools), marked: false };
  const rest = messages.map((message) => ({ value: message, tokens: messageTokens(message), marked: true }));
  const all = markedPrefixes(model, [first, ...rest], fewestCached);
  return all.map(({ key, tokens }) => ({ key, tokens: tokens - (tokens % cachedStep) }));
}

function messageTokens(message: JsonObject): number {
  const media = listOf(message.content).filter((part) => objectOf(part).type !== "text").length;
  const calls = message.tool_calls === undefined ? "" : JSON.stringify(message.tool_calls);
  return perMessage + countTokens(textOf(message.content)) + countTokens(calls) + media * perMedia;
}

function toolTokens(tools: unknown): number {
  return tools === undefined ? 0 : countTokens(JSON.stringify(tools));
}

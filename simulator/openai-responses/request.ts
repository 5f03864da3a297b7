import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { checkModel, readReasoning } from "../openai/models.ts";
import { badRequest, RequestProblem } from "../problem.ts";
import { markedPrefixes } from "../prompt-cache.ts";
import type { Question } from "../question.ts";
import { countTokens } from "../tokens.ts";
import { type Item, itemTokens, readInput, saidBy } from "./input.ts";
import { readFormat, readToolChoice, readTools } from "./tools.ts";

const perReply = 3;
const fewestCached = 1024;
const cachedStep = 128;
const smallestLimit = 16;

const members = new Set([
  ...["model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "text", "reasoning", "include"],
  ...["max_output_tokens", "temperature", "top_p", "store", "stream", "user", "safety_identifier", "metadata"],
  ...["service_tier", "truncation", "top_logprobs", "max_tool_calls", "moderation", "stream_options"],
  ...["prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"],
]);

/**
 * Reads a request of Responses. Nothing is kept: a request that refers to an earlier one is refused.
 * @throws RequestProblem
 */
export function toQuestion(body: unknown): Question {
  if (!isObject(body)) return badRequest("The body is not a JSON object.");
  const model = stringOf(body.model) || badRequest("Missing required parameter: 'model'.", "model");
  const unknown = Object.keys(body).find((name) => !members.has(name));
  if (unknown !== undefined) refuse(`Unknown parameter: '${unknown}'.`, unknown, "unknown_parameter");
  const items = readInput(body.input);
  const reasoning = readReasoning(model, { reasoning_effort: effortOf(body) });
  checkModel(model, { temperature: body.temperature, top_p: body.top_p }, reasoning !== undefined);
  const instructions = stringOf(body.instructions);
  const last = items.findLast(({ kind }) => kind === "user" || kind === "output");
  const isShown = objectOf(body.reasoning).summary !== undefined;
  return {
    model,
    lastText: last === undefined ? "" : saidBy(last),
    lastIsToolResult: last?.kind === "output" && last === items.at(-1),
    promptTokens:
      items.reduce((sum, item) => sum + itemTokens(item), perReply + countTokens(instructions)) + toolTokens(body),
    maxTokens: limitOf(body),
    stop: [],
    stream: body.stream === true,
    streamUsage: true,
    ...readToolChoice(body.tool_choice, readTools(body.tools)),
    parallelTools: body.parallel_tool_calls !== false,
    format: readFormat(body.text, items),
    choices: 1,
    reasoning: reasoning && { ...reasoning, shown: isShown },
    prefixes: readPrefixes(model, body, items),
  };
}

function effortOf(body: JsonObject): unknown {
  return objectOf(body.reasoning).effort ?? undefined;
}

function limitOf({ max_output_tokens: limit }: JsonObject): number | undefined {
  if (limit === undefined || limit === null) return undefined;
  if (Number.isInteger(limit) && Number(limit) >= smallestLimit) return Number(limit);
  return refuse(
    `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${smallestLimit}, but got ${limit} instead.`,
    "max_output_tokens",
    "integer_below_min_value",
  );
}

/** Every beginning of the prompt that ends with an item is kept, in whole steps. */
function readPrefixes(model: string, body: JsonObject, items: readonly Item[]): Question["prefixes"] {
  const head = [body.instructions ?? "", ...listOf(body.tools)];
  const first = { value: head, tokens: toolTokens(body), marked: false };
  const rest = items.map((item) => ({ value: item.value, tokens: itemTokens(item), marked: true }));
  const all = markedPrefixes(model, [first, ...rest], fewestCached);
  return all.map(({ key, tokens }) => ({ key, tokens: tokens - (tokens % cachedStep) }));
}

function toolTokens({ tools }: JsonObject): number {
  return tools === undefined ? 0 : countTokens(JSON.stringify(tools));
}

function refuse(message: string, param: string, code: string): never {
  throw new RequestProblem({ kind: "bad-request", message, param, code });
}

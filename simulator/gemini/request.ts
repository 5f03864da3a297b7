import { type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { markedPrefixes, type PromptPiece } from "../prompt-cache.ts";
import type { Question } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { readContents } from "./contents.ts";
import { type Content, checkHistory } from "./history.ts";
import { readThinking, traitsOf } from "./models.ts";
import { readMessage } from "./proto-json.ts";
import { generateFields, type Host } from "./shapes.ts";
import { readFormat, readToolChoice, readTools } from "./tools.ts";

const perImage = 258;
const fewestCached = 1024;

/**
 * Reads a request to generate content.
 * @throws RequestProblem
 */
export function toQuestion(host: Host, model: string, value: unknown, stream: boolean): Question {
  const body = readMessage(value, generateFields(host));
  const traits = traitsOf(model);
  const contents = readContents(body.contents, host);
  checkHistory(contents, traits);
  const config = objectOf(body.generationConfig);
  const choices = checkConfig(config, stream);
  const declared = readTools(body.tools);
  const { tools, toolChoice } = readToolChoice(body.toolConfig, declared);
  const last = contents.findLast(({ role }) => role === "user");
  const text = textOf(last?.parts);
  const results = last?.parts.flatMap(({ functionResponse }) => (functionResponse ? [objectOf(functionResponse)] : []));
  const pieces = toPieces(body, contents);
  return {
    model,
    lastText: text || resultText(results?.at(-1)),
    lastIsToolResult: text === "" && (results ?? []).length > 0,
    promptTokens: pieces.reduce((sum, { tokens }) => sum + tokens, 0),
    maxTokens: config.maxOutputTokens === undefined ? undefined : Number(config.maxOutputTokens),
    stop: listOf(config.stopSequences).map(String),
    stream,
    streamUsage: true,
    tools,
    toolChoice,
    parallelTools: true,
    format: readFormat(config, declared.length > 0 && traits.jsonOrTools),
    choices,
    reasoning: readThinking(model, config),
    prefixes: markedPrefixes(model, pieces, fewestCached),
  };
}

/** The ranges of numbers, and how many answers are wanted. */
function checkConfig(config: JsonObject, stream: boolean): number {
  const { candidateCount, stopSequences } = config;
  for (const [name, most] of [
    ["temperature", 2],
    ["topP", 1],
  ] as const) {
    const value = config[name];
    if (typeof value === "number" && (value < 0 || value > most)) {
      badRequest(`* GenerateContentRequest.generation_config.${name}: ${value} is not in the range [0.0, ${most}.0]`);
    }
  }
  if (config.maxOutputTokens !== undefined && Number(config.maxOutputTokens) < 1) {
    badRequest("* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens must be positive.");
  }
  if (listOf(stopSequences).length > 5) badRequest("* The number of stop sequences must be at most 5.");
  const choices = candidateCount === undefined ? 1 : Number(candidateCount);
  if (choices < 1 || choices > 8)
    badRequest("* GenerateContentRequest.generation_config.candidate_count: must be 1 to 8");
  if (stream && choices > 1) badRequest("Only one candidate can be specified in a stream.");
  return choices;
}

function resultText(result: JsonObject | undefined): string {
  const response = objectOf(result?.response);
  const told = response.output ?? response.result ?? response.error;
  return stringOf(told) || (result === undefined ? "" : JSON.stringify(told ?? response));
}

/** The prompt in the order in which the model reads it; it may be kept up to the end of each turn. */
function toPieces(body: JsonObject, contents: readonly Content[]): PromptPiece[] {
  const { systemInstruction: system, tools } = body;
  return [
    { value: system ?? "", tokens: partTokens(objectOf(system).parts), marked: false },
    { value: tools ?? [], tokens: tools === undefined ? 0 : countTokens(JSON.stringify(tools)), marked: false },
    ...contents.map(({ role, parts }) => ({ value: [role, parts], tokens: partTokens(parts), marked: true })),
  ];
}

function partTokens(parts: unknown): number {
  return listOf(parts)
    .map(objectOf)
    .reduce((sum, part) => sum + (part.inlineData || part.fileData ? perImage : countTokens(wordsOf(part))), 0);
}

function wordsOf({ text, functionCall, functionResponse }: JsonObject): string {
  const other = functionCall ?? functionResponse;
  return stringOf(text) + (other === undefined ? "" : JSON.stringify(other));
}

import { type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { markedPrefixes, type PromptPiece } from "../prompt-cache.ts";
import type { Question, Reasoning } from "../question.ts";
import { textOf } from "../text-of.ts";
import { countTokens } from "../tokens.ts";
import { constraint, knownMembers, modelRefuses, onlyMember } from "./check.ts";
import { type Message, readMessages } from "./messages.ts";
import { readFormat, readTools } from "./tools.ts";

const members = [
  ...["messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "additionalModelRequestFields"],
  ...["promptVariables", "additionalModelResponseFieldPaths", "requestMetadata", "performanceConfig", "serviceTier"],
  "outputConfig",
];
const perMedia = 1500;

/**
 * Reads a request of a conversation.
 * @throws RequestProblem
 */
export function toQuestion(model: string, value: unknown, stream: boolean): Question {
  if (!/^[\w.:/-]{1,2048}$/.test(model)) badRequest("The provided model identifier is invalid.");
  const body = knownMembers(value, "", members);
  const messages = readMessages(body.messages);
  const { tools, toolChoice } = readTools(body.toolConfig);
  checkHistory(messages, body.toolConfig);
  const { maxTokens, stop } = readLimits(body);
  const reasoning = readReasoning(body, messages, toolChoice);
  const last = messages.findLast(({ role }) => role === "user");
  const text = textOf(last?.blocks);
  const results = (last?.blocks ?? []).flatMap(({ toolResult }) => (toolResult ? [objectOf(toolResult)] : []));
  const pieces = toPieces(body, messages);
  return {
    model,
    lastText: text || resultText(results.at(-1)),
    lastIsToolResult: text === "" && results.length > 0,
    promptTokens: pieces.reduce((sum, { tokens }) => sum + tokens, 0),
    maxTokens,
    stop,
    stream,
    streamUsage: true,
    tools,
    toolChoice,
    parallelTools: true,
    format: readFormat(body.outputConfig),
    choices: 1,
    reasoning,
    prefixes: markedPrefixes(model, pieces, 1024),
  };
}

function checkHistory(messages: readonly Message[], toolConfig: unknown): void {
  const isUsed = messages.some(({ blocks }) => blocks.some(({ toolUse, toolResult }) => toolUse ?? toolResult));
  if (isUsed && toolConfig === undefined) {
    badRequest("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
  }
}

function readLimits(body: JsonObject): { maxTokens: number | undefined; stop: string[] } {
  const names = ["maxTokens", "temperature", "topP", "stopSequences"];
  const config = knownMembers(body.inferenceConfig ?? {}, "inferenceConfig", names);
  const { maxTokens, stopSequences } = config;
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && Number(maxTokens) >= 1)) {
    constraint(maxTokens, "inferenceConfig.maxTokens", "have value greater than or equal to 1");
  }
  for (const name of ["temperature", "topP"]) {
    const value = config[name];
    if (value === undefined || (typeof value === "number" && value >= 0 && value <= 1)) continue;
    constraint(value, `inferenceConfig.${name}`, "have value less than or equal to 1");
  }
  const stop = listOf(stopSequences).map(String);
  if (stop.some((sequence) => sequence.trim() === "")) {
    modelRefuses("stop_sequences: each stop sequence must contain non-whitespace");
  }
  if (Object.keys(objectOf(body.requestMetadata)).length > 16) {
    constraint(body.requestMetadata, "requestMetadata", "have length less than or equal to 16");
  }
  return { maxTokens: maxTokens === undefined ? undefined : Number(maxTokens), stop };
}

const budgets: Readonly<Record<string, number>> = { low: 16, medium: 64, high: 256, xhigh: 512, max: 512 };

/** Each family of models asks for thoughts with fields of its own. */
function readReasoning(
  body: JsonObject,
  messages: readonly Message[],
  choice: Question["toolChoice"],
): Reasoning | undefined {
  const fields = objectOf(body.additionalModelRequestFields);
  const {
    type,
    budget_tokens: budget,
    maxReasoningEffort,
  } = objectOf(fields.thinking ?? fields.reasoningConfig ?? fields.reasoning_config);
  const effort = stringOf(objectOf(fields.output_config).effort ?? fields.reasoning_effort ?? maxReasoningEffort);
  const isOn = type === "enabled" || type === "adaptive" || stringOf(fields.reasoning_effort) !== "";
  if (!isOn) return undefined;
  if (type === "enabled" && fields.thinking !== undefined) checkThinking(Number(budget), body, messages, choice);
  return { budget: budgets[effort] ?? (budget === undefined ? 64 : Number(budget)), shown: true };
}

function checkThinking(
  budget: number,
  { inferenceConfig }: JsonObject,
  messages: readonly Message[],
  choice: Question["toolChoice"],
): void {
  const { maxTokens, temperature } = objectOf(inferenceConfig);
  if (!(budget >= 1024)) modelRefuses("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  if (maxTokens !== undefined && Number(maxTokens) <= budget) {
    modelRefuses("`max_tokens` must be greater than `thinking.budget_tokens`.");
  }
  if (temperature !== undefined && temperature !== 1) {
    modelRefuses("`temperature` may only be set to 1 when thinking is enabled.");
  }
  if (choice !== "auto") modelRefuses("Thinking may not be enabled when tool_choice forces tool use.");
  const isLoop = messages.at(-1)?.blocks.some(({ toolResult }) => toolResult);
  const caller = messages.at(-2)?.blocks ?? [];
  if (isLoop && !caller[0]?.reasoningContent) {
    modelRefuses(
      `messages.${messages.length - 2}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`tool_use\`. When ` +
        "`thinking` is enabled, a final `assistant` message must start with a thinking block.",
    );
  }
}

function resultText(result: JsonObject | undefined): string {
  const [first] = listOf(result?.content).map(objectOf);
  return textOf(result?.content) || (first?.json === undefined ? "" : JSON.stringify(first.json));
}

/** The prompt in the order in which the model reads it: tools, system, messages; kept up to each cache point. */
function toPieces(body: JsonObject, messages: readonly Message[]): PromptPiece[] {
  const system = listOf(body.system).map((block, index) => {
    const [kind, value] = onlyMember(block, "SystemContentBlock", `system.${index}`, [
      "text",
      "guardContent",
      "cachePoint",
    ]);
    if (kind === "text" && stringOf(value).trim() === "") {
      badRequest(
        `The text field in the SystemContentBlock object at system.${index} is blank. Add text to the text field, and try again.`,
      );
    }
    return objectOf(block);
  });
  const tools = listOf(objectOf(body.toolConfig).tools).map(objectOf);
  return [...tools, ...system, ...messages.flatMap(({ blocks }) => blocks)].map((value) => ({
    value,
    tokens: blockTokens(value),
    marked: value.cachePoint !== undefined,
  }));
}

function blockTokens(block: JsonObject): number {
  const { text, image, document, video, cachePoint, ...other } = block;
  if (image ?? document ?? video) return perMedia;
  const rest = Object.keys(other).length > 0 ? countTokens(JSON.stringify(other)) : 0;
  return cachePoint === undefined ? countTokens(stringOf(text)) + rest : 0;
}

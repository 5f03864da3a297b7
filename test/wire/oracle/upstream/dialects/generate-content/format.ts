/** What both hosts of generateContent have in common. */
import { type Choice, choiceAmong, named } from "../choice.ts";
import { type Fields, fields, list, mustCall, type UpstreamDialect, type WireAsk, wholeOf } from "../dialect.ts";
import { badRequest, errorOf, events, tooLong, whole } from "./answer.ts";
import { count } from "./count.ts";

type Format = Omit<UpstreamDialect, "asked">;

export const generateContent: Format = {
  members: {
    "": new Set([
      ...["contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "safetySettings", "labels"],
    ]),
    generationConfig: new Set([
      ...["temperature", "topP", "topK", "maxOutputTokens", "stopSequences", "seed", "presencePenalty"],
      ...["frequencyPenalty", "responseMimeType", "responseJsonSchema", "responseSchema", "thinkingConfig"],
    ]),
    systemInstruction: new Set(["parts", "role"]),
    toolConfig: new Set(["functionCallingConfig"]),
  },
  tells: new Set(["cacheRead", "reasoning", "audio"]),
  count,
  terms: ({ generationConfig, tools, toolConfig, ...body }) => ({
    answers: wholeOf(fields(generationConfig).candidateCount, 1),
    tier: body.serviceTier,
    speaks: list(fields(generationConfig).responseModalities).includes("AUDIO"),
    tools: namesOf(tools),
    ...mustCall(list(fields(fields(toolConfig).functionCallingConfig).allowedFunctionNames)[0]),
  }),
  told: ({ generationConfig, toolConfig, ...body }) => {
    const { topP: top_p, topK: top_k, stopSequences: stop, thinkingConfig, ...config } = fields(generationConfig);
    return {
      ...body,
      ...config,
      ...{ top_p, top_k, stop, presence_penalty: config.presencePenalty, frequency_penalty: config.frequencyPenalty },
      reasoning_effort: thinkingConfig,
      response_format: config.responseJsonSchema ?? config.responseSchema ?? config.responseMimeType,
      tool_choice: choiceAmong(namesOf(body.tools), choiceOf(fields(fields(toolConfig).functionCallingConfig))),
    };
  },
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};

function namesOf(tools: unknown): string[] {
  return list(tools).flatMap((tool) => list(fields(tool).functionDeclarations).map((one) => String(fields(one).name)));
}

function choiceOf({ mode, allowedFunctionNames }: Fields): Choice | undefined {
  if (mode === "NONE") return "none";
  const [only, ...others] = list(allowedFunctionNames);
  return mode === "ANY" ? (others.length === 0 && named(only)) || "required" : undefined;
}

const methods = /^([^/]+):(generateContent|streamGenerateContent\?alt=sse|batchEmbedContents|predict)$/;

/** `…/models/<name>:generateContent`; a stream of events is asked for in the query, too. */
export function askedAt(prefix: string, path: string): WireAsk | undefined {
  if (!path.startsWith(prefix)) return undefined;
  const [, name, method] = methods.exec(path.slice(prefix.length)) ?? [];
  if (name === undefined || method === undefined) return undefined;
  const isOfTexts = method === "batchEmbedContents" || method === "predict";
  const stream = method.startsWith("stream");
  return { operation: isOfTexts ? "embeddings" : "chat", stream, model: decodeURIComponent(name) };
}

/** Converse. */

import { titanEmbeddings } from "../../embeddings/others.ts";
import { type Choice, choiceAmong, named } from "../choice.ts";
import { type Fields, fields, list, mustCall, type UpstreamDialect, type WireTerms } from "../dialect.ts";
import { badRequest, errorOf, events, tooLong, whole } from "./answer.ts";
import { count } from "./count.ts";

export const bedrockConverse: UpstreamDialect = {
  members: {
    "": new Set([
      ...["messages", "system", "inferenceConfig", "toolConfig", "additionalModelRequestFields", "outputConfig"],
      ...["additionalModelResponseFieldPaths"],
    ]),
    inferenceConfig: new Set(["maxTokens", "temperature", "topP", "stopSequences"]),
    toolConfig: new Set(["tools", "toolChoice"]),
    additionalModelRequestFields: new Set(),
    outputConfig: new Set(["textFormat"]),
  },
  tells: new Set(["cacheRead", "cacheWrite"]),
  asked: (path) => {
    const found = /^\/model\/([^/]+)\/(converse|converse-stream|invoke)$/.exec(path);
    if (!found) return undefined;
    const operation = found[2] === "invoke" ? "embeddings" : "chat";
    return { operation, model: decodeURIComponent(found[1]!), stream: found[2] === "converse-stream" };
  },
  embeddings: titanEmbeddings,
  count,
  terms,
  told: ({ inferenceConfig, toolConfig, additionalModelRequestFields, outputConfig, ...body }) => {
    const { temperature, topP: top_p, stopSequences: stop } = fields(inferenceConfig);
    const { thinking, reasoning_config, output_config, ...more } = fields(additionalModelRequestFields);
    return {
      ...body,
      ...more,
      ...{ temperature, top_p, stop, response_format: fields(outputConfig).textFormat },
      reasoning_effort: fields(output_config).effort ?? thinking ?? reasoning_config ?? more.reasoningConfig,
      tool_choice: choiceAmong(toolsOf(fields(toolConfig)), choiceOf(fields(fields(toolConfig).toolChoice))),
    };
  },
  whole,
  events,
  streamType: "application/vnd.amazon.eventstream",
  tooLong,
  badRequest,
  errorOf,
};

function terms(body: Fields): WireTerms {
  const { tools } = fields(body.toolConfig);
  const contents = list(body.messages).flatMap((message) => list(fields(message).content));
  const points = [...list(body.system), ...contents, ...list(tools)].flatMap((block) => {
    const point = (block as Fields).cachePoint;
    return point === undefined ? [] : [fields(point).ttl === "1h" ? ("1h" as const) : ("5m" as const)];
  });
  const names = toolsOf(fields(body.toolConfig));
  const choice = mustCall(fields(fields(fields(body.toolConfig).toolChoice).tool).name);
  return { answers: 1, tier: fields(body.serviceTier).type, speaks: false, marks: points, tools: names, ...choice };
}

function toolsOf({ tools }: Fields): string[] {
  return list(tools).flatMap((tool) => {
    const { name } = fields(fields(tool).toolSpec);
    return typeof name === "string" ? [name] : [];
  });
}

function choiceOf({ any, tool }: Fields): Choice | undefined {
  return any === undefined ? named(fields(tool).name) : "required";
}

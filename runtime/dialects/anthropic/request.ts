/** Neutral request → Messages body. */

import type { Failure } from "../../failures.ts";
import { closedSchema, toolSchema } from "../../operations/chat/closed-schema.ts";
import { onlyAsBytes } from "../../operations/chat/only-as-bytes.ts";
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import { thinking } from "../../operations/chat/signed-thinking.ts";
import type { Dialect, WireRequest } from "../dialect.ts";
import { fitParameters, sentOtherwise } from "../parameters.ts";
import { leftOut } from "../places.ts";
import { isNoBlank, stopTexts } from "../stop-texts.ts";
import { cached } from "./cached.ts";
import { places } from "./parameters.ts";
import { writeTurns } from "./turns.ts";
import type { WireTool } from "./wire.ts";

type Body = Record<string, unknown>;

/** Tokens. What is asked for when neither the client nor the catalog names a limit; all models of this dialect can do it. */
export const usualMaxOutput = 4096;

const notOffered = leftOut(places);

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const drop = target.parameters.drop ?? [];
  const { request: kept, dropped, changed } = fitParameters(asked, target, { dialect: "anthropic", notOffered });
  const written = writeTurns(kept);
  if ("class" in written) return written;
  const most = target.maxOutput ?? target.context;
  const limit = Math.min(kept.maxOutputTokens ?? target.maxOutput ?? usualMaxOutput, most);
  const thought = thinking(kept, limit, target.parameters.rename?.reasoning_effort);
  const sampled = sampling(kept, thought.on);
  const body: Body = {
    model: target.model,
    max_tokens: limit,
    ...(written.system.length === 0 ? {} : { system: written.system }),
    messages: written.turns,
    ...tools(kept, written.calledTools, drop),
    ...thought.body,
    ...sampled.body,
    ...(kept.user === undefined ? {} : { metadata: { user_id: kept.user } }),
    ...(kept.stream ? { stream: true } : {}),
  };
  if (drop.includes("strict") && kept.tools.some((tool) => tool.strict === true)) dropped.push("strict");
  const config = { ...format(kept.format), ...thought.config };
  if (Object.keys(config).length > 0) body.output_config = config;
  const inWords = kept.format?.kind === "json" ? ["response_format"] : [];
  const lost = [...new Set([...dropped, ...thought.dropped, ...sampled.dropped])];
  return { body, dropped: lost, ...sentOtherwise([...changed, ...sampled.changed, ...inWords], lost) };
};

/** Thinking and sampling exclude each other. */
function sampling(kept: ChatRequest, thinks: boolean): { body: Body; dropped: string[]; changed: string[] } {
  const body: Body = {};
  const dropped: string[] = [];
  if (kept.temperature !== undefined) {
    if (thinks) dropped.push("temperature");
    else body.temperature = kept.temperature;
  }
  if (kept.topP !== undefined) {
    if (thinks) dropped.push("top_p");
    else body.top_p = kept.topP;
  }
  if (kept.topK !== undefined) {
    if (thinks) dropped.push("top_k");
    else body.top_k = kept.topK;
  }
  const stop = stopTexts(kept.stop, isNoBlank);
  if (stop.taken.length > 0) body.stop_sequences = stop.taken;
  return { body, dropped: [...dropped, ...stop.dropped], changed: stop.changed };
}

/** A history with tool calls needs its tools defined; where the client left them out they may not be called. */
function tools(kept: ChatRequest, calledTools: string[], drop: readonly string[]): Body {
  const defined = kept.tools.map((tool) => writeTool(tool, drop));
  const missing = calledTools.map((name): WireTool => ({ name, input_schema: toolSchema({}) }));
  if (defined.length > 0) {
    const choice = toolChoice(kept);
    return choice === undefined ? { tools: defined } : { tools: defined, tool_choice: choice };
  }
  return missing.length === 0 ? {} : { tools: missing, tool_choice: { type: "none" } };
}

function writeTool(tool: Tool, drop: readonly string[]): WireTool {
  const strict = tool.strict === true && !drop.includes("strict");
  const schema = toolSchema(tool.parameters);
  return {
    name: tool.name,
    ...(tool.description === undefined || tool.description === "" ? {} : { description: tool.description }),
    input_schema: strict ? closedSchema(schema) : schema,
    ...(strict ? { strict: true } : {}),
    ...cached(tool.cache),
  };
}

function toolChoice({ toolChoice: choice, parallelToolCalls }: ChatRequest): Body | undefined {
  if (choice === "none") return { type: "none" };
  const single = parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  if (choice === "required") return { type: "any", ...single };
  if (typeof choice === "object") return { type: "tool", name: choice.name, ...single };
  return choice === undefined && parallelToolCalls !== false ? undefined : { type: "auto", ...single };
}

function format(wanted: ChatRequest["format"]): Body {
  if (wanted?.kind !== "json-schema") return {};
  return { format: { type: "json_schema", schema: closedSchema(wanted.schema) } };
}

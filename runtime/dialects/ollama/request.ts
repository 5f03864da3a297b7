/** Neutral request → body of Ollama's own chat. */

import type { TableTarget } from "../../../schemas/table.ts";
import type { Failure } from "../../failures.ts";
import { toolSchema } from "../../operations/chat/closed-schema.ts";
import { onlyAsBytes } from "../../operations/chat/only-as-bytes.ts";
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import type { Dialect, WireRequest } from "../dialect.ts";
import { fitParameters, sentOtherwise } from "../parameters.ts";
import { leftOut } from "../places.ts";
import { places } from "./parameters.ts";
import { writeTurns } from "./turns.ts";
import type { WireEffort, WireMessage, WireOptions, WireRequestBody, WireTool } from "./wire.ts";

const notOffered = leftOut(places);

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const { request: kept, dropped, changed } = fitParameters(asked, target, { dialect: "ollama", notOffered });
  const messages = writeTurns(kept);
  if ("class" in messages) return messages;
  const shown = shownTools(kept);
  const inWords = mustCall(kept);
  const think = kept.reasoningEffort === undefined ? undefined : efforts[kept.reasoningEffort];
  const body: WireRequestBody = {
    model: target.model,
    messages: [...messages, ...inWords],
    // What is not told to be whole is streamed.
    stream: kept.stream,
    ...(shown.length === 0 ? {} : { tools: shown.map(writeTool) }),
    ...format(kept.format),
    ...(think === undefined ? {} : { think }),
    options: options(kept, target),
  };
  const isLost = kept.reasoningEffort !== undefined && think === undefined;
  const isStrictLost = shown.some(({ strict }) => strict === true);
  const left = [...(isLost ? ["reasoning_effort"] : []), ...(isStrictLost ? ["strict"] : [])];
  const lost = [...new Set([...dropped, ...left])];
  if (inWords.length > 0) changed.push("tool_choice");
  return { body: { ...body }, dropped: lost, ...sentOtherwise(changed, lost) };
};

/** The window is asked for as the catalog has it: without a word it is far smaller, and what is too long for it is cut in silence. */
function options(kept: ChatRequest, { context, maxOutput }: TableTarget): WireOptions {
  const { maxOutputTokens, temperature, topP, topK, seed, presencePenalty, frequencyPenalty, stop } = kept;
  const said = {
    num_predict: maxOutputTokens === undefined ? undefined : Math.min(maxOutputTokens, maxOutput ?? context),
    temperature,
    top_p: topP,
    top_k: topK,
    seed,
    presence_penalty: presencePenalty,
    frequency_penalty: frequencyPenalty,
    stop: stop?.length === 0 ? undefined : stop,
  };
  return { num_ctx: context, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
}

const efforts: Readonly<Record<string, WireEffort>> = {
  none: false,
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "max",
  max: "max",
};

/** There is no choice of tools: those that may not be called are not shown, and a named one is shown alone. */
function shownTools({ tools, toolChoice: choice }: ChatRequest): readonly Tool[] {
  if (choice === "none") return [];
  return typeof choice === "object" ? tools.filter(({ name }) => name === choice.name) : tools;
}

/** What must be called can only be asked for in words. */
function mustCall({ tools, toolChoice: choice }: ChatRequest): WireMessage[] {
  if (tools.length === 0 || (choice !== "required" && typeof choice !== "object")) return [];
  const which = typeof choice === "object" ? `the tool ${choice.name}` : "at least one of the tools";
  return [{ role: "system", content: `Answer with a call of ${which}.` }];
}

function writeTool({ name, description, parameters }: Tool): WireTool {
  const said = description === undefined || description === "" ? {} : { description };
  return { type: "function", function: { name, ...said, parameters: toolSchema(parameters) } };
}

function format(wanted: ChatRequest["format"]): Pick<WireRequestBody, "format"> {
  if (wanted === undefined) return {};
  return { format: wanted.kind === "json" ? "json" : wanted.schema };
}

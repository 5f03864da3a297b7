/** Neutral request → body of Responses. */

import type { TableTarget } from "../../../schemas/table.ts";
import type { Failure } from "../../failures.ts";
import { onlyAsBytes } from "../../operations/chat/only-as-bytes.ts";
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import { shortUser } from "../../operations/chat/short-user.ts";
import type { Dialect, WireRequest } from "../dialect.ts";
import { fitParameters, sentOtherwise } from "../parameters.ts";
import { leftOut } from "../places.ts";
import { writeInput } from "./input.ts";
import { places } from "./parameters.ts";
import type { WireTool } from "./wire.ts";

type Body = Record<string, unknown>;

const notOffered = [...leftOut(places), "top_k"];

/** Tokens: the API takes no smaller limit. */
const SMALLEST_LIMIT = 16;

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const fitted = fitParameters(asked, target, { dialect: "openai-responses", notOffered });
  const { request: kept, dropped, changed } = fitted;
  if (kept.maxOutputTokens !== undefined && kept.maxOutputTokens < SMALLEST_LIMIT)
    return unsupported(`The model takes no output limit under ${SMALLEST_LIMIT} tokens.`, "max_completion_tokens");
  const input = writeInput(kept.messages);
  if ("class" in input) return input;
  const named: Body = {
    model: target.model,
    input,
    ...writeTools(kept),
    text: writeFormat(kept.format),
    max_output_tokens: limitAt(kept, target),
    temperature: kept.temperature,
    top_p: kept.topP,
    reasoning: kept.reasoningEffort === undefined ? undefined : { effort: kept.reasoningEffort },
    // Thoughts come back sealed, since nothing is kept that they could be found by.
    include: target.lacks.includes("needs.reasoning") ? undefined : ["reasoning.encrypted_content"],
    safety_identifier: kept.user === undefined ? undefined : shortUser(kept.user),
    store: false,
    stream: kept.stream || undefined,
  };
  const body = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { body, dropped, ...sentOtherwise(changed, dropped) };
};

function limitAt({ maxOutputTokens: limit }: ChatRequest, { maxOutput }: TableTarget): number | undefined {
  return limit === undefined ? undefined : Math.min(limit, maxOutput ?? Number.POSITIVE_INFINITY);
}

function writeTools({ tools, toolChoice, parallelToolCalls }: ChatRequest): Body {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(writeTool),
    tool_choice: typeof toolChoice === "object" ? { type: "function", name: toolChoice.name } : toolChoice,
    parallel_tool_calls: parallelToolCalls,
  };
}

/** A tool of which nothing is said would be held to its schema, which not every schema allows. */
function writeTool({ name, description, parameters, strict = false }: Tool): WireTool {
  const told = description === undefined ? {} : { description };
  return { type: "function", name, ...told, parameters: parameters as Record<string, unknown>, strict };
}

function writeFormat(format: ChatRequest["format"]): object | undefined {
  if (format === undefined) return undefined;
  if (format.kind === "json") return { format: { type: "json_object" } };
  const { name, schema, strict } = format;
  return { format: { type: "json_schema", name, schema, strict } };
}

function unsupported(detail: string, param: string): Failure {
  return { class: "unsupported", detail, param };
}

/** The second version of Cohere's chat. */
import type { Tally } from "../../../bill/tally.ts";
import { cohereEmbeddings } from "../../embeddings/others.ts";
import { choiceAmong } from "../choice.ts";
import {
  askedByBody,
  type Fields,
  fields,
  isFields,
  list,
  mustCall,
  type UpstreamDialect,
  type WireTerms,
} from "../dialect.ts";
import { badRequest, errorOf, events, tooLong, whole } from "./answer.ts";

export const cohere: UpstreamDialect = {
  members: {
    "": new Set([
      ...["model", "messages", "stream", "max_tokens", "temperature", "p", "k", "seed", "stop_sequences", "tools"],
      ...["tool_choice", "strict_tools", "response_format", "frequency_penalty", "presence_penalty", "thinking"],
      ...["documents", "citation_options", "safety_mode", "logprobs"],
    ]),
    response_format: new Set(["type", "json_schema", "schema"]),
    thinking: new Set(["type", "token_budget"]),
  },
  tells: new Set([]),
  asked: askedByBody({ "/chat": "chat", "/embed": "embeddings" }),
  embeddings: cohereEmbeddings,
  count,
  terms,
  told: ({ p: top_p, k: top_k, stop_sequences: stop, thinking: reasoning_effort, ...body }) => ({
    ...body,
    ...{ top_p, top_k, stop, reasoning_effort },
    tool_choice: choiceAmong(toolsOf(body), words.get(body.tool_choice)),
  }),
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};

function terms(body: Fields): WireTerms {
  const names = toolsOf(body);
  return { answers: 1, speaks: false, tools: names, ...(body.tool_choice === "REQUIRED" && mustCall(names[0])) };
}

function toolsOf({ tools }: Fields): string[] {
  return list(tools).map((tool) => String(fields((tool as Fields).function).name));
}

const words = new Map<unknown, "none" | "required">([
  ["NONE", "none"],
  ["REQUIRED", "required"],
]);

/** Names of settings, which no model reads. */
const settings = new Set([
  ...["model", "messages", "stream", "max_tokens", "temperature", "p", "k", "seed", "stop_sequences", "tool_choice"],
  ...["strict_tools", "frequency_penalty", "presence_penalty", "thinking", "safety_mode", "logprobs"],
]);

function count(body: Fields, tally: Tally): void {
  for (const message of list(body.messages)) {
    tally.message();
    const { role: _, content, tool_call_id: __, ...others } = fields(message);
    if (Array.isArray(content)) for (const part of content) countPart(part, tally);
    else tally.any(content);
    for (const value of Object.values(others)) tally.any(value);
  }
  for (const [name, value] of Object.entries(body)) if (!settings.has(name)) tally.any(value);
}

function countPart(part: unknown, tally: Tally): void {
  if (isFields(part) && part.type === "image_url") tally.picture(fields(part.image_url).url, "tiles");
  else if (isFields(part) && part.type === "text") tally.any(part.text);
  else tally.any(part);
}

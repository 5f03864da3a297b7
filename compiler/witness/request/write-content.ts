/** What a request says and needs: everything of its body that its tokens are counted of. */
import type { Draft } from "./draft.ts";
import { type MessageTexts, type WrittenMessage, writeMessages } from "./write-messages.ts";

export interface Content {
  messages: WrittenMessage[];
  tools?: Record<string, unknown>[];
  response_format?: Record<string, unknown>;
  modalities?: string[];
  reasoning_effort?: string;
  tool_choice?: Record<string, unknown>;
  function_call?: string;
}

/** Where further tokens can be put. */
export interface Padding extends MessageTexts {
  /** The description of the first tool. */
  readonly tool?: string;
  /** A description beside the schema of the answer, or where one would be. */
  readonly schema?: string;
  /** In place of a schema that is not asked for. */
  readonly instead?: string;
}

export function writeContent(draft: Draft, padding: Padding = {}): Content {
  const format = responseFormat(draft, padding);
  return {
    messages: writeMessages(draft, padding),
    ...(draft.tools > 0 && { tools: tools(draft, padding.tool) }),
    ...(format && { response_format: format }),
    ...(draft.audio && draft.compact && { modalities: ["text", "audio"] }),
    ...(draft.reasoning && { reasoning_effort: "medium" }),
    ...(draft.toolChoice && { tool_choice: { type: "custom", custom: { name: "search" } } }),
    ...(draft.functions && { function_call: "none" }),
  };
}

/**
 * Of a compact one no function that a model may call takes fewer tokens: this order of members and this name make the
 * fewest and shortest runs of punctuation.
 */
function tools(
  { tools: count, customTools, compact }: Draft,
  description: string | undefined,
): Record<string, unknown>[] {
  const described = description === undefined ? {} : { description };
  return Array.from({ length: count }, (_, i) => {
    const more = i === 0 ? described : {};
    if (customTools && i === 0) return { custom: { name: compact ? "_" : "search", ...more }, type: "custom" };
    if (compact) return { function: { name: "_", ...more }, type: "function" };
    return { type: "function", function: { name: count === 1 ? "search" : `search_${i + 1}`, ...more } };
  });
}

/** A schema that is not asked for is admitted and counted all the same. */
function responseFormat(draft: Draft, { schema: description, instead }: Padding): Record<string, unknown> | undefined {
  const described = description === undefined ? {} : { description };
  if (draft.jsonSchema) {
    const schema = draft.compact ? { name: "_" } : { name: "answer", schema: { type: "object" } };
    return { type: "json_schema", json_schema: { ...schema, ...described } };
  }
  const type = draft.jsonMode ? "json_object" : "text";
  if (description !== undefined || instead !== undefined) return { type, json_schema: instead ?? described };
  return draft.jsonMode ? { type } : undefined;
}

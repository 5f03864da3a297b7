/** A witness, which is written as a chat completion, as the body that its endpoint takes; nothing where it has no words for it. */
import type { EndpointName } from "../client/api.ts";
import { type Fields, fields, isFields, list } from "../upstream/dialects/dialect.ts";

export function inWordsOf(endpoint: EndpointName, chat: Fields): Fields | undefined {
  if (endpoint === "chat") return chat;
  const { model, messages, metadata, stream, max_tokens, max_completion_tokens = max_tokens, tools, ...others } = chat;
  const turns = list(messages).map(fields);
  const isPlain = turns.every(({ content, tool_calls }) => typeof content === "string" && tool_calls === undefined);
  if (!isPlain || Object.keys(others).length > 0) return undefined;
  const known = { model, ...(metadata !== undefined && { metadata }), ...(stream !== undefined && { stream }) };
  switch (endpoint) {
    case "embeddings": {
      const areTexts = turns.every(({ role, content }) => role === "user" && content !== "");
      return areTexts
        ? { model, input: turns.map(({ content }) => content), ...(isFields(metadata) && { metadata }) }
        : undefined;
    }
    case "responses": {
      const limit = max_completion_tokens === undefined ? {} : { max_output_tokens: max_completion_tokens };
      const offered = list(tools).map((tool) => ({ type: "function", ...fields(fields(tool).function) }));
      return turns.some(({ role }) => role === "tool")
        ? undefined
        : { ...known, input: turns, ...limit, ...(tools !== undefined && { tools: offered }) };
    }
    case "messages":
      // The limit is always said there, and the system apart.
      return max_completion_tokens === undefined ||
        tools !== undefined ||
        turns.some(({ role }) => role !== "user" && role !== "assistant")
        ? undefined
        : { ...known, messages: turns, max_tokens: max_completion_tokens };
    default:
      return endpoint satisfies never;
  }
}

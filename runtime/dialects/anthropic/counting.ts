import type { Counting } from "../dialect.ts";

/** What a count may say; whatever else an answer is asked for is refused. */
const counted = [
  ...["messages", "system", "tools", "tool_choice", "thinking", "output_config", "cache_control"],
  ...["context_management", "mcp_servers", "anthropic_version"],
];

/** Beside the messages; of models that a cloud hosts, at a name in place of theirs. */
export const counting: Counting = {
  path: (chat) =>
    chat.endsWith(":rawPredict")
      ? chat.replace(/[^/]+:rawPredict$/, "count-tokens:rawPredict")
      : `${chat}/count_tokens`,
  request(body, { model }) {
    const said = Object.entries(body).filter(([name]) => counted.includes(name));
    return { model, ...Object.fromEntries(said) };
  },
  tokens: (body) => (body as { input_tokens?: unknown } | null)?.input_tokens,
};

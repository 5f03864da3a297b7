import type { Counting } from "../dialect.ts";

/** Names that spread requests over regions are those of answers: counts go by the model's own. */
const SPREAD = /\/model\/(us-gov|us|eu|apac|jp|au|ca|global)\./;

/** CountTokens, of a request as Converse takes it. */
export const counting: Counting = {
  path: (chat) => chat.replace(/\/converse$/, "/count-tokens").replace(SPREAD, "/model/"),
  request({ messages, system, toolConfig, additionalModelRequestFields }) {
    return { input: { converse: { messages, system, toolConfig, additionalModelRequestFields } } };
  },
  tokens: (body) => (body as { inputTokens?: unknown } | null)?.inputTokens,
};

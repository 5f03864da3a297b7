import type { DialectFacts } from "./dialect-facts.ts";

/** Chat completions: what clients of the chat endpoint speak, so all of it passes as it is. */
export const openai: DialectFacts<never> = {
  lacks: [],
  drops: [],
  takesChatCompletions: true,
  embeds: true,
};

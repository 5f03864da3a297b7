import type { DialectFacts } from "./dialect-facts.ts";

/** The same chat completions, at a resource of one's own. */
export const azureOpenai: DialectFacts<never> = {
  lacks: [],
  drops: [],
  takesChatCompletions: true,
  embeds: true,
};

import type { DialectFacts } from "./dialect-facts.ts";
import { type OfChatCompletions, ofChatCompletions, type Repetition, repetition } from "./unknown-parameters.ts";
import { beyondNeutral } from "./written-anew.ts";

/** The Messages API: one answer, functions alone, no sound, and results for all calls. */
export const anthropic: DialectFacts<OfChatCompletions | Repetition> = {
  lacks: [...beyondNeutral, "needs.audio"],
  drops: [...ofChatCompletions, ...repetition],
  takesChatCompletions: false,
  embeds: false,
};

import type { DialectFacts } from "./dialect-facts.ts";
import { type OfChatCompletions, ofChatCompletions, type Repetition, repetition } from "./unknown-parameters.ts";
import { beyondNeutral } from "./written-anew.ts";

/** The Messages API: one answer, functions alone, no sound, and results for all calls. */
export const anthropic: DialectFacts<OfChatCompletions | Repetition> = {
  lacks: [...beyondNeutral, "needs.audio"],
  drops: [...ofChatCompletions, ...repetition],
  takesChatCompletions: false,
  // All models that are still served refuse the two beside each other.
  takes: {
    range: { temperature: { from: 0, to: 1 }, top_p: { from: 0, to: 1 } },
    exclusive: [["temperature", "top_p"]],
  },
  // Thinking excludes sampling, and a blank text ends nothing.
  mayLeaveOut: ["temperature", "top_p", "stop"],
  embeds: false,
};

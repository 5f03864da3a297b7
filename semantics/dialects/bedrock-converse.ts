import type { DialectFacts } from "./dialect-facts.ts";
import {
  type OfChatCompletions,
  type OfEndUsers,
  ofChatCompletions,
  ofEndUsers,
  type Repetition,
  repetition,
} from "./unknown-parameters.ts";
import { beyondNeutral } from "./written-anew.ts";

/** Converse, written from the neutral form. It takes no sound. */
export const bedrockConverse: DialectFacts<OfChatCompletions | OfEndUsers | Repetition> = {
  lacks: [...beyondNeutral, "needs.audio"],
  drops: [...ofChatCompletions, ...ofEndUsers, ...repetition],
  takesChatCompletions: false,
  takes: { range: { temperature: { from: 0, to: 1 }, top_p: { from: 0, to: 1 } } },
  mayLeaveOut: ["temperature", "top_p", "stop", "parallel_tool_calls"],
  embeds: true,
};

import type { DialectFacts } from "./dialect-facts.ts";
import { type Plain, plain } from "./unknown-parameters.ts";
import { beyondNeutral } from "./written-anew.ts";

/** Its own chat, written from the neutral form. It takes no sound. */
export const ollama: DialectFacts<Plain> = {
  lacks: [...beyondNeutral, "needs.audio"],
  drops: plain,
  takesChatCompletions: false,
  embeds: true,
};

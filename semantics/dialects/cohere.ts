import type { DialectFacts } from "./dialect-facts.ts";
import { type Plain, plain } from "./unknown-parameters.ts";
import { beyondNeutral } from "./written-anew.ts";

/** Chat, written from the neutral form. It takes no sound. */
export const cohere: DialectFacts<Plain> = {
  lacks: [...beyondNeutral, "needs.audio"],
  drops: plain,
  takesChatCompletions: false,
  takes: {
    range: {
      temperature: { from: 0, to: 1 },
      top_p: { from: 0.01, to: 0.99 },
      top_k: { from: 0, to: 500 },
      presence_penalty: { from: 0, to: 1 },
      frequency_penalty: { from: 0, to: 1 },
      stop: { to: 5 },
    },
  },
  mayLeaveOut: ["stop"],
  embeds: true,
};

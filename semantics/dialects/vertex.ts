import type { DialectFacts } from "./dialect-facts.ts";
import { type Plain, plain } from "./unknown-parameters.ts";
import { beyondNeutral } from "./written-anew.ts";

/** generateContent, written from the neutral form. */
export const vertex: DialectFacts<Plain> = {
  lacks: beyondNeutral,
  drops: plain,
  takesChatCompletions: false,
  takes: { range: { stop: { to: 5 } } },
  mayLeaveOut: ["stop"],
  embeds: true,
};

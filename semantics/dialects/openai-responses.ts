import type { DialectFacts } from "./dialect-facts.ts";
import { beyondNeutral } from "./written-anew.ts";

type Dropped =
  | "prediction"
  | "audio"
  | "presence_penalty"
  | "frequency_penalty"
  | "logit_bias"
  | "logprobs"
  | "top_logprobs"
  | "seed"
  | "stop"
  | "web_search_options";

/** Responses, written from the neutral form. It takes no sound. */
export const openaiResponses: DialectFacts<Dropped> = {
  lacks: [...beyondNeutral, "needs.audio"],
  drops: [
    ...(["prediction", "audio", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs"] as const),
    ...(["top_logprobs", "seed", "stop", "web_search_options"] as const),
  ],
  takesChatCompletions: false,
  embeds: false,
};

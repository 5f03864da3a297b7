/** An answer of a given form from a model that cannot be held to one: how it is asked for, what that adds, and where it can be. */

import type { Treatments } from "./parameters/treatments.ts";
import type { InputTokens } from "./tokens/input-tokens.ts";
import { inputTokensOf } from "./tokens/input-tokens.ts";
import { plusTokens } from "./tokens/plus-tokens.ts";

/** The tool whose arguments are the answer; no client sees it. */
export const ANSWER_TOOL = "answer";
export const ANSWER_TOOL_ABOUT = "Gives the answer. Call it once, with the whole answer in its arguments.";

export const ONLY_JSON = "Answer with exactly one JSON object and nothing else: no prose, no code fence.";
export const BY_SCHEMA = " It must be valid by this JSON Schema: ";

/** The needs that are met so. */
export const emulatedNeeds: readonly string[] = ["needs.jsonMode", "needs.jsonSchema"];
/** What the neutral form, by which such a request goes, does not hold. */
export const besideEmulation: readonly string[] = ["needs.audio", "needs.rare"];

interface Emulating {
  readonly unsupported?: Treatments | undefined;
}

/** A target lacks the form, and the plan makes it by other means. */
export function isEmulated({ unsupported }: Emulating, need: string): boolean {
  return emulatedNeeds.includes(need) && (unsupported?.emulate?.includes("response_format") ?? false);
}

/** A request to a target that lacks one of these may be one in which it is made by other means. */
export function mayEmulate(plan: Emulating, lacks: readonly string[]): boolean {
  return lacks.some((need) => isEmulated(plan, need));
}

/** What it adds at most, whichever way it goes; the schema counts as the client says it. */
export const emulationTokens: InputTokens = plusTokens(
  inputTokensOf({
    messages: [{ role: "system", content: `${ONLY_JSON}${BY_SCHEMA}` }],
    tools: [
      {
        type: "function",
        function: { name: ANSWER_TOOL, description: ANSWER_TOOL_ABOUT, parameters: { type: "object", properties: {} } },
      },
    ],
  }),
  inputTokensOf({}),
  -1,
);

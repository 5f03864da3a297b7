/** What becomes of parameters that a target cannot take as they are, where a policy says it. */
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";

export type Treatment = "drop" | "error" | "emulate";

/** Sorted, as a plan has them. Those that neither list names are left out, as far as that changes no more than how the answer is made. */
export interface Treatments {
  /** A target that cannot take them is not asked. */
  readonly error?: readonly string[] | undefined;
  /** Made by other means. */
  readonly emulate?: readonly string[] | undefined;
}

/** What is left out elsewhere unless a policy says otherwise. */
export const strictNames: readonly ChatParameterName[] = [
  ...([
    "temperature",
    "top_p",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "top_logprobs",
  ] as const),
  ...(["seed", "stop", "parallel_tool_calls", "verbosity", "store", "user", "prompt_cache_key"] as const),
];

export const emulatedNames: readonly ChatParameterName[] = ["response_format"];

/** Something is said: of most parameters false is what is so without them. */
export function saysParameter(name: string, value: unknown): boolean {
  return value !== undefined && value !== null && (value !== false || name === "parallel_tool_calls");
}

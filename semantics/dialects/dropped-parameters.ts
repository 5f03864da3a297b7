/**
 * The parameters that a dialect has no place for: they are left out, whatever the model could do with them. Read by both
 * halves, since what is left out can change neither price nor answer. Each dialect's own folder says where the others go.
 */
import type { DialectName } from "../../schemas/catalog.ts";
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";

export const droppedParameters = {
  openai: [],
  "azure-openai": [],
  anthropic: [
    "seed",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "top_logprobs",
    "verbosity",
    "prediction",
    "audio",
    "service_tier",
    "web_search_options",
    "moderation",
    "store",
    "metadata",
    "prompt_cache_key",
    "prompt_cache_retention",
    "prompt_cache_options",
  ],
} as const;

/** Dialects that a place is known for. */
export type MappedDialect = keyof typeof droppedParameters;

const byDialect: Readonly<Partial<Record<DialectName, readonly ChatParameterName[]>>> = droppedParameters;

export function isDroppedBy(dialect: DialectName, parameter: ChatParameterName): boolean {
  return byDialect[dialect]?.includes(parameter) ?? false;
}

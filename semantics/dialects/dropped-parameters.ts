/**
 * The parameters that a dialect has no place for: they are left out, whatever the model could do with them. Read by both
 * halves, since what is left out can change neither price nor answer. Each dialect's own folder says where the others go.
 */
import type { DialectName } from "../../schemas/catalog.ts";
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";

/** What none but chat completions takes. */
type OfChatCompletions =
  | "logit_bias"
  | "logprobs"
  | "top_logprobs"
  | "verbosity"
  | "prediction"
  | "audio"
  | "service_tier"
  | "web_search_options"
  | "moderation"
  | "store"
  | "metadata"
  | "prompt_cache_key"
  | "prompt_cache_retention"
  | "prompt_cache_options";
type OfEndUsers = "user" | "safety_identifier";
type Repetition = "seed" | "presence_penalty" | "frequency_penalty";

const ofChatCompletions: readonly OfChatCompletions[] = [
  ...(["logit_bias", "logprobs", "top_logprobs", "verbosity", "prediction", "audio", "service_tier"] as const),
  ...(["web_search_options", "moderation", "store", "metadata"] as const),
  ...(["prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"] as const),
];
const ofEndUsers: readonly OfEndUsers[] = ["user", "safety_identifier"];
const repetition: readonly Repetition[] = ["seed", "presence_penalty", "frequency_penalty"];

/** Google's two, and others that know neither end users nor how many tools are called at once. */
type Plain = readonly (OfChatCompletions | OfEndUsers | "parallel_tool_calls")[];
const plain: Plain = [...ofChatCompletions, ...ofEndUsers, "parallel_tool_calls"];

interface DroppedParameters {
  readonly openai: readonly never[];
  readonly "azure-openai": readonly never[];
  readonly anthropic: readonly (OfChatCompletions | Repetition)[];
  readonly gemini: Plain;
  readonly vertex: Plain;
  readonly "bedrock-converse": readonly (OfChatCompletions | OfEndUsers | Repetition)[];
  readonly cohere: Plain;
  readonly ollama: Plain;
}

export const droppedParameters: DroppedParameters = {
  openai: [],
  "azure-openai": [],
  anthropic: [...ofChatCompletions, ...repetition],
  gemini: plain,
  vertex: plain,
  "bedrock-converse": [...ofChatCompletions, ...ofEndUsers, ...repetition],
  cohere: plain,
  ollama: plain,
};

const byDialect: Readonly<Record<DialectName, readonly ChatParameterName[]>> = droppedParameters;

export function isDroppedBy(dialect: DialectName, parameter: ChatParameterName): boolean {
  return byDialect[dialect].includes(parameter);
}

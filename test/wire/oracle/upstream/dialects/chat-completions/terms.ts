import { choiceAmong, choiceInWords } from "../choice.ts";
import { type Fields, fields, list, mustCall, type WireTerms, wholeOf } from "../dialect.ts";

export function terms(body: Fields): WireTerms {
  return {
    answers: wholeOf(body.n, 1),
    tier: body.service_tier,
    speaks: list(body.modalities).includes("audio"),
    tools: toolsOf(body),
    ...mustCall(fields(fields(body.tool_choice).function).name),
  };
}

export function told({ random_seed, ...body }: Fields): Fields {
  const tool_choice = choiceAmong(toolsOf(body), choiceInWords(body.tool_choice));
  return { ...body, ...(random_seed !== undefined && { seed: random_seed }), tool_choice };
}

function toolsOf({ tools }: Fields): string[] {
  return list(tools).map((tool) => String(fields(fields(tool).function).name));
}

export const members: ReadonlySet<string> = new Set([
  ...["model", "messages", "max_tokens", "max_completion_tokens", "temperature", "top_p", "n", "stop", "stream"],
  ...["stream_options", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "seed"],
  ...["user", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_effort", "modalities"],
  ...["audio", "functions", "function_call", "service_tier", "store", "metadata", "prediction", "verbosity"],
  ...["prompt_cache_key", "prompt_cache_retention", "safety_identifier", "web_search_options"],
]);

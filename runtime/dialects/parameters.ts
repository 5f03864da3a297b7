/** Leaving parameters out of a neutral request, by the names that clients know. */
import type { ChatRequest } from "../operations/chat/request.ts";

type Optional = {
  [K in keyof ChatRequest]-?: undefined extends ChatRequest[K] ? K : never;
}[keyof ChatRequest];

const fields: Readonly<Record<string, Optional>> = {
  tool_choice: "toolChoice",
  parallel_tool_calls: "parallelToolCalls",
  response_format: "format",
  max_tokens: "maxOutputTokens",
  max_completion_tokens: "maxOutputTokens",
  temperature: "temperature",
  top_p: "topP",
  stop: "stop",
  seed: "seed",
  presence_penalty: "presencePenalty",
  frequency_penalty: "frequencyPenalty",
  reasoning_effort: "reasoningEffort",
  user: "user",
};

/** The request without the named parameters, and the names of all that are left out: those it had, and the unknown ones. */
export function leaveOut(request: ChatRequest, names: readonly string[]): { request: ChatRequest; dropped: string[] } {
  const left = { ...request };
  const dropped = [...request.others];
  for (const name of names) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || left[field] === undefined) continue;
    delete left[field];
    dropped.push(name);
  }
  return { request: left, dropped: [...new Set(dropped)] };
}

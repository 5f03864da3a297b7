/** A neutral request as a target takes it, by the names that clients know: without what it refuses, within what it takes. */
import type { DialectName } from "../../schemas/dialects.ts";
import type { TableTarget } from "../../schemas/table.ts";
import { settle } from "../../semantics/parameters/settle.ts";
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
  top_k: "topK",
  stop: "stop",
  seed: "seed",
  presence_penalty: "presencePenalty",
  frequency_penalty: "frequencyPenalty",
  reasoning_effort: "reasoningEffort",
  user: "user",
};

interface Taker {
  readonly dialect: DialectName;
  /** Parameters that the dialect has no place for. */
  readonly notOffered?: readonly string[];
}

interface Fitted {
  readonly request: ChatRequest;
  /** Those it had, and those that the neutral form does not hold. */
  readonly dropped: string[];
  /** Those whose values are others. */
  readonly changed: string[];
}

export function fitParameters(
  request: ChatRequest,
  { parameters }: Pick<TableTarget, "parameters">,
  { dialect, notOffered = [] }: Taker,
): Fitted {
  const left = { ...request };
  const dropped = [...request.others];
  const leave = (name: string) => {
    const field = fieldOf(name);
    if (field === undefined || left[field] === undefined) return;
    delete left[field];
    dropped.push(field === "user" ? (request.userName ?? name) : name);
  };
  for (const name of [...(parameters.drop ?? []), ...notOffered]) leave(name);
  const settled = settle(dialect, parameters, (name) => valueAt(left, name));
  for (const name of settled.left) leave(name);
  const changed = Object.keys(settled.values).filter((name) => fieldOf(name) !== undefined);
  for (const name of changed) Object.assign(left, { [fieldOf(name)!]: settled.values[name] });
  return { request: left, dropped: [...new Set(dropped)], changed };
}

/** As a `WireRequest` has it. */
export function sentOtherwise(changed: readonly string[], dropped: readonly string[]): { changed?: string[] } {
  const sent = changed.filter((name) => !dropped.includes(name));
  return sent.length > 0 ? { changed: sent } : {};
}

function fieldOf(name: string): Optional | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function valueAt(request: ChatRequest, name: string): unknown {
  const field = fieldOf(name);
  return field === undefined ? undefined : request[field];
}

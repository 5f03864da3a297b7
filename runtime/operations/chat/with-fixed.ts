/** A request with what a policy fixes, by the names of the operation: parameters alone, never messages or tools. */
import { withFixed } from "../../../semantics/fixed-parameters.ts";
import { isLimit, saidLimit } from "../../../semantics/parameters/output-limit.ts";
import type { ChatRequest } from "./request.ts";

type Members = Readonly<Record<string, unknown>>;

export interface Fixed {
  request: ChatRequest;
  /** By the names of the operation. */
  body: Members;
}

/** The compiler has checked the values. What the neutral form has no place for is named in `others`. */
export function fixParameters({ request, body }: Fixed, set: Members): Fixed {
  const fixed = withFixed(body, set);
  const next: ChatRequest = { ...request, others: [...request.others] };
  for (const [name, value] of Object.entries(set)) {
    const read = Object.hasOwn(readers, name) ? readers[name]!(value) : undefined;
    if (isLimit(name)) Object.assign(next, limitOf(fixed));
    else if (read) Object.assign(next, read);
    else if (!next.others.includes(name)) next.others.push(name);
  }
  return { request: next, body: fixed };
}

function limitOf(body: Members): Partial<ChatRequest> {
  const maxOutputTokens = saidLimit(body);
  return maxOutputTokens === undefined ? {} : { maxOutputTokens };
}

type Read = (value: unknown) => Partial<ChatRequest> | undefined;

const as =
  (field: keyof ChatRequest): Read =>
  (value) => ({ [field]: value });

const readers: Readonly<Record<string, Read>> = {
  parallel_tool_calls: as("parallelToolCalls"),
  temperature: as("temperature"),
  top_p: as("topP"),
  seed: as("seed"),
  presence_penalty: as("presencePenalty"),
  frequency_penalty: as("frequencyPenalty"),
  reasoning_effort: as("reasoningEffort"),
  user: (user) => ({ user: user as string, userName: "user" }),
  safety_identifier: (user) => ({ user: user as string, userName: "safety_identifier" }),
  stop: (value) => ({ stop: typeof value === "string" ? [value] : (value as string[]) }),
  tool_choice: (value) => {
    const named = (value as { function?: { name?: unknown } }).function?.name;
    if (typeof named === "string") return { toolChoice: { name: named } };
    return typeof value === "string" ? { toolChoice: value as "auto" | "none" | "required" } : undefined;
  },
  response_format: readFormat,
};

function readFormat(value: unknown): Partial<ChatRequest> | undefined {
  const { type, json_schema: schema } = value as { type?: unknown; json_schema?: Record<string, unknown> };
  if (type === "json_object") return { format: { kind: "json" } };
  if (type !== "json_schema" || typeof schema !== "object") return undefined;
  const { name = "answer", schema: form = {}, strict } = schema;
  return { format: { kind: "json-schema", name: String(name), schema: form as object, strict: strict === true } };
}

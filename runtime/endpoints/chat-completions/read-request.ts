/** The client's body → neutral request. */
import type { ChatRequest, Tool } from "../../chat/request.ts";
import type { Failure } from "../../failures.ts";
import {
  array,
  BadRequest,
  boolean,
  integer,
  isObject,
  type JsonObject,
  maybe,
  name,
  number,
  object,
  string,
} from "./body-checks.ts";
import { readMessages } from "./read-messages.ts";

/** Answers `bad-request` that names the parameter; throws on no JSON value. `model` is the caller's to read. */
export function readChatRequest(body: unknown): ChatRequest | Failure {
  if (!isObject(body)) return { class: "bad-request", detail: "The body must be a JSON object." };
  try {
    return read(body);
  } catch (error) {
    if (error instanceof BadRequest) return error.failure;
    throw error;
  }
}

/** The client asked for the usage of a stream: a last chunk without choices. */
export function asksForUsage(body: unknown): boolean {
  const options = isObject(body) ? body.stream_options : undefined;
  return isObject(options) && options.include_usage === true;
}

function read(body: JsonObject): ChatRequest {
  const onlyAsBytes: string[] = [];
  const request: ChatRequest = {
    messages: readMessages(body.messages, onlyAsBytes),
    tools: readTools(body, onlyAsBytes),
    ...readSampling(body),
    ...readToolUse(body, onlyAsBytes),
    stream: maybe(body.stream, "stream", boolean) ?? false,
    others: Object.keys(body).filter((key) => !known.has(key) && body[key] !== null && body[key] !== false),
  };
  maybe(body.stream_options, "stream_options", object);
  if ((maybe(body.n, "n", (value, path) => integer(value, path, 1)) ?? 1) > 1) onlyAsBytes.push("n");
  const modalities = maybe(body.modalities, "modalities", array) ?? [];
  if (modalities.some((modality) => modality !== "text")) onlyAsBytes.push("modalities");
  for (const key of ["functions", "function_call"]) if ((body[key] ?? undefined) !== undefined) onlyAsBytes.push(key);
  if (onlyAsBytes.length > 0) request.onlyAsBytes = onlyAsBytes;
  return request;
}

const known = new Set([
  ...["model", "messages", "tools", "tool_choice", "parallel_tool_calls", "response_format", "max_tokens"],
  ...["max_completion_tokens", "temperature", "top_p", "stop", "seed", "presence_penalty", "frequency_penalty"],
  ...["reasoning_effort", "user", "stream", "stream_options", "n", "modalities", "functions", "function_call"],
]);

type Sampling = Pick<
  ChatRequest,
  | "maxOutputTokens"
  | "temperature"
  | "topP"
  | "stop"
  | "seed"
  | "presencePenalty"
  | "frequencyPenalty"
  | "reasoningEffort"
  | "user"
>;

function readSampling(body: JsonObject): Sampling {
  const within = (key: string, from: number, to: number) =>
    maybe(body[key], key, (value, path) => number(value, path, from, to));
  const tokens = (key: string) => maybe(body[key], key, (value, path) => integer(value, path, 1));
  const older = tokens("max_tokens");
  return present({
    maxOutputTokens: tokens("max_completion_tokens") ?? older,
    temperature: within("temperature", 0, 2),
    topP: within("top_p", 0, 1),
    stop: maybe(body.stop, "stop", readStop),
    seed: maybe(body.seed, "seed", (value, path) => integer(value, path, Number.MIN_SAFE_INTEGER)),
    presencePenalty: within("presence_penalty", -2, 2),
    frequencyPenalty: within("frequency_penalty", -2, 2),
    reasoningEffort: maybe(body.reasoning_effort, "reasoning_effort", string),
    user: maybe(body.user, "user", string),
  });
}

function readStop(value: unknown, path: string): string[] {
  return typeof value === "string" ? [value] : array(value, path).map((text, i) => string(text, `${path}[${i}]`));
}

function readTools(body: JsonObject, onlyAsBytes: string[]): Tool[] {
  const tools = maybe(body.tools, "tools", array) ?? [];
  return tools.flatMap((value, i) => {
    const path = `tools[${i}]`;
    const tool = object(value, path);
    if (name(tool.type, `${path}.type`) === "function") return readTool(tool.function, `${path}.function`);
    onlyAsBytes.push(path);
    return [];
  });
}

function readTool(value: unknown, path: string): Tool {
  const tool = object(value, path);
  return present({
    name: name(tool.name, `${path}.name`),
    description: maybe(tool.description, `${path}.description`, string),
    parameters: maybe(tool.parameters, `${path}.parameters`, object) ?? { type: "object", properties: {} },
    strict: maybe(tool.strict, `${path}.strict`, boolean),
  });
}

type ToolUse = Pick<ChatRequest, "toolChoice" | "parallelToolCalls" | "format">;

function readToolUse(body: JsonObject, onlyAsBytes: string[]): ToolUse {
  return present({
    toolChoice: maybe(body.tool_choice, "tool_choice", (value, path) => readToolChoice(value, path, onlyAsBytes)),
    parallelToolCalls: maybe(body.parallel_tool_calls, "parallel_tool_calls", boolean),
    format: maybe(body.response_format, "response_format", (value, path) => readFormat(value, path, onlyAsBytes)),
  });
}

function readToolChoice(value: unknown, path: string, onlyAsBytes: string[]): ChatRequest["toolChoice"] {
  if (value === "auto" || value === "none" || value === "required") return value;
  if (!isObject(value)) throw new BadRequest(path, "must be auto, none, required or an object that names a function.");
  if (value.type === "function") {
    return { name: name(object(value.function, `${path}.function`).name, `${path}.function.name`) };
  }
  name(value.type, `${path}.type`);
  onlyAsBytes.push(path);
  return undefined;
}

function readFormat(value: unknown, path: string, onlyAsBytes: string[]): ChatRequest["format"] {
  const format = object(value, path);
  const type = name(format.type, `${path}.type`);
  if (type === "text") return undefined;
  if (type === "json_object") return { kind: "json" };
  if (type !== "json_schema") {
    onlyAsBytes.push(path);
    return undefined;
  }
  const inner = `${path}.json_schema`;
  const named = object(format.json_schema, inner);
  return {
    kind: "json-schema",
    name: name(named.name, `${inner}.name`),
    schema: maybe(named.schema, `${inner}.schema`, object) ?? {},
    strict: maybe(named.strict, `${inner}.strict`, boolean) ?? false,
  };
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> } & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
};

/** The same object without its undefined members. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<T>;
}

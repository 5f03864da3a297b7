/** The client's body → neutral request. */

import { withFixed } from "../../../semantics/fixed-parameters.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import { saidLimit } from "../../../semantics/parameters/output-limit.ts";
import type { Failure } from "../../failures.ts";
import type { ChatRequest, Tool } from "../../operations/chat/request.ts";
import { BadRequest, boolean, isObject, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import { cacheMark } from "../cache-mark.ts";
import type { ReadChat } from "../endpoint.ts";
import { checkClosed } from "./closed-objects.ts";
import { readMessages } from "./read-messages.ts";
import { checkParameters } from "./read-parameters.ts";

/** The request, and the body itself: its members have the names that the operation goes by. */
export function readChat(body: unknown): ReadChat | Failure {
  const request = readChatRequest(body);
  return "class" in request ? request : { request, body: body as JsonObject };
}

/** The same with what a policy fixes. */
export function fixChat({ body }: ReadChat, set: JsonObject): ReadChat | Failure {
  return readChat(withFixed(body, set));
}

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
  checkParameters(body);
  const onlyAsBytes: string[] = [];
  const request: ChatRequest = {
    messages: readMessages(body.messages, onlyAsBytes),
    tools: readTools(body, onlyAsBytes),
    ...readSampling(body),
    ...readToolUse(body, onlyAsBytes),
    stream: body.stream === true,
    others: Object.keys(body).filter((key) => isOther(key, body[key])),
  };
  if (isThere(body.user) && isThere(body.safety_identifier)) request.others.push("safety_identifier");
  if (typeof body.n === "number" && body.n > 1) onlyAsBytes.push("n");
  readModalities(body, onlyAsBytes);
  readFunctions(body, onlyAsBytes);
  if (onlyAsBytes.length > 0) request.onlyAsBytes = onlyAsBytes;
  return request;
}

/** Of a listed parameter false is what is so without it. */
function isOther(key: string, value: unknown): boolean {
  return !known.has(key) && value !== null && !(value === false && parameterNamed(key) !== undefined);
}

/** What the neutral form holds. */
const known = new Set([
  ...["model", "messages", "tools", "tool_choice", "parallel_tool_calls", "response_format", "max_tokens"],
  ...["max_completion_tokens", "temperature", "top_p", "stop", "seed", "presence_penalty", "frequency_penalty"],
  ...["reasoning_effort", "user", "safety_identifier", "stream", "stream_options", "n", "modalities", "functions"],
  "function_call",
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
  | "userName"
>;

/** Types and bounds are checked. */
function readSampling(body: JsonObject): Sampling {
  const number = (key: string) => body[key] as number | null | undefined;
  const text = (key: string) => body[key] as string | null | undefined;
  const stop = body.stop as string | string[] | null | undefined;
  return present({
    maxOutputTokens: saidLimit(body),
    temperature: number("temperature"),
    topP: number("top_p"),
    stop: typeof stop === "string" ? [stop] : stop,
    seed: number("seed"),
    presencePenalty: number("presence_penalty"),
    frequencyPenalty: number("frequency_penalty"),
    reasoningEffort: text("reasoning_effort"),
    user: text("user") ?? text("safety_identifier"),
    userName: text("user") === undefined && text("safety_identifier") ? "safety_identifier" : undefined,
  });
}

function readModalities(body: JsonObject, onlyAsBytes: string[]): void {
  for (const [i, modality] of ((body.modalities ?? []) as unknown[]).entries()) {
    if (modality === "audio" && onlyAsBytes.at(-1) !== "modalities") onlyAsBytes.push("modalities");
    if (modality !== "audio" && modality !== "text") throw new BadRequest(`modalities[${i}]`, "must be text or audio.");
  }
}

/** The older form of tools, which only the client's own dialect has. */
function readFunctions({ functions, function_call: called }: JsonObject, onlyAsBytes: string[]): void {
  for (const [i, value] of ((functions ?? []) as unknown[]).entries()) {
    checkClosed(object(value, `functions[${i}]`), "function", `functions[${i}]`);
  }
  if ((functions ?? undefined) !== undefined) onlyAsBytes.push("functions");
  if ((called ?? undefined) !== undefined) onlyAsBytes.push("function_call");
}

function readTools(body: JsonObject, onlyAsBytes: string[]): Tool[] {
  const tools = (body.tools ?? []) as unknown[];
  return tools.flatMap((value, i) => {
    const path = `tools[${i}]`;
    const tool = object(value, path);
    checkClosed(tool, "tool", path);
    switch (name(tool.type, `${path}.type`)) {
      case "function":
        return { ...readTool(tool.function, `${path}.function`), ...cacheMark(tool) };
      case "custom":
        checkClosed(object(tool.custom, `${path}.custom`), "function", `${path}.custom`);
        onlyAsBytes.push(path);
        return [];
      default:
        throw new BadRequest(`${path}.type`, "must be function or custom.");
    }
  });
}

function readTool(value: unknown, path: string): Tool {
  const tool = object(value, path);
  checkClosed(tool, "function", path);
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
    parallelToolCalls: body.parallel_tool_calls as boolean | null | undefined,
    format: maybe(body.response_format, "response_format", readFormat),
  });
}

function readToolChoice(value: unknown, path: string, onlyAsBytes: string[]): ChatRequest["toolChoice"] {
  if (value === "auto" || value === "none" || value === "required") return value;
  if (!isObject(value)) throw new BadRequest(path, "must be auto, none, required or an object that names a function.");
  checkClosed(value, "choice", path);
  switch (name(value.type, `${path}.type`)) {
    case "function":
      return { name: name(object(value.function, `${path}.function`).name, `${path}.function.name`) };
    case "custom":
    case "allowed_tools":
      onlyAsBytes.push(path);
      return undefined;
    default:
      throw new BadRequest(`${path}.type`, "must be function, custom or allowed_tools.");
  }
}

function readFormat(value: unknown, path: string): ChatRequest["format"] {
  const format = object(value, path);
  checkClosed(format, "format", path);
  const type = name(format.type, `${path}.type`);
  if (type === "text") return undefined;
  if (type === "json_object") return { kind: "json" };
  if (type !== "json_schema") throw new BadRequest(`${path}.type`, "must be text, json_object or json_schema.");
  const inner = `${path}.json_schema`;
  const named = object(format.json_schema, inner);
  checkClosed(named, "format", inner);
  return {
    kind: "json-schema",
    name: name(named.name, `${inner}.name`),
    schema: maybe(named.schema, `${inner}.schema`, object) ?? {},
    strict: maybe(named.strict, `${inner}.strict`, boolean) ?? false,
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined | null> } & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
};

/** The same object without its missing members. */
function present<T extends object>(value: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const name in value) if ((value[name] ?? undefined) !== undefined) kept[name] = value[name];
  return kept as Present<T>;
}

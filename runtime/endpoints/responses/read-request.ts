/** The client's body → neutral request, and the same by the names of the operation's parameters. */
import { chatParameters } from "../../../schemas/parameters/chat.ts";
import type { ParameterType } from "../../../schemas/parameters/parameter.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import type { Failure } from "../../failures.ts";
import { membersOf } from "../../operations/chat/members-of.ts";
import type { ChatRequest, Message } from "../../operations/chat/request.ts";
import { BadRequest, boolean, isObject, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import type { ReadChat } from "../endpoint.ts";
import { checkNames, checkParameters, isListed, leftOut, word } from "./check-parameters.ts";
import type { Kept } from "./kept.ts";
import { readInput } from "./read-input.ts";
import { modelName, type ReadTools, readChoice, readTools } from "./read-tools.ts";
import type { Seal } from "./sealed.ts";

export function readResponses(body: unknown, seal: Seal): ReadChat | Failure {
  if (!isObject(body)) return { class: "bad-request", detail: "The body must be a JSON object." };
  try {
    return read(body, seal);
  } catch (error) {
    if (error instanceof BadRequest) return error.failure;
    throw error;
  }
}

function read(body: JsonObject, seal: Seal): ReadChat {
  checkParameters(body);
  const tools = readTools(body.tools);
  const { messages, leftOut: items } = readInput(body.input, seal, modelName);
  const text = maybe(body.text, "text", readText) ?? {};
  const include = readInclude(body.include);
  const beside = besideOf(body, text.verbosity);
  const others = [
    ...Object.keys(beside).filter(isOther),
    ...leftOut(body),
    ...((body.user ?? undefined) !== undefined && body.safety_identifier ? ["safety_identifier"] : []),
    ...unlisted(body),
    ...items,
    ...tools.leftOut,
  ];
  if (include.some((each) => each !== ENCRYPTED)) others.push("include");
  const request: ChatRequest = {
    messages: [...instructionsOf(body), ...messages],
    ...readChoice(body.tool_choice, tools),
    ...sampling(body),
    ...(text.format && { format: text.format }),
    stream: body.stream === true,
    others: [...new Set(others)],
    kept: keptFrom(body, tools, include),
  };
  return { request, body: { ...membersOf(request), ...beside } };
}

const ENCRYPTED = "reasoning.encrypted_content";

function instructionsOf({ instructions }: JsonObject): Message[] {
  return typeof instructions === "string" ? [{ role: "system", parts: [{ kind: "text", text: instructions }] }] : [];
}

type Sampling = Pick<
  ChatRequest,
  "maxOutputTokens" | "temperature" | "topP" | "parallelToolCalls" | "reasoningEffort" | "user" | "userName"
>;

/** Types and bounds are checked, but for what stands in `reasoning`. */
function sampling(body: JsonObject): Sampling {
  const reasoning = maybe(body.reasoning, "reasoning", readReasoning);
  const values = {
    maxOutputTokens: body.max_output_tokens,
    temperature: body.temperature,
    topP: body.top_p,
    parallelToolCalls: body.parallel_tool_calls,
    reasoningEffort: reasoning,
    user: body.user ?? body.safety_identifier,
    userName: (body.user ?? undefined) === undefined && body.safety_identifier ? "safety_identifier" : undefined,
  };
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => (value ?? undefined) !== undefined),
  ) as Sampling;
}

function readReasoning(value: unknown, path: string): string | undefined {
  const reasoning = object(value, path);
  checkNames(reasoning, path, ["effort", "summary", "generate_summary"]);
  for (const key of ["summary", "generate_summary"])
    word(reasoning[key], `${path}.${key}`, ["auto", "concise", "detailed"]);
  return word(reasoning.effort, `${path}.effort`, wordsOf(chatParameters.reasoning_effort.type));
}

interface Text {
  format?: ChatRequest["format"];
  verbosity?: string | undefined;
}

function readText(value: unknown, path: string): Text {
  const text = object(value, path);
  checkNames(text, path, ["format", "verbosity"]);
  const format = maybe(text.format, `${path}.format`, readFormat);
  const verbosity = word(text.verbosity, `${path}.verbosity`, wordsOf(chatParameters.verbosity.type));
  return { ...(format && { format }), verbosity };
}

function readFormat(value: unknown, path: string): ChatRequest["format"] {
  const format = object(value, path);
  checkNames(format, path, ["type", "name", "schema", "strict", "description"]);
  const type = word(format.type, `${path}.type`, ["text", "json_object", "json_schema"]);
  if (type === undefined) throw new BadRequest(`${path}.type`, "must be text, json_object or json_schema.");
  if (type === "text") return undefined;
  if (type === "json_object") return { kind: "json" };
  maybe(format.description, `${path}.description`, string);
  return {
    kind: "json-schema",
    name: name(format.name, `${path}.name`),
    schema: object(format.schema, `${path}.schema`),
    strict: maybe(format.strict, `${path}.strict`, boolean) ?? false,
  };
}

function wordsOf(type: ParameterType): readonly string[] {
  return type.kind === "word" ? type.of : [];
}

function readInclude(value: unknown): string[] {
  return ((value ?? []) as unknown[]).map((each, i) => string(each, `include[${i}]`));
}

/** What the neutral form does not hold and a provider may be sent, by the operation's names; unknown members are held back later. */
function besideOf(body: JsonObject, verbosity: string | undefined): JsonObject {
  const named = Object.entries(body).filter(
    ([key, value]) => value !== null && (isListed(key) ? asIs.has(key) : isOwn(key)),
  );
  return { ...Object.fromEntries(named), ...(verbosity !== undefined && { verbosity }) };
}

const asIs: ReadonlySet<string> = new Set([
  ...["model", "metadata", "service_tier", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"],
  "moderation",
]);

/** In no list: neither the endpoint's, nor the operation's, whose names mean nothing here. */
function isOwn(key: string): boolean {
  return parameterNamed(key) === undefined && !key.includes(".");
}

function unlisted(body: JsonObject): string[] {
  return Object.keys(body).filter((key) => !isListed(key) && body[key] !== null);
}

function isOther(key: string): boolean {
  return key !== "model";
}

function keptFrom(body: JsonObject, { called }: ReadTools, include: readonly string[]): Kept {
  const names = [
    "instructions",
    "tools",
    "tool_choice",
    "text",
    "reasoning",
    "metadata",
    "truncation",
    "max_tool_calls",
  ];
  const more = ["user", "safety_identifier", "prompt_cache_key", "service_tier", "top_logprobs"];
  const said = [...names, ...more].filter((key) => (body[key] ?? undefined) !== undefined);
  return {
    tools: called,
    echo: Object.fromEntries(said.map((key) => [key, body[key]])),
    refers: body.store !== false,
    proves: body.store === false || include.includes(ENCRYPTED),
  };
}

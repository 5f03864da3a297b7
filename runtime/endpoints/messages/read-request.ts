/** The body of a Messages request → neutral request, and the same by the names of the operation. */
import { messagesMembers } from "../../../schemas/parameters/messages.ts";
import { allows, expected } from "../../../semantics/parameters/expected.ts";
import { caseTwins } from "../../../semantics/parameters/names.ts";
import type { Failure } from "../../failures.ts";
import { membersOf } from "../../operations/chat/members-of.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { fixParameters } from "../../operations/chat/with-fixed.ts";
import { array, BadRequest, isObject, type JsonObject, maybe, object, string } from "../body-checks.ts";
import type { ReadChat } from "../endpoint.ts";
import { readToolChoice, readTools } from "./read-tools.ts";
import { readSystem, readTurns } from "./read-turns.ts";
import { Reading } from "./reading.ts";

/** Answers `bad-request` that names the member. */
export function readMessagesRequest(body: unknown): ReadChat | Failure {
  if (!isObject(body)) return { class: "bad-request", detail: "The body must be a JSON object." };
  try {
    return read(body);
  } catch (error) {
    if (error instanceof BadRequest) return error.failure;
    throw error;
  }
}

export function fixMessages(read: ReadChat, set: JsonObject): ReadChat {
  return fixParameters(read, set);
}

const twinOf = caseTwins(Object.keys(messagesMembers));

/** What the neutral form holds. */
const held: ReadonlySet<string> = new Set([
  ...["model", "messages", "system", "max_tokens", "stop_sequences", "stream", "temperature", "top_p", "top_k"],
  ...["tools", "tool_choice", "thinking", "output_config", "metadata", "cache_control"],
]);

function read(body: JsonObject): ReadChat {
  checkMembers(body);
  const reading = new Reading();
  const messages = [...readSystem(body.system, reading), ...readTurns(body.messages, reading)];
  const request: ChatRequest = {
    messages,
    tools: readTools(body.tools, reading),
    ...readToolChoice(body.tool_choice),
    ...readSampling(body),
    ...readThinking(body),
    stream: body.stream === true,
    others: Object.keys(body).filter((name) => !held.has(name) && (body[name] ?? undefined) !== undefined),
  };
  if (reading.onlyAsBytes.length > 0) request.onlyAsBytes = reading.onlyAsBytes;
  const { metadata } = body;
  const said = isObject(metadata) ? { metadata: besideUser(metadata) } : {};
  if (said.metadata && Object.keys(said.metadata).length > 0) request.others.push("metadata");
  return { request, body: { model: body.model, ...membersOf(request, reading.beside), ...said } };
}

/** What is for the policy, and notes; the end user has a place of its own. */
function besideUser({ user_id: _, ...metadata }: JsonObject): JsonObject {
  return metadata;
}

/** A member that nobody knows is left out; one that is misspelled, of a wrong type or out of bounds is refused. */
function checkMembers(body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    const meant = twinOf(name);
    if (meant !== undefined) throw new BadRequest(name, `must be written "${meant}".`);
    const member = Object.hasOwn(messagesMembers, name) ? messagesMembers[name] : undefined;
    if (member === undefined || value === null) continue;
    if (member.refused !== undefined) throw new BadRequest(name, `is not taken here. ${member.refused} Leave it out.`);
    if (!allows(member.type, value)) throw new BadRequest(name, `must be ${expected(member.type)}.`);
  }
  if ((body.max_tokens ?? undefined) === undefined) throw new BadRequest("max_tokens", "is required.");
}

/** Types and bounds are checked. */
function readSampling(body: JsonObject): Partial<ChatRequest> {
  const numbers = {
    temperature: body.temperature,
    topP: body.top_p,
    topK: body.top_k,
    maxOutputTokens: body.max_tokens,
  };
  const given = Object.entries(numbers).filter(([, value]) => (value ?? undefined) !== undefined);
  const stop = maybe(body.stop_sequences, "stop_sequences", array)?.map((each, i) =>
    string(each, `stop_sequences[${i}]`),
  );
  const metadata = maybe(body.metadata, "metadata", object);
  const user = maybe(metadata?.user_id, "metadata.user_id", string);
  return {
    ...(Object.fromEntries(given) as Partial<ChatRequest>),
    ...(stop !== undefined && stop.length > 0 && { stop }),
    ...(user !== undefined && { user }),
  };
}

const efforts = ["low", "medium", "high", "xhigh", "max"];

/** Tokens of a budget below which it is an effort of that name. */
const budgets: readonly [number, string][] = [
  [2_048, "low"],
  [8_192, "medium"],
  [24_576, "high"],
];

function readThinking(body: JsonObject): Pick<ChatRequest, "reasoningEffort" | "reasoningBudget" | "format"> {
  const config = maybe(body.output_config, "output_config", object) ?? {};
  const effort = maybe(config.effort, "output_config.effort", string);
  if (effort !== undefined && !efforts.includes(effort))
    throw new BadRequest("output_config.effort", `must be one of ${efforts.join(", ")}.`);
  const format = maybe(config.format, "output_config.format", readFormat);
  return { ...readEffort(maybe(body.thinking, "thinking", object), effort), ...(format && { format }) };
}

function readEffort(
  thinking: JsonObject | undefined,
  effort: string | undefined,
): Pick<ChatRequest, "reasoningEffort" | "reasoningBudget"> {
  switch (thinking?.type) {
    case undefined:
      if (thinking !== undefined) throw new BadRequest("thinking.type", "is required.");
      return {};
    case "disabled":
      return {};
    case "adaptive":
      return effort === undefined ? {} : { reasoningEffort: effort };
    case "enabled": {
      const budget = thinking.budget_tokens;
      if (!Number.isSafeInteger(budget) || Number(budget) < 1_024)
        throw new BadRequest("thinking.budget_tokens", "must be a whole number from 1024.");
      const named = budgets.find(([below]) => Number(budget) < below)?.[1] ?? "xhigh";
      return { reasoningEffort: effort ?? named, reasoningBudget: Number(budget) };
    }
    default:
      throw new BadRequest("thinking.type", "must be enabled, disabled or adaptive.");
  }
}

function readFormat(value: unknown, path: string): NonNullable<ChatRequest["format"]> {
  const { type, schema } = object(value, path);
  if (type !== "json_schema") throw new BadRequest(`${path}.type`, "must be json_schema.");
  return { kind: "json-schema", name: "answer", schema: object(schema, `${path}.schema`), strict: true };
}

/**
 * The facts of a request as the object that a condition is called with. Written apart from the runtime's readers;
 * only the token estimator is shared, because an estimate has no other definition.
 */
import type { Facts } from "../../dsl/facts.ts";
import type { State } from "../../schemas/state.ts";
import { type InputTokens, inputTokensOf } from "../../semantics/tokens/input-tokens.ts";
import { readForms } from "./read-forms.ts";
import { referenceLocal } from "./zones.ts";

export interface ReferenceRequest {
  body: Record<string, unknown>;
  key: { id: string; team?: string; env?: string; tags: string[] };
  /** Of body and headers together. */
  metadata: Record<string, string>;
  /** By name in lower case. */
  headers?: Record<string, string>;
  endpoint: Facts["endpoint"];
  now: Date;
  state?: State;
}

/** With what no condition can ask: the figures by which costs and windows go. */
export type ReferenceFacts = Facts & {
  readonly tokens: InputTokens;
  /** Of the fact's text with another behind it; undefined where the request has not the fact. */
  sampleWith(by: string, more: string): number | undefined;
};

interface Message {
  role?: unknown;
  content?: unknown;
  tool_calls?: unknown[];
}
type Part = { type?: unknown; text?: unknown } | null;

export function readFacts(request: ReferenceRequest, route: string): ReferenceFacts {
  const { body, key, metadata, endpoint, now } = request;
  const messages = (Array.isArray(body.messages) ? body.messages : []).map((m) => (m ?? {}) as Message);
  const parts = messages.flatMap((m) => (Array.isArray(m.content) ? (m.content as Part[]) : []));
  const images = parts.filter((part) => part?.type === "image_url").length;
  const tools = Array.isArray(body.tools) ? body.tools.length : 0;
  const format = (body.response_format as { type?: unknown } | undefined)?.type;
  const tokens = inputTokensOf(body);
  const text = textOf(messages.filter((m) => m.role === "user").at(-1));
  return {
    route,
    model: body.model as string,
    endpoint,
    stream: body.stream === true,
    inputTokens: tokens.expected,
    tokens,
    ...maxOutputTokens(body),
    choices: typeof body.n === "number" && Math.floor(body.n) === body.n && body.n >= 1 ? body.n : 1,
    parameters: parametersOf(body),
    messages: messages.length,
    turns: messages.filter((m) => m.role === "user").length,
    tools,
    images,
    needs: {
      tools: tools > 0 || messages.some((m) => Array.isArray(m.tool_calls) && m.tool_calls.length > 0),
      vision: images > 0,
      audio: parts.some((part) => part?.type === "input_audio") || String(body.modalities).split(",").includes("audio"),
      pdf: parts.some((part) => part?.type === "file"),
      jsonSchema: format === "json_schema",
      jsonMode: format === "json_object",
      reasoning: typeof body.reasoning_effort === "string" && body.reasoning_effort !== "none",
      ...readForms(body, messages),
    },
    hasCode: text.includes("```"),
    text: {
      includes: (literal) => text.includes(literal),
      startsWith: (literal: string) => text.startsWith(literal),
      endsWith: (literal: string) => text.endsWith(literal),
      matches: (pattern) => pattern.test(text),
    } as Facts["text"],
    metadata: { ...metadata },
    headers: { ...request.headers },
    key,
    hour: Number(now.toISOString().slice(11, 13)),
    weekday: now.toUTCString().slice(0, 3).toLowerCase() as Facts["weekday"],
    local: (zone) => referenceLocal(zone, now),
    sample: (by) => sample(textOfFact(request, route, by)) as number,
    sampleWith: (by, more) => sample(joined(textOfFact(request, route, by), more)),
    ...stateFacts(request.state ?? {}),
  };
}

function parametersOf(body: Record<string, unknown>): Facts["parameters"] {
  const said = (type: string, ...names: string[]) =>
    Object.fromEntries(names.flatMap((name) => (typeof body[name] === type ? [[name, body[name]]] : [])));
  return {
    ...said("number", "temperature", "top_p", "presence_penalty", "frequency_penalty", "seed", "top_logprobs"),
    ...said("string", "reasoning_effort", "verbosity"),
    logprobs: body.logprobs === true,
    store: body.store === true,
  };
}

type StateFacts = Pick<Facts, "budget" | "latency" | "health">;

/** Whatever the state does not say is undefined, at every depth that a condition may ask. */
function stateFacts({ budgets = {}, latency = {}, health = {} }: State): StateFacts {
  const known = (record: object, key: string): boolean => Object.hasOwn(record, key);
  return {
    budget: anyKey((name) => {
      if (!known(budgets, name)) return {};
      const { spent, limit } = budgets[name]!;
      return { left: limit - spent, spent, ratio: spent / limit };
    }),
    latency: anyKey((name) => ({ firstToken: {}, total: {}, ...(known(latency, name) ? latency[name] : {}) })),
    health: anyKey((name) => (known(health, name) ? health[name] : undefined)),
  } as unknown as StateFacts;
}

function anyKey(read: (key: string) => unknown): object {
  return new Proxy({}, { get: (_, key) => read(String(key)) });
}

function joined(value: unknown, more: string): string | undefined {
  return typeof value === "string" ? `${value}\0${more}` : undefined;
}

/** The string facts that can be sampled by. */
function textOfFact({ body, key, metadata, endpoint, now }: ReferenceRequest, route: string, by: string): unknown {
  if (by.startsWith("metadata.")) return metadata[by.slice("metadata.".length)];
  const weekday = now.toUTCString().slice(0, 3).toLowerCase();
  const values = {
    route,
    model: body.model,
    endpoint,
    weekday,
    "key.id": key.id,
    "key.team": key.team,
    "key.env": key.env,
  };
  return values[by as keyof typeof values];
}

/** MurmurHash3 as published, over whole numbers of 32 bits. */
function sample(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const bytes = [...new TextEncoder().encode(value)];
  const times = (a: bigint, b: bigint): bigint => (a * b) & 0xffffffffn;
  const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (32n - by))) & 0xffffffffn;
  const block = (part: number[]): bigint => {
    const word = part.reduce((sum, byte, i) => sum + BigInt(byte) * 256n ** BigInt(i), 0n);
    return times(rotate(times(word, 0xcc9e2d51n), 15n), 0x1b873593n);
  };
  let hash = 0n;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    hash = (times(rotate(hash ^ block(bytes.slice(at, at + 4)), 13n), 5n) + 0xe6546b64n) & 0xffffffffn;
  }
  hash ^= block(bytes.slice(at)) ^ BigInt(bytes.length);
  hash = times(hash ^ (hash >> 16n), 0x85ebca6bn);
  hash = times(hash ^ (hash >> 13n), 0xc2b2ae35n);
  return (Number(hash ^ (hash >> 16n)) / 2 ** 32) * 100;
}

function maxOutputTokens(body: Record<string, unknown>): { maxOutputTokens?: number } {
  const asked = [body.max_completion_tokens, body.max_tokens].filter(
    (value) => typeof value === "number" && Math.floor(value) === value && Number.isFinite(value),
  ) as number[];
  return asked.length > 0 ? { maxOutputTokens: asked[0]! } : {};
}

function textOf(message: Message | undefined): string {
  if (typeof message?.content === "string") return message.content;
  const parts = Array.isArray(message?.content) ? (message.content as Part[]) : [];
  return parts
    .filter((part) => part?.type === "text" && typeof part.text === "string")
    .map((part) => part?.text)
    .join("\n");
}

/** Chat bodies to measure: as small as they can be with what they must have, or padded to an exact number of tokens. */
import { inputTokensOf } from "../../semantics/tokens/input-tokens.ts";
import type { Pooled } from "./string-pool.ts";

export interface BodyPlan {
  readonly messages: number;
  readonly turns: number;
  readonly images: number;
  readonly tools: number;
  /** The history has tool calls. */
  readonly calls: boolean;
  readonly file: boolean;
  readonly format: "none" | "json_object" | "json_schema";
  /** Of the last message by the user. */
  readonly text: Pooled;
}

export type Body = Record<string, unknown>;

/** What no body of the plan can be below, and what is reached only from `reached` on. */
export function tokenBounds(plan: BodyPlan): { least: number; reached: number } {
  const least = 3 + 4 * plan.messages + 800 * plan.images + (plan.file ? 1_600 : 0);
  return { least, reached: inputTokensOf(bodyOf(plan, "")).expected };
}

/** The same with a text that is dear by the upper figure: about so many tokens by that one. */
export function dearBody(plan: BodyPlan, upper: number): Body {
  const own = inputTokensOf(bodyOf(plan, "")).upper;
  return bodyOf(plan, DEAR.repeat(Math.max(0, Math.floor((upper - own) / perDear))));
}

/** Line breaks: hardly anything has more of `upper` for a token that is expected. */
const DEAR = "\n";
const perDear = inputTokensOf({ messages: [{ content: DEAR.repeat(1_000) }] }).upper / 1_000;

/** A body of exactly so many tokens, where `reached` is the least that it has; undefined when none is found. */
export function bodyWith(plan: BodyPlan, tokens: number, reached: number): Body | undefined {
  if (tokens === reached) return bodyOf(plan, "");
  for (const pad of paddings(tokens - reached)) {
    const body = bodyOf(plan, pad);
    if (inputTokensOf(body).expected === tokens) return body;
  }
  return undefined;
}

const LONG = "é".repeat(10_000);
const perLetter = (inputTokensOf({ messages: [{ content: LONG }] }).expected - 7) / LONG.length;

/** Of about so many tokens, in small steps. */
function* paddings(tokens: number): Generator<string> {
  const letters = Math.round(tokens / perLetter);
  for (const fewer of [0, 1, 2, 3, -1, -2]) {
    for (const signs of [0, 1, 2, 3, 4]) yield "é".repeat(Math.max(0, letters - fewer)) + "☃".repeat(signs);
  }
}

function bodyOf(plan: BodyPlan, pad: string): Body {
  const { messages, turns, tools, format, text } = plan;
  const isPadFirst = messages > 1;
  const others = messages - turns;
  const texts = Array.from({ length: messages }, (_, i) => {
    if (i === messages - 1 && turns > 0) return text.head + (isPadFirst ? "" : pad) + text.tail;
    return i === 0 && (isPadFirst || turns === 0) ? pad : "";
  });
  const written = texts.map((content, i) => message(i < others ? "assistant" : "user", content));
  attach(written, plan);
  return {
    messages: written,
    ...(tools > 0 && {
      tools: Array.from({ length: tools }, (_, i) => ({ type: "function", function: { name: `f${i}` } })),
    }),
    ...(format === "json_object" && { response_format: { type: format } }),
    ...(format === "json_schema" && { response_format: { type: format, json_schema: { name: "a" } } }),
  };
}

interface Message {
  role: string;
  content: unknown;
  tool_calls?: unknown[];
}

function message(role: string, content: string): Message {
  return { role, content };
}

/** To the last message; tool calls to the first. */
function attach(messages: Message[], { images, file, calls }: BodyPlan): void {
  const last = messages.at(-1)!;
  const parts: unknown[] = Array.from({ length: images }, () => ({
    type: "image_url",
    image_url: { url: "data:image/png;base64,AAAA" },
  }));
  if (file) parts.push({ type: "file", file: { file_data: "data:application/pdf;base64,AAAA" } });
  if (parts.length > 0) last.content = [{ type: "text", text: last.content }, ...parts];
  if (calls) messages[0]!.tool_calls = [{ id: "1", type: "function", function: { name: "f", arguments: "" } }];
}

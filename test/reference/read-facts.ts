/**
 * The facts of a request as the object that a condition is called with. Written apart from the runtime's readers;
 * only the token estimator is shared, because an estimate has no other definition.
 */
import type { Facts } from "../../dsl/facts.ts";
import { estimateInputTokens } from "../../runtime/table/facts/input-tokens.ts";

export interface ReferenceRequest {
  body: Record<string, unknown>;
  key: { id: string; team?: string; env?: string; tags: string[] };
  /** Of body and headers together. */
  metadata: Record<string, string>;
  endpoint: "chat";
  now: Date;
}

interface Message {
  role?: unknown;
  content?: unknown;
  tool_calls?: unknown[];
}
type Part = { type?: unknown; text?: unknown } | null;

export function readFacts({ body, key, metadata, endpoint, now }: ReferenceRequest, route: string): Facts {
  const messages = (Array.isArray(body.messages) ? body.messages : []).map((m) => (m ?? {}) as Message);
  const parts = messages.flatMap((m) => (Array.isArray(m.content) ? (m.content as Part[]) : []));
  const images = parts.filter((part) => part?.type === "image_url").length;
  const tools = Array.isArray(body.tools) ? body.tools.length : 0;
  const format = (body.response_format as { type?: unknown } | undefined)?.type;
  const text = textOf(messages.filter((m) => m.role === "user").at(-1));
  return {
    route,
    model: body.model as string,
    endpoint,
    stream: body.stream === true,
    inputTokens: estimateInputTokens(body),
    ...maxOutputTokens(body),
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
    },
    hasCode: text.includes("```"),
    text: { includes: (literal) => text.includes(literal), matches: (pattern) => pattern.test(text) },
    metadata: { ...metadata },
    key,
    hour: Number(now.toISOString().slice(11, 13)),
    weekday: now.toUTCString().slice(0, 3).toLowerCase() as Facts["weekday"],
    sample: () => 0,
    budget: {},
    latency: {} as Facts["latency"],
    health: {} as Facts["health"],
  };
}

function maxOutputTokens(body: Record<string, unknown>): { maxOutputTokens?: number } {
  const asked = body.max_completion_tokens ?? body.max_tokens;
  return typeof asked === "number" && Math.floor(asked) === asked && Number.isFinite(asked)
    ? { maxOutputTokens: asked }
    : {};
}

function textOf(message: Message | undefined): string {
  if (typeof message?.content === "string") return message.content;
  const parts = Array.isArray(message?.content) ? (message.content as Part[]) : [];
  return parts
    .filter((part) => part?.type === "text" && typeof part.text === "string")
    .map((part) => part?.text)
    .join("\n");
}

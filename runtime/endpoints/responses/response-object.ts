/** The `response` object around the items: what was asked for, said again, and how it ended. */
import type { Usage } from "../../operations/chat/answer.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { shortId } from "./item-ids.ts";
import { type Item, writeUsage } from "./items.ts";
import { keptOf } from "./kept.ts";

export interface ResponseHead {
  id: string;
  /** Seconds since 1970. */
  created: number;
  /** The name that the client is shown. */
  model: string;
  request: ChatRequest;
}

/** A head with a new id, for an answer that begins now. */
export function responseHead(model: string, request: ChatRequest): ResponseHead {
  return { id: shortId("resp"), created: seconds(), model, request };
}

export interface Ended {
  /** Why it is not whole. */
  reason?: "max_output_tokens" | "content_filter" | undefined;
  error?: { code: string; message: string };
  usage?: Usage | undefined;
  /** USD. */
  cost?: number | undefined;
}

/** `ended` is absent while the answer goes on. */
export function responseObject(head: ResponseHead, output: readonly Item[], ended?: Ended): object {
  const { request } = head;
  const { echo } = keptOf(request);
  const { error, reason, usage, cost } = ended ?? {};
  const status = ended === undefined ? "in_progress" : error ? "failed" : reason ? "incomplete" : "completed";
  const { format = { type: "text" }, ...text } = (echo.text ?? {}) as { format?: unknown };
  return {
    id: head.id,
    object: "response",
    created_at: head.created,
    status,
    background: false,
    completed_at: status === "completed" ? seconds() : null,
    error: error ?? null,
    incomplete_details: reason === undefined ? null : { reason },
    instructions: null,
    max_tool_calls: null,
    metadata: {},
    tool_choice: "auto",
    tools: [],
    top_logprobs: 0,
    truncation: "disabled",
    ...echo,
    service_tier: usage?.serviceTier ?? echo.service_tier ?? "default",
    text: { format: format ?? { type: "text" }, ...text },
    reasoning: {
      effort: request.reasoningEffort ?? null,
      summary: (echo.reasoning as { summary?: unknown } | undefined)?.summary ?? null,
    },
    max_output_tokens: request.maxOutputTokens ?? null,
    model: head.model,
    output,
    parallel_tool_calls: request.parallelToolCalls ?? true,
    previous_response_id: null,
    // Nothing is kept, whatever was asked.
    store: false,
    temperature: request.temperature ?? null,
    top_p: request.topP ?? null,
    usage: ended === undefined || error ? null : writeUsage(usage, cost),
  };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

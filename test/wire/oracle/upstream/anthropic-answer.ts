/** Answers of messages. */
import type { Bill } from "../bill/bill.ts";

const head = { id: "msg_1", type: "message", role: "assistant", model: "as-served" };

export function whole(bill: Bill): object {
  return { ...head, content: [{ type: "text", text: "Yes." }], stop_reason: "end_turn", usage: usageOf(bill) };
}

export function events(bill: Bill): string[] {
  const { output_tokens, ...input } = usageOf(bill);
  return [
    event("message_start", { message: { ...head, content: [], usage: { ...input, output_tokens: 1 } } }),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    event("content_block_delta", { index: 0, delta: { type: "text_delta", text: "Yes." } }),
    event("content_block_stop", { index: 0 }),
    event("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens } }),
    event("message_stop", {}),
  ];
}

function event(type: string, members: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
}

function usageOf({ used }: Bill): { output_tokens: number; [name: string]: unknown } {
  const { cacheRead, cacheWrite, cacheWrite1h } = used;
  return {
    input_tokens: used.input - cacheRead - cacheWrite - cacheWrite1h,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite + cacheWrite1h,
    cache_creation: { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: cacheWrite1h },
    output_tokens: used.output,
    output_tokens_details: { thinking_tokens: used.reasoning },
  };
}

const error = (type: string, message: string) => ({ type: "error", error: { type, message } });

export const tooLong: object = error("invalid_request_error", "prompt is too long: 200001 tokens > 200000 maximum");
export const badRequest: object = error("invalid_request_error", "messages: invalid value");

export function errorOf(status: number): object {
  if (status === 429) return error("rate_limit_error", "Slow down.");
  if (status === 401) return error("authentication_error", "invalid x-api-key");
  return status === 529 ? error("overloaded_error", "Overloaded") : error("api_error", "Internal server error");
}

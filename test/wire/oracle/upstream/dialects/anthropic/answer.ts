/** Answers of the Messages API. */
import type { Bill } from "../../../bill/bill.ts";
import { event, pieces, type Says } from "../dialect.ts";

const head = { id: "msg_1", type: "message", role: "assistant", model: "as-served" };

export function whole(bill: Bill, says: Says): object {
  const { text, call } = says;
  const content = [{ type: "text", text }, ...(call ? [{ ...callOf(call), input: call.arguments }] : [])];
  return { ...head, content, stop_reason: stopOf(says), usage: usageOf(bill) };
}

export function events(bill: Bill, says: Says): string[] {
  const { output_tokens, ...input } = usageOf(bill);
  return [
    told("message_start", { message: { ...head, content: [], usage: { ...input, output_tokens: 1 } } }),
    told("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    ...pieces(says).map((text) => told("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
    told("content_block_stop", { index: 0 }),
    ...(says.call ? callEvents(says.call) : []),
    told("message_delta", { delta: { stop_reason: stopOf(says) }, usage: { output_tokens } }),
    told("message_stop", {}),
  ];
}

type Call = NonNullable<Says["call"]>;

function callEvents(call: Call): string[] {
  const delta = { type: "input_json_delta", partial_json: JSON.stringify(call.arguments) };
  return [
    told("content_block_start", { index: 1, content_block: { ...callOf(call), input: {} } }),
    told("content_block_delta", { index: 1, delta }),
    told("content_block_stop", { index: 1 }),
  ];
}

function callOf({ name }: Call): object {
  return { type: "tool_use", id: "toolu_1", name };
}

function stopOf({ call }: Says): string {
  return call ? "tool_use" : "end_turn";
}

function told(type: string, members: object): string {
  return event({ type, ...members }, type);
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

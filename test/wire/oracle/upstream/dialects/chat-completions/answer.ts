/** Answers of chat completions. */
import type { Bill } from "../../../bill/bill.ts";
import { type Fields, fields, pieces, type Says } from "../dialect.ts";

const head = { id: "chatcmpl-1", created: 1_790_000_000, model: "as-served" };

export function whole(bill: Bill, says: Says): object {
  const { text: content, call } = says;
  const message = { role: "assistant", content, ...(call && { tool_calls: [callOf(call)] }) };
  const choices = each(bill, { message, finish_reason: finishOf(says) });
  return { ...head, object: "chat.completion", choices, usage: usageOf(bill) };
}

export function events(bill: Bill, says: Says, body: Fields): string[] {
  const choices = (delta: object, finish_reason: string | null = null) =>
    each(bill, { delta, finish_reason }).map((choice) => chunk({ choices: [choice] }));
  const wantsUsage = fields(body.stream_options).include_usage === true;
  const { call } = says;
  return [
    ...choices({ role: "assistant", content: "" }),
    ...pieces(says).flatMap((content) => choices({ content })),
    ...(call ? choices({ tool_calls: [{ index: 0, ...callOf(call) }] }) : []),
    ...choices({}, finishOf(says)),
    ...(wantsUsage ? [chunk({ choices: [], usage: usageOf(bill) })] : []),
    "data: [DONE]\n\n",
  ];
}

function each({ answers }: Bill, choice: object): object[] {
  return Array.from({ length: answers }, (_, index) => ({ index, ...choice }));
}

function callOf({ name, arguments: input }: NonNullable<Says["call"]>): object {
  return { id: "call_1", type: "function", function: { name, arguments: JSON.stringify(input) } };
}

function finishOf({ call }: Says): string {
  return call ? "tool_calls" : "stop";
}

function chunk(members: object): string {
  return `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...members })}\n\n`;
}

function usageOf({ used }: Bill): object {
  return {
    prompt_tokens: used.input,
    completion_tokens: used.output,
    total_tokens: used.input + used.output,
    prompt_tokens_details: {
      cached_tokens: used.cacheRead,
      audio_tokens: used.inputAudio,
      cache_write_tokens: used.cacheWrite,
    },
    completion_tokens_details: { reasoning_tokens: used.reasoning, audio_tokens: used.outputAudio },
  };
}

const error = (message: string, type: string, code: string | null) => ({ error: { message, type, param: null, code } });

export const tooLong: object = error(
  "This model's context is smaller.",
  "invalid_request_error",
  "context_length_exceeded",
);
export const badRequest: object = error("Invalid value.", "invalid_request_error", "invalid_value");

export function errorOf(status: number): object {
  if (status === 429) return error("Slow down.", "requests", "rate_limit_exceeded");
  if (status === 401) return error("Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
  return error("The server had an error.", "server_error", null);
}

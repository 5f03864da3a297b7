/** Answers of chat completions. */
import type { Bill } from "../bill/bill.ts";

const head = { id: "chatcmpl-1", created: 1_790_000_000, model: "as-served" };

export function whole(bill: Bill): object {
  const choices = Array.from({ length: bill.answers }, (_, index) => ({
    index,
    message: { role: "assistant", content: "Yes." },
    finish_reason: "stop",
  }));
  return { ...head, object: "chat.completion", choices, usage: usageOf(bill) };
}

export function events(bill: Bill, body: Readonly<Record<string, unknown>>): string[] {
  const choices = (delta: object, finish_reason: string | null) =>
    Array.from({ length: bill.answers }, (_, index) => chunk({ choices: [{ index, delta, finish_reason }] }));
  const options = body.stream_options as { include_usage?: unknown } | undefined;
  return [
    ...choices({ role: "assistant", content: "" }, null),
    ...choices({ content: "Yes." }, null),
    ...choices({}, "stop"),
    ...(options?.include_usage === true ? [chunk({ choices: [], usage: usageOf(bill) })] : []),
    "data: [DONE]\n\n",
  ];
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

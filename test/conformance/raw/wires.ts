/**
 * What each wire says, event by event, as its provider's documentation shows it: written here and nowhere else in the product, so
 * that behaviours of providers can be put together for all of them.
 */
import type { DialectName } from "../../../schemas/dialects.ts";
import { eventFrame, exceptionFrame } from "../../runtime/wire/aws-frames.ts";
import { responsesWire } from "./responses-wire.ts";
import { sse, typed, type Wire } from "./wire.ts";

/** 5 tokens in, 7 out. */
const chatUsage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };
const piece = (delta: object, finish_reason: string | null = null): Buffer =>
  sse({
    id: "c1",
    object: "chat.completion.chunk",
    created: 1,
    model: "up",
    choices: [{ index: 0, delta, finish_reason }],
  });

const chat: Omit<Wire, "dialect"> = {
  type: "text/event-stream",
  begin: [piece({ role: "assistant", content: "" })],
  text: (content) => piece({ content }),
  stop: [piece({}, "stop")],
  end: [
    sse({ id: "c1", object: "chat.completion.chunk", created: 1, model: "up", choices: [], usage: chatUsage }),
    Buffer.from("data: [DONE]\n\n"),
  ],
  call: (index, id, name, args) => [
    piece({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] }),
    piece({ tool_calls: [{ index, function: { arguments: JSON.stringify(args) } }] }),
  ],
  called: [piece({}, "tool_calls")],
  error: (message) => sse({ error: { message, type: "server_error", code: null } }),
  broken: Buffer.from('data: {"id":"c1","choices":[{"delta":{"content":"bro\n\n'),
  whole: (content) => ({
    id: "c1",
    object: "chat.completion",
    created: 1,
    model: "up",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: chatUsage,
  }),
  busy: [429, { error: { message: "slow down", type: "requests", code: "rate_limit_exceeded" } }],
};

const anthropic: Wire = {
  dialect: "anthropic",
  type: "text/event-stream",
  begin: [
    typed("message_start", {
      message: {
        id: "msg_1",
        type: "message",
        role: "assistant",
        content: [],
        model: "up",
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 5, output_tokens: 1 },
      },
    }),
    typed("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  ],
  text: (text) => typed("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
  stop: [
    typed("content_block_stop", { index: 0 }),
    typed("message_delta", { delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 7 } }),
  ],
  end: [typed("message_stop")],
  call: (index, id, name, args) => [
    ...(index === 0 ? [typed("content_block_stop", { index: 0 })] : []),
    typed("content_block_start", { index: index + 1, content_block: { type: "tool_use", id, name, input: {} } }),
    typed("content_block_delta", {
      index: index + 1,
      delta: { type: "input_json_delta", partial_json: JSON.stringify(args) },
    }),
    typed("content_block_stop", { index: index + 1 }),
  ],
  called: [
    typed("message_delta", { delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 7 } }),
  ],
  error: (message) => typed("error", { error: { type: "overloaded_error", message } }),
  broken: Buffer.from('event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"bro\n\n'),
  whole: (text) => ({
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "up",
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 7 },
  }),
  busy: [429, { type: "error", error: { type: "rate_limit_error", message: "slow down" } }],
};

const counted = { promptTokenCount: 5, candidatesTokenCount: 7, totalTokenCount: 12 };
const candidate = (parts: object[], more: object = {}): object => ({
  candidates: [{ index: 0, content: { role: "model", parts }, ...more }],
  modelVersion: "up",
});
const contents: Omit<Wire, "dialect"> = {
  type: "text/event-stream",
  begin: [],
  text: (text) => sse(candidate([{ text }])),
  stop: [sse({ ...candidate([{ text: "" }], { finishReason: "STOP" }), usageMetadata: counted })],
  end: [],
  call: (_, id, name, args) => [sse(candidate([{ functionCall: { id, name, args } }]))],
  called: [sse({ ...candidate([], { finishReason: "STOP" }), usageMetadata: counted })],
  error: (message) => sse({ error: { code: 503, message, status: "UNAVAILABLE" } }),
  broken: Buffer.from('data: {"candidates":[{"content":{"parts":[{"text":"bro\n\n'),
  whole: (text) => ({ ...candidate([{ text }], { finishReason: "STOP" }), usageMetadata: counted }),
  busy: [429, { error: { code: 429, message: "slow down", status: "RESOURCE_EXHAUSTED" } }],
};

const converse: Wire = {
  dialect: "bedrock-converse",
  type: "application/vnd.amazon.eventstream",
  begin: [eventFrame("messageStart", { role: "assistant" })],
  text: (text) => eventFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }),
  stop: [
    eventFrame("contentBlockStop", { contentBlockIndex: 0 }),
    eventFrame("messageStop", { stopReason: "end_turn" }),
  ],
  end: [
    eventFrame("metadata", {
      usage: { inputTokens: 5, outputTokens: 7, totalTokens: 12 },
      metrics: { latencyMs: 1 },
    }),
  ],
  call: (index, toolUseId, name, args) => [
    eventFrame("contentBlockStart", { contentBlockIndex: index + 1, start: { toolUse: { toolUseId, name } } }),
    eventFrame("contentBlockDelta", {
      contentBlockIndex: index + 1,
      delta: { toolUse: { input: JSON.stringify(args) } },
    }),
    eventFrame("contentBlockStop", { contentBlockIndex: index + 1 }),
  ],
  called: [eventFrame("messageStop", { stopReason: "tool_use" })],
  error: (message) => exceptionFrame("serviceUnavailableException", { message }),
  broken: eventFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "bro" } }).fill(0x7b, 40, 44),
  whole: (text) => ({
    output: { message: { role: "assistant", content: [{ text }] } },
    stopReason: "end_turn",
    usage: { inputTokens: 5, outputTokens: 7, totalTokens: 12 },
    metrics: { latencyMs: 1 },
  }),
  busy: [429, { message: "Too many requests" }, { "x-amzn-errortype": "ThrottlingException" }],
};

const cohereUsage = {
  billed_units: { input_tokens: 1, output_tokens: 7 },
  tokens: { input_tokens: 5, output_tokens: 7 },
};
const cohere: Wire = {
  dialect: "cohere",
  type: "text/event-stream",
  begin: [
    typed("message-start", { id: "m1", delta: { message: { role: "assistant", content: [], tool_calls: [] } } }),
    typed("content-start", { index: 0, delta: { message: { content: { type: "text", text: "" } } } }),
  ],
  text: (text) => typed("content-delta", { index: 0, delta: { message: { content: { text } } } }),
  stop: [
    typed("content-end", { index: 0 }),
    typed("message-end", { id: "m1", delta: { finish_reason: "COMPLETE", usage: cohereUsage } }),
  ],
  end: [],
  call: (index, id, name, args) => [
    typed("tool-call-start", {
      index,
      delta: { message: { tool_calls: { id, type: "function", function: { name, arguments: "" } } } },
    }),
    typed("tool-call-delta", {
      index,
      delta: { message: { tool_calls: { function: { arguments: JSON.stringify(args) } } } },
    }),
    typed("tool-call-end", { index }),
  ],
  called: [typed("message-end", { id: "m1", delta: { finish_reason: "TOOL_CALL", usage: cohereUsage } })],
  error: (message) => typed("message-end", { id: "m1", delta: { finish_reason: "ERROR", error: message } }),
  broken: Buffer.from(
    'event: content-delta\ndata: {"type":"content-delta","delta":{"message":{"content":{"text":"bro\n\n',
  ),
  whole: (text) => ({
    id: "m1",
    message: { role: "assistant", content: [{ type: "text", text }] },
    finish_reason: "COMPLETE",
    usage: cohereUsage,
  }),
  busy: [429, { message: "slow down" }],
};

const line = (data: object): Buffer =>
  Buffer.from(`${JSON.stringify({ model: "up", created_at: "2026-01-02T00:00:00Z", ...data })}\n`);
const done = { done: true, prompt_eval_count: 5, eval_count: 7 };
const ollama: Wire = {
  dialect: "ollama",
  type: "application/x-ndjson",
  begin: [line({ message: { role: "assistant", content: "" }, done: false })],
  text: (content) => line({ message: { role: "assistant", content }, done: false }),
  stop: [line({ message: { role: "assistant", content: "" }, done_reason: "stop", ...done })],
  end: [],
  call: (_, __, name, args) => [
    line({
      message: { role: "assistant", content: "", tool_calls: [{ function: { name, arguments: args } }] },
      done: false,
    }),
  ],
  called: [line({ message: { role: "assistant", content: "" }, done_reason: "stop", ...done })],
  error: (message) => Buffer.from(`${JSON.stringify({ error: message })}\n`),
  broken: Buffer.from('{"model":"up","message":{"role":"assistant","content":"bro\n'),
  whole: (content) => ({
    model: "up",
    created_at: "2026-01-02T00:00:00Z",
    message: { role: "assistant", content },
    done_reason: "stop",
    ...done,
  }),
  busy: [429, { error: "slow down" }],
};

export const wires: readonly Wire[] = [
  { dialect: "openai", ...chat },
  { dialect: "azure-openai", ...chat },
  anthropic,
  { dialect: "gemini", ...contents },
  { dialect: "vertex", ...contents },
  converse,
  cohere,
  ollama,
  responsesWire,
];

export function wireOf(dialect: DialectName): Wire {
  return wires.find((wire) => wire.dialect === dialect)!;
}

/** All events of a stream that says `texts`. */
export function spoken(wire: Wire, texts: readonly string[]): Buffer[] {
  return [...wire.begin, ...texts.map(wire.text), ...wire.stop, ...wire.end];
}

/** A valid answer of each provider's API, by the path that it is asked at; the same whatever is asked. */
import { eventFrame } from "../../wire/aws-frames.ts";

export interface Answered {
  status?: number;
  type: string;
  bytes: Buffer | string;
  /** Bytes of each piece; absent: all in one. */
  piece?: number;
}

const JSON_TYPE = "application/json";
const SSE = "text/event-stream";

const sse = (...events: object[]): Answered => ({
  type: SSE,
  bytes: events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""),
});
const whole = (body: object): Answered => ({ type: JSON_TYPE, bytes: JSON.stringify(body) });

const completion = { id: "c", object: "chat.completion", created: 1, model: "m" };
const chunk = { ...completion, object: "chat.completion.chunk" };
const openaiUsage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const message = { role: "assistant", content: "Yes." };
const chat = whole({ ...completion, choices: [{ index: 0, message, finish_reason: "stop" }], usage: openaiUsage });
const chatStream: Answered = {
  type: SSE,
  bytes: `${
    sse(
      { ...chunk, choices: [{ index: 0, delta: message, finish_reason: null }] },
      { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
      { ...chunk, choices: [], usage: openaiUsage },
    ).bytes
  }data: [DONE]\n\n`,
};

const anthropicHead = { id: "m", type: "message", role: "assistant", model: "m", stop_sequence: null };
const text = { type: "text", text: "Yes." };
const claude = whole({
  ...anthropicHead,
  content: [text],
  stop_reason: "end_turn",
  usage: { input_tokens: 3, output_tokens: 2 },
});
const named = (...events: { type: string }[]): Answered => ({
  type: SSE,
  bytes: events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""),
});
const claudeStream = named(
  {
    type: "message_start",
    message: {
      ...anthropicHead,
      content: [],
      stop_reason: null,
      usage: { input_tokens: 3, output_tokens: 1 },
    },
  } as { type: string },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } } as { type: string },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Yes." } } as { type: string },
  { type: "content_block_stop", index: 0 } as { type: string },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } } as { type: string },
  { type: "message_stop" },
);

const generated = {
  candidates: [{ index: 0, content: { role: "model", parts: [{ text: "Yes." }] }, finishReason: "STOP" }],
  usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 },
};

const awsUsage = { inputTokens: 3, outputTokens: 2, totalTokens: 5 };
const converse = whole({
  output: { message: { role: "assistant", content: [{ text: "Yes." }] } },
  stopReason: "end_turn",
  usage: awsUsage,
});
const converseStream: Answered = {
  type: "application/vnd.amazon.eventstream",
  bytes: Buffer.concat([
    eventFrame("messageStart", { role: "assistant" }),
    eventFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Yes." } }),
    eventFrame("contentBlockStop", { contentBlockIndex: 0 }),
    eventFrame("messageStop", { stopReason: "end_turn" }),
    eventFrame("metadata", { usage: awsUsage, metrics: { latencyMs: 1 } }),
  ]),
};

const billed = { tokens: { input_tokens: 3, output_tokens: 2 } };
const cohere = whole({
  id: "c",
  finish_reason: "COMPLETE",
  message: { role: "assistant", content: [text] },
  usage: billed,
});
const cohereStream = sse(
  { type: "message-start", id: "c", delta: { message: { role: "assistant", content: [] } } },
  { type: "content-start", index: 0, delta: { message: { content: { type: "text", text: "" } } } },
  { type: "content-delta", index: 0, delta: { message: { content: { text: "Yes." } } } },
  { type: "content-end", index: 0 },
  { type: "message-end", delta: { finish_reason: "COMPLETE", usage: billed } },
);

const line = { model: "m", created_at: "2026-01-02T03:04:05Z" };
const counts = { prompt_eval_count: 3, eval_count: 2 };
const ollama = whole({ ...line, message, done: true, done_reason: "stop", ...counts });
const ollamaStream: Answered = {
  type: "application/x-ndjson",
  bytes: [
    { ...line, message, done: false },
    { ...line, message: { role: "assistant", content: "" }, done: true, done_reason: "stop", ...counts },
  ]
    .map((each) => `${JSON.stringify(each)}\n`)
    .join(""),
};

type Asked = Readonly<Record<string, unknown>>;

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const responseHead = { id: "resp_1", object: "response", created_at: 1, model: "m" };
const itemsUsage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 };
const item = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text: "Yes.", annotations: [] }],
};
const done = { ...responseHead, status: "completed", output: [item], usage: itemsUsage };
const items = whole(done);
const itemsStream = named(
  { type: "response.created", response: { ...responseHead, status: "in_progress", output: [] } } as { type: string },
  { type: "response.output_item.added", output_index: 0, item: { ...item, content: [] } } as { type: string },
  { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "Yes." } as {
    type: string;
  },
  { type: "response.output_item.done", output_index: 0, item } as { type: string },
  { type: "response.completed", response: done } as { type: string },
);

/** As many vectors as there are inputs. */
function vectors(url: string, asked: Asked): Answered {
  const vector = Array.from({ length: lengthOf(asked) }, (_, i) => (i - 0.5) / 64);
  if (url.endsWith("/embeddings")) {
    const inputs = listed(asked.input);
    const many = typeof inputs[0] === "number" ? [inputs] : inputs;
    const data = many.map((_, index) => ({ object: "embedding", index, embedding: vector }));
    return whole({ object: "list", model: "m", data, usage: { prompt_tokens: 3, total_tokens: 3 } });
  }
  if (url.endsWith(":batchEmbedContents"))
    return whole({ embeddings: listed(asked.requests).map(() => ({ values: vector })) });
  if (url.endsWith(":predict"))
    return whole({ predictions: listed(asked.instances).map(() => ({ embeddings: { values: vector } })) });
  if (url.endsWith("/invoke") && asked.inputText !== undefined)
    return whole({ embedding: vector, inputTextTokenCount: 3 });
  if (url.endsWith("/api/embed"))
    return whole({ model: "m", embeddings: listed(asked.input).map(() => vector), prompt_eval_count: 3 });
  const float = listed(asked.texts).map(() => vector);
  return whole({ id: "e", embeddings: { float }, meta: { billed_units: { input_tokens: 3 } } });
}

/** Numbers of a vector, under whatever name the API has for it. */
function lengthOf(asked: Asked): number {
  const { parameters, requests, dimensions, output_dimension: other } = asked as Record<string, Asked | undefined>;
  const first = listed(requests)[0] as Asked | undefined;
  const said = dimensions ?? other ?? parameters?.outputDimensionality ?? first?.outputDimensionality;
  return typeof said === "number" ? said : 2;
}

/** `url`: path and query. */
export function answerTo(url: string, asked: Asked): Answered {
  const isStream = asked.stream === true;
  const [path = ""] = url.split("?", 1);
  if (path.includes("streamGenerateContent")) return sse(generated);
  if (path.includes("generateContent")) return whole(generated);
  if (path.endsWith("/converse")) return converse;
  if (path.endsWith("/converse-stream")) return converseStream;
  if (path.endsWith("/responses")) return isStream ? itemsStream : items;
  if (path.includes("/anthropic/") || path.endsWith("/messages")) return isStream ? claudeStream : claude;
  if (path.endsWith("/v2/chat")) return isStream ? cohereStream : cohere;
  if (path.endsWith("/api/chat")) return isStream ? ollamaStream : ollama;
  if (path.endsWith("/chat/completions") || path.includes("/mistralai/")) return isStream ? chatStream : chat;
  return vectors(path, asked);
}

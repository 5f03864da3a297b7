/** What the neutral form does not hold of a message is not lost where its stream is put together: the official client does the same. */
import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { rawProvider } from "../../dialects/raw-answers.ts";
import { ask, KEY, runtime } from "../../running.ts";

const event = (type: string, more: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const start = (index: number, content_block: object) => event("content_block_start", { index, content_block });
const go = (index: number, delta: object) => event("content_block_delta", { index, delta });
const stop = (index: number) => event("content_block_stop", { index });
const usage = {
  input_tokens: 9,
  output_tokens: 1,
  cache_read_input_tokens: 0,
  server_tool_use: { web_search_requests: 0 },
};
const cited = {
  type: "web_search_result_location",
  url: "https://a.example",
  cited_text: "sea",
  title: "A",
  encrypted_index: "x",
};
const results = [
  { type: "web_search_result", url: "https://a.example", title: "A", encrypted_content: "y", page_age: null },
];

const stream = [
  event("message_start", {
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "m",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  }),
  start(0, { type: "thinking", thinking: "", signature: "" }),
  go(0, { type: "thinking_delta", thinking: "Let me " }),
  go(0, { type: "thinking_delta", thinking: "see." }),
  go(0, { type: "signature_delta", signature: "c2lnbmVk" }),
  stop(0),
  event("ping", {}),
  start(1, { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} }),
  go(1, { type: "input_json_delta", partial_json: '{"query":' }),
  go(1, { type: "input_json_delta", partial_json: ' "sea"}' }),
  stop(1),
  start(2, { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: results }),
  stop(2),
  start(3, { type: "text", text: "", citations: [] }),
  go(3, { type: "text_delta", text: "The " }),
  go(3, { type: "citations_delta", citation: cited }),
  go(3, { type: "text_delta", text: "sea." }),
  stop(3),
  start(4, { type: "tool_use", id: "toolu_1", name: "look", input: {} }),
  stop(4),
  event("message_delta", {
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { input_tokens: 0, output_tokens: 42, server_tool_use: { web_search_requests: 1 } },
  }),
  event("message_stop", {}),
].join("");

test("thoughts with their proof, searches, citations and calls are those that the official client reads of the stream", async () => {
  const one = await rawProvider(() => ({ type: "text/event-stream", bytes: stream, piece: 23 }));
  const limits = { firstToken: 2_000, wholeAsStream: true as const };
  const targets = { "one/m": { dialect: "anthropic" as const } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m"], limits } } }, { one: one.url });
  const messages = [{ role: "user" as const, content: "Where?" }];
  const { status, json } = await ask(gateway, {
    path: "/v1/messages",
    body: { model: "chat", max_tokens: 99, messages },
  });
  expect(status).toBe(200);
  expect(one.sent[0]!.body).toMatchObject({ stream: true, max_tokens: 99 });
  const client = new Anthropic({ baseURL: one.url, apiKey: KEY, maxRetries: 0 });
  const read = await client.messages.stream({ model: "m", max_tokens: 99, messages }).finalMessage();
  const { usage: counts, ...message } = json as unknown as Anthropic.Message;
  const {
    usage: theirs,
    parsed_output: _,
    ...expected
  } = JSON.parse(JSON.stringify(read)) as Anthropic.Message & {
    parsed_output: unknown;
  };
  expect(message).toEqual(expected);
  expect(counts).toMatchObject({
    input_tokens: 9,
    output_tokens: theirs.output_tokens,
    server_tool_use: { web_search_requests: 1 },
  });
});

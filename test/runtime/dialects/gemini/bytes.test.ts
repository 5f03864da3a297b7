/** What is sent, byte by byte, and what is read of a stream that comes in any pieces. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gemini } from "../../../../runtime/dialects/gemini/dialect.ts";
import { readChatRequest } from "../../../../runtime/endpoints/chat-completions/read-request.ts";
import type { Chunk } from "../../../../runtime/operations/chat/answer.ts";
import type { ChatRequest } from "../../../../runtime/operations/chat/request.ts";
import { EventReader } from "../../../../runtime/wire/sse.ts";
import type { TableTarget } from "../../../../schemas/table.ts";
import { ask, events, hello, provider, runtime, textOf } from "../../running.ts";

const target: TableTarget = {
  id: "p/gemini-3-pro",
  provider: 0,
  model: "gemini-3-pro",
  context: 100_000,
  lacks: [],
  reasoning: { efforts: ["low", "high"] },
  parameters: { rename: { reasoning_effort: "generationConfig.thinkingConfig.thinkingLevel" } },
};

const call = (id: string, name: string, signature?: string) => ({
  id,
  type: "function",
  function: { name, arguments: '{"b":1,"a":2}' },
  ...(signature !== undefined && { extra_content: { google: { thought_signature: signature } } }),
});
const image = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };
/** A conversation, message by message; what ends in `user` or `tool` may be asked. */
const conversation: object[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: [{ type: "text", text: "Look: 北京" }, image] },
  { role: "assistant", content: "I see.", tool_calls: [call("c1", "look", "U0lH"), call("c2", "mcp__".repeat(15))] },
  { role: "tool", tool_call_id: "c2", content: "two" },
  { role: "tool", tool_call_id: "c1", content: "one" },
  { role: "assistant", content: null, tool_calls: [call("c3", "look")] },
  { role: "tool", tool_call_id: "c3", content: "" },
  { role: "assistant", content: "Done." },
  { role: "user", content: "Thanks" },
  { role: "system", content: "Answer in rhymes." },
  { role: "user", content: "And now?" },
];

function written(messages: object[]): string {
  const tools = [
    { type: "function", function: { name: "look", parameters: { type: "object", properties: { z: {}, a: {} } } } },
  ];
  const asked = readChatRequest({ model: "m", messages, tools, reasoning_effort: "low" });
  if ("class" in asked) throw new Error(asked.detail);
  const wire = gemini.request(asked, target);
  if ("class" in wire) throw new Error(wire.detail);
  return JSON.stringify(wire.body);
}

test("what one turn sends begins what the next one sends", () => {
  const ends = [2, 5, 7, 9, 11];
  const bodies = ends.map((end) => written(conversation.slice(0, end)));
  for (const [i, body] of bodies.slice(1).entries()) {
    const before = bodies[i]!.replace(/[\]}]+$/, "");
    expect(body.startsWith(before)).toBe(true);
    expect(body.length).toBeGreaterThan(before.length);
  }
});

const asked: ChatRequest = { messages: [], tools: [], stream: true, others: [] };
const fixtures = join(import.meta.dirname, "../../../../runtime/dialects/gemini/fixtures");

function read(pieces: readonly Buffer[]): { chunks: Chunk[]; complete: boolean } {
  const frames = new EventReader();
  const reader = gemini.stream(asked);
  const raw = pieces.flatMap((piece) => [...frames.pushRaw(piece)]);
  const last = frames.end();
  const chunks = [...raw, ...(last ? [last] : [])].flatMap((event) => {
    const said = event.read();
    return said ? reader.read(said) : [];
  });
  return { chunks: reader.complete ? [...chunks, ...(reader.end?.() ?? [])] : chunks, complete: reader.complete };
}

test.each([
  "stream-thoughts-text-and-usage",
  "stream-calls-with-a-signature",
  "stream-a-signature-behind-its-call-goes-with-it",
  "stream-a-broken-call-is-a-failure",
])("%s, cut at every byte, is the same", (name) => {
  const bytes = readFileSync(join(fixtures, name, "events.sse"));
  const whole = read([bytes]);
  for (let at = 1; at < bytes.length; at++) expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
  expect(read(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual(whole);
});

test("a client gets the same text of a stream that comes byte by byte", async () => {
  const bytes = readFileSync(join(fixtures, "stream-thoughts-text-and-usage", "events.sse"));
  const url = await provider((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const byte of bytes) response.write(Buffer.from([byte]));
    response.end();
  });
  const gateway = await runtime(
    { targets: { "p/m": { dialect: "gemini" } }, routes: { chat: { use: ["p/m"] } } },
    { p: url },
  );
  const body = { ...hello, stream: true, stream_options: { include_usage: true } };
  const reply = await ask(gateway, { body });
  expect(textOf(reply)).toBe("Hello 北京 🌍");
  expect(reply.text).not.toContain("\uFFFD");
  const usage = events(reply.text).flatMap((event) => event.usage ?? []);
  expect(usage).toEqual([expect.objectContaining({ prompt_tokens: 5, completion_tokens: 7 })]);
});

test("a stream that ends without a reason to finish is not an end", async () => {
  const bytes = readFileSync(join(fixtures, "stream-that-ends-without-a-finish-is-not-complete", "events.sse"));
  const url = await provider((_, response) =>
    response.writeHead(200, { "content-type": "text/event-stream" }).end(bytes),
  );
  const gateway = await runtime(
    { targets: { "p/m": { dialect: "gemini" } }, routes: { chat: { use: ["p/m"] } } },
    { p: url },
  );
  const reply = await ask(gateway, { body: { ...hello, stream: true } });
  expect(reply.text).toContain('"error":');
  expect(reply.text).not.toContain("[DONE]");
});

test("the URL, the key and the body are those of the API, whole and streamed", async () => {
  const seen: { url: string | undefined; key: unknown; authorization: unknown; body: unknown }[] = [];
  const url = await provider((request, response, body) => {
    const { "x-goog-api-key": key, authorization } = request.headers;
    seen.push({ url: request.url, key, authorization, body: JSON.parse(body) });
    response.writeHead(503, { "content-type": "application/json" }).end("{}");
  });
  const targets = { "p/gemini-3-flash@x": { dialect: "gemini" } } as const;
  const gateway = await runtime({ targets, routes: { chat: { use: ["p/gemini-3-flash@x"] } } }, { p: url });
  await ask(gateway, { body: hello });
  await ask(gateway, { body: { ...hello, stream: true } });
  const body = { contents: [{ role: "user", parts: [{ text: "Hello there" }] }] };
  const rest = { key: "simulated", authorization: undefined, body };
  expect(seen.filter(({ url: path }, i) => path !== seen[i - 1]?.url)).toEqual([
    { url: "/v1beta/models/gemini-3-flash@x:generateContent", ...rest },
    { url: "/v1beta/models/gemini-3-flash@x:streamGenerateContent?alt=sse", ...rest },
  ]);
});

test("a signature behind a text is no empty thought to a client of the Messages API", async () => {
  const body = readFileSync(join(fixtures, "answer-a-text-with-a-signature", "body.json"));
  const url = await provider((_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(body),
  );
  const gateway = await runtime(
    { targets: { "p/m": { dialect: "gemini" } }, routes: { chat: { use: ["p/m"] } } },
    { p: url },
  );
  const reply = await ask(gateway, { path: "/v1/messages", body: { ...hello, max_tokens: 9 } });
  expect((JSON.parse(reply.text) as { content: object[] }).content).toEqual([
    { type: "text", text: "Hi", citations: null },
  ]);
});

/** What the writers write, read by the official client. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI, { APIError } from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerHead,
  type ClientAnswer,
  writeAnswer,
} from "../../../../runtime/endpoints/chat-completions/write-answer.ts";
import { chunkWriter } from "../../../../runtime/endpoints/chat-completions/write-chunks.ts";
import { errorEvent, writeRefusal } from "../../../../runtime/endpoints/chat-completions/write-refusal.ts";
import type { Failure } from "../../../../runtime/failures.ts";
import type { Answer, Chunk } from "../../../../runtime/operations/chat/answer.ts";
import { refusalOf } from "../../../../runtime/refusal.ts";

const usage = { input: 20, output: 10, cacheRead: 5, cacheWrite: 0, reasoning: 3 };
const messages = [{ role: "user" as const, content: "hi" }];

/** What the server answers to the next request. */
let reply: { chunks: Chunk[]; usage: boolean; cost?: number } | { answer: Answer } | { failure: Failure };
let sent = "";
let server: Server;
let client: OpenAI;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    incoming.resume();
    if ("failure" in reply) {
      const refusal = refusalOf(reply.failure);
      outgoing.writeHead(refusal.status, { "content-type": "application/json", ...refusal.headers });
      outgoing.end(writeRefusal(refusal));
    } else if ("answer" in reply) {
      outgoing.writeHead(200, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(writeAnswer(reply.answer, answerHead("route"))));
    } else {
      const writer = chunkWriter(answerHead("route"), reply.usage);
      const failed = reply.chunks.find((chunk) => chunk.kind === "failed");
      const pieces = reply.chunks.map((chunk) => writer.write([chunk])).join("");
      sent = pieces + (failed ? errorEvent(refusalOf(failed.failure)) : writer.end(reply.cost));
      outgoing.writeHead(200, { "content-type": "text/event-stream" }).end(sent);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  client = new OpenAI({ apiKey: "k", baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const streamed = (include_usage = false) =>
  client.chat.completions.stream({ model: "route", messages, stream_options: { include_usage } });

describe("the official client", () => {
  test("adds up a text with its usage", async () => {
    const chunks: Chunk[] = [
      { kind: "reasoning", text: "hm" },
      { kind: "text", text: "北京 " },
      { kind: "text", text: "🌍\u2028" },
      { kind: "finish", finish: "length" },
      { kind: "usage", usage: { ...usage, output: 1 } },
      { kind: "usage", usage },
    ];
    reply = { chunks, usage: true, cost: 0.25 };
    const completion = await streamed(true).finalChatCompletion();
    expect(completion).toMatchObject({ usage: { prompt_tokens: 20, completion_tokens: 10 } });
    expect(completion.choices[0]).toMatchObject({
      finish_reason: "length",
      message: { role: "assistant", content: "北京 🌍\u2028", reasoning_content: "hm" },
    });
    const seen = sent.split("\n\n").filter((event) => event.includes('"usage":{'));
    expect(seen).toHaveLength(1);
    expect(JSON.parse(seen[0]!.slice(6))).toMatchObject({ choices: [], usage: { total_tokens: 30, cost_usd: 0.25 } });
  });

  test("finds the role once and first, the finish once and last, and one id throughout", async () => {
    reply = {
      chunks: [
        { kind: "text", text: "a" },
        { kind: "text", text: "b" },
        { kind: "finish", finish: "stop" },
      ],
      usage: false,
    };
    const seen = [];
    const stream = await client.chat.completions.create({ model: "route", messages, stream: true });
    for await (const chunk of stream) seen.push(chunk);
    expect(seen.map((chunk) => chunk.choices[0]?.delta.role)).toEqual(["assistant", undefined, undefined, undefined]);
    expect(seen.map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([null, null, null, "stop"]);
    expect(new Set(seen.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1);
    expect(seen.every((chunk) => chunk.choices.length === 1 && chunk.usage === undefined)).toBe(true);
    expect(sent.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  test("adds up tool calls, also one without arguments, and finishes with them", async () => {
    const chunks: Chunk[] = [
      { kind: "text", text: "Let me see." },
      { kind: "tool-call", index: 0, id: "a", name: "get" },
      { kind: "tool-arguments", index: 0, json: '{"city":' },
      { kind: "tool-call", index: 1, id: "b", name: "now" },
      { kind: "tool-arguments", index: 0, json: '"Oslo"}' },
      { kind: "tool-arguments", index: 1, json: "{}" },
      { kind: "finish", finish: "stop" },
    ];
    reply = { chunks, usage: false };
    const completion = await streamed().finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({ finish_reason: "tool_calls", message: { content: "Let me see." } });
    expect(completion.choices[0]?.message.tool_calls).toMatchObject([
      { id: "a", type: "function", function: { name: "get", arguments: '{"city":"Oslo"}' } },
      { id: "b", type: "function", function: { name: "now", arguments: "{}" } },
    ]);
  });

  test("raises an error in the middle of a stream, which has no end mark", async () => {
    const failure: Failure = { class: "overloaded", detail: "secret" };
    reply = {
      chunks: [
        { kind: "text", text: "Hel" },
        { kind: "failed", failure },
        { kind: "text", text: "no" },
      ],
      usage: true,
    };
    const error = await streamed()
      .finalChatCompletion()
      .catch((raised: unknown) => raised);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ type: "overloaded_error", code: "overloaded", param: null });
    expect(sent).not.toContain("[DONE]");
    expect(sent).not.toContain("secret");
  });

  test("ends an empty answer well", async () => {
    reply = { chunks: [{ kind: "finish", finish: "content-filter" }], usage: false };
    const stream = await client.chat.completions.create({ model: "route", messages, stream: true });
    const seen = [];
    for await (const chunk of stream) seen.push(chunk.choices[0]);
    expect(seen.map((choice) => [choice?.delta.role, choice?.finish_reason])).toEqual([
      ["assistant", null],
      [undefined, "content_filter"],
    ]);
  });

  test("reads a whole answer", async () => {
    reply = {
      answer: {
        parts: [
          { kind: "reasoning", text: "hm" },
          { kind: "tool-call", id: "a", name: "now", arguments: "{}" },
        ],
        finish: "stop",
        usage,
      },
    };
    expect(await client.chat.completions.create({ model: "route", messages })).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      choices: [
        {
          finish_reason: "tool_calls",
          logprobs: null,
          message: {
            content: null,
            refusal: null,
            reasoning_content: "hm",
            tool_calls: [{ function: { name: "now" } }],
          },
        },
      ],
      usage: {
        prompt_tokens: 20,
        total_tokens: 30,
        prompt_tokens_details: { cached_tokens: 5 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    });
  });

  test("raises a typed error", async () => {
    reply = { failure: { class: "rate-limited", detail: "", retryAfter: 7000 } };
    const error = await client.chat.completions.create({ model: "route", messages }).catch((raised: unknown) => raised);
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect((error as APIError).headers?.get("retry-after")).toBe("7");
  });

  test("takes a written answer for its own type", () => {
    const answer: ClientAnswer = writeAnswer({ parts: [{ kind: "text", text: "x" }], finish: "stop" }, answerHead("m"));
    const own: OpenAI.ChatCompletion = answer;
    expect(own.choices[0]?.message.content).toBe("x");
  });
});

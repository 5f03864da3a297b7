/** The official OpenAI client, through the runtime, to a simulator that refuses what the cloud's host refuses. */
import OpenAI from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources/chat/completions";
import { describe, expect, test } from "vitest";
import type { Simulator } from "../../../../simulator/start-simulator.ts";
import { ask, hello, KEY, provider, runtime, simulator } from "../../running.ts";
import type { TableSpec, TargetSpec } from "../../table-text.ts";

const thinking = "generationConfig.thinkingConfig";
const targets: Record<string, TargetSpec> = {
  "one/gemini-2.5-flash": {
    dialect: "vertex",
    reasoning: { min: 0, max: 24_576, off: true },
    parameters: { rename: { reasoning_effort: `${thinking}.thinkingBudget` } },
  },
  "one/gemini-3-flash-preview": {
    dialect: "vertex",
    parameters: { rename: { reasoning_effort: `${thinking}.thinkingLevel` } },
  },
};

async function start(): Promise<{ client: OpenAI; upstream: Simulator }> {
  const upstream = await simulator({ dialect: "vertex" });
  const routes = Object.fromEntries(Object.keys(targets).map((id) => [id.slice(4), { use: [id] }]));
  const gateway = await runtime({ targets, routes }, { one: upstream.url });
  return { client: new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 }), upstream };
}

const now: ChatCompletionTool = { type: "function", function: { name: "now" } };

describe.each(["gemini-2.5-flash", "gemini-3-flash-preview"])("%s", (model) => {
  test("answers whole and as a stream", async () => {
    const { client, upstream } = await start();
    const messages = [{ role: "user" as const, content: "Hello there" }];
    const whole = await client.chat.completions.create({ model, messages, reasoning_effort: "low" });
    const stream = client.chat.completions.stream({ model, messages, reasoning_effort: "low" });
    expect(await stream.finalContent()).toBe(whole.choices[0]?.message.content);
    const path = `/v1/projects/p/locations/l/publishers/google/models/${model}`;
    expect(upstream.requests.map((request) => request.path)).toEqual([
      `${path}:generateContent`,
      `${path}:streamGenerateContent?alt=sse`,
    ]);
  });

  test.each([false, true])(
    "calls a tool and goes on with its result, without ids on the wire (stream: %s)",
    async (streamed) => {
      const { client, upstream } = await start();
      const messages: ChatCompletionMessageParam[] = [{ role: "user", content: "call now" }];
      const asked = { model, messages, tools: [now] };
      const first = streamed
        ? await client.chat.completions.stream(asked).finalChatCompletion()
        : await client.chat.completions.create(asked);
      const { message } = first.choices[0]!;
      const id = message.tool_calls?.[0]?.id ?? "";
      expect(id).toMatch(/^call_/);
      const result: ChatCompletionMessageParam = { role: "tool", tool_call_id: id, content: "noon" };
      const second = await client.chat.completions.create({ ...asked, messages: [...messages, message, result] });
      expect(second.choices[0]?.finish_reason).toBe("stop");
      const sent = JSON.stringify(upstream.requests.at(-1)!.body);
      expect(sent).toContain('"functionResponse":{"name":"now"');
      expect(sent).not.toContain(id);
    },
  );
});

const raw = { "content-type": "application/json" };

test("a file of the cloud's storage goes by its URL, and labels as they are where the catalog says so", async () => {
  const seen: unknown[] = [];
  const url = await provider((_, response, body) => {
    seen.push(JSON.parse(body));
    response.writeHead(503, raw).end("{}");
  });
  const target: TargetSpec = { dialect: "vertex", accepts: ["labels"] };
  const gateway = await runtime({ targets: { "p/m": target }, routes: { chat: { use: ["p/m"] } } }, { p: url });
  const picture = { type: "image_url", image_url: { url: "gs://bucket/a%20b.PNG" } };
  const labels = { team: "x" };
  await ask(gateway, { body: { model: "chat", messages: [{ role: "user", content: [picture] }], labels } });
  const fileData = { fileUri: "gs://bucket/a%20b.PNG", mimeType: "image/png" };
  expect(seen[0]).toEqual({ contents: [{ role: "user", parts: [{ fileData }] }], labels });
});

describe("models of another maker", () => {
  const place = "https://one.example/v1/projects/p/locations/l/publishers/anthropic/models/{model}";
  const spec: TableSpec = {
    targets: { "one/claude-x@20250101": { dialect: "anthropic" } },
    providers: {
      one: {
        chatUrl: `${place}:rawPredict`,
        chatStreamUrl: `${place}:streamRawPredict`,
        body: { anthropic_version: "vertex-2023-10-16", model: null },
      },
    },
    routes: { chat: { use: ["one/claude-x@20250101"] } },
  };

  test.each(["chat/completions", "messages"])("are asked in its words, at its URL, by clients of %s", async (path) => {
    const seen: { url: string | undefined; body: Record<string, unknown> }[] = [];
    const content = [{ type: "text", text: "Hi." }];
    const answer = { type: "message", role: "assistant", content, stop_reason: "end_turn", usage: { input_tokens: 1 } };
    const url = await provider((request, response, body) => {
      seen.push({ url: request.url, body: JSON.parse(body) as Record<string, unknown> });
      response.writeHead(200, raw).end(JSON.stringify(answer));
    });
    const gateway = await runtime(spec, { one: url });
    const reply = await ask(gateway, { path: `/v1/${path}`, body: { ...hello, max_tokens: 9 } });
    expect(reply.text).toContain("Hi.");
    expect(seen).toEqual([
      {
        url: "/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250101:rawPredict",
        body: {
          anthropic_version: "vertex-2023-10-16",
          max_tokens: 9,
          messages:
            path === "messages" ? hello.messages : [{ role: "user", content: [{ type: "text", text: "Hello there" }] }],
        },
      },
    ]);
  });

  test("are streamed at their own URL", async () => {
    const seen: { url: string | undefined; body: Record<string, unknown> }[] = [];
    const url = await provider((request, response, body) => {
      seen.push({ url: request.url, body: JSON.parse(body) as Record<string, unknown> });
      response.writeHead(503, raw).end("{}");
    });
    const gateway = await runtime(spec, { one: url });
    await ask(gateway, { body: { ...hello, stream: true } });
    expect(seen[0]?.url).toMatch(/claude-x@20250101:streamRawPredict$/);
    expect(seen[0]?.body).toMatchObject({ stream: true, anthropic_version: "vertex-2023-10-16" });
    expect(seen[0]?.body).not.toHaveProperty("model");
  });
});

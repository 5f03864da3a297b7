/** The official OpenAI client, through the runtime, to a simulator that refuses what the API refuses. */
import OpenAI, { APIError } from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources/chat/completions";
import { describe, expect, test } from "vitest";
import type { FaultName } from "../../../../simulator/faults.ts";
import type { Simulator } from "../../../../simulator/start-simulator.ts";
import { KEY, runtime, simulator } from "../../running.ts";
import type { TargetSpec } from "../../table-text.ts";

const thinkingConfig = "generationConfig.thinkingConfig";
const older: TargetSpec = {
  dialect: "gemini",
  maxOutput: 65_536,
  reasoning: { min: 0, max: 24_576, off: true },
  parameters: { rename: { reasoning_effort: `${thinkingConfig}.thinkingBudget` } },
};
const newer: TargetSpec = {
  dialect: "gemini",
  maxOutput: 65_536,
  reasoning: { efforts: ["minimal", "low", "medium", "high"] },
  parameters: { rename: { reasoning_effort: `${thinkingConfig}.thinkingLevel` } },
};
const models = ["gemini-2.5-flash", "gemini-3-flash-preview"];

async function start(
  faults: { fault: FaultName; value?: number }[] = [],
): Promise<{ client: OpenAI; upstream: Simulator }> {
  const upstream = await simulator({ dialect: "gemini", faults });
  const targets = { "one/gemini-2.5-flash": older, "one/gemini-3-flash-preview": newer };
  const routes = Object.fromEntries(models.map((model) => [model, { use: [`one/${model}`] }]));
  const gateway = await runtime({ targets, routes }, { one: upstream.url });
  return { client: new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 }), upstream };
}

const hello: ChatCompletionMessageParam[] = [{ role: "user", content: "Hello there" }];
const weather: ChatCompletionTool = {
  type: "function",
  function: {
    name: "weather",
    parameters: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: { city: { $ref: "#/$defs/City" } },
      required: ["city"],
      additionalProperties: false,
      $defs: { City: { type: "string", minLength: 1 } },
    },
  },
};
const now: ChatCompletionTool = { type: "function", function: { name: "now" } };
const bothCalls: ChatCompletionMessageParam[] = [{ role: "user", content: "call weather and call now" }];

describe.each(models)("%s", (model) => {
  test("answers whole and as a stream, and both count alike", async () => {
    const { client, upstream } = await start();
    const whole = await client.chat.completions.create({ model, messages: hello });
    expect(whole.choices[0]?.message.content).toContain("Hello there");
    const stream = client.chat.completions.stream({ model, messages: hello, stream_options: { include_usage: true } });
    expect(await stream.finalContent()).toBe(whole.choices[0]?.message.content);
    expect(await stream.totalUsage()).toEqual(expect.objectContaining(whole.usage));
    expect(upstream.requests.map(({ path }) => path)).toEqual([
      `/v1beta/models/${model}:generateContent`,
      `/v1beta/models/${model}:streamGenerateContent?alt=sse`,
    ]);
    expect(upstream.requests[0]?.headers["x-goog-api-key"]).toBe("(redacted)");
  });

  test.each([false, true])("calls two tools and goes on with their results (stream: %s)", async (streamed) => {
    const { client, upstream } = await start();
    const asked = { model, messages: bothCalls, tools: [weather, now] };
    const first = streamed
      ? await client.chat.completions.stream(asked).finalChatCompletion()
      : await client.chat.completions.create(asked);
    const said = first.choices[0]!;
    expect(said.finish_reason).toBe("tool_calls");
    const calls = said.message.tool_calls ?? [];
    expect(calls.map((call) => call.type === "function" && call.function.name)).toEqual(["weather", "now"]);
    const results = calls.map(
      ({ id }): ChatCompletionMessageParam => ({ role: "tool", tool_call_id: id, content: "fine" }),
    );
    const second = await client.chat.completions.create({
      ...asked,
      messages: [...bothCalls, said.message, ...results],
    });
    expect(second.choices[0]?.finish_reason).toBe("stop");
    const { contents } = upstream.requests.at(-1)!.body as { contents: { role: string; parts: object[] }[] };
    expect(contents.map(({ role, parts }) => [role, parts.length])).toEqual([
      ["user", 1],
      ["model", 2],
      ["user", 2],
    ]);
    expect(contents[2]?.parts.map((part) => "functionResponse" in part)).toEqual([true, true]);
  });

  test("gives JSON by a schema, and may call tools beside it", async () => {
    const { client } = await start();
    const schema = {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    };
    const response_format = { type: "json_schema", json_schema: { name: "n", schema, strict: true } } as const;
    const plain = await client.chat.completions.create({ model, messages: hello, response_format });
    expect(JSON.parse(plain.choices[0]?.message.content ?? "")).toEqual({ a: expect.any(String) });
    const asked = { model, messages: bothCalls, tools: [weather, now], response_format };
    const called = await client.chat.completions.create(asked);
    expect(called.choices[0]?.finish_reason).toBe("tool_calls");
  });

  test("shows its thoughts to who asks for effort, and counts them as output", async () => {
    const { client } = await start();
    const asked = { model, messages: hello, reasoning_effort: "high" } as const;
    const whole = await client.chat.completions.create(asked);
    expect(whole.choices[0]?.message).toHaveProperty("reasoning_content", expect.stringContaining("(simulated)"));
    const { completion_tokens = 0, completion_tokens_details: details } = whole.usage ?? {};
    expect(details?.reasoning_tokens).toBeGreaterThan(0);
    expect(completion_tokens).toBeGreaterThan(details?.reasoning_tokens ?? 0);
  });

  test.each(["none", "minimal", "low", "medium", "high", "xhigh"] as const)("takes the effort %s", async (effort) => {
    const { client } = await start();
    const whole = await client.chat.completions.create({ model, messages: hello, reasoning_effort: effort });
    expect(whole.choices[0]?.finish_reason).toBe("stop");
  });

  test("says when the limit cut it", async () => {
    const { client } = await start();
    const asked = { model, messages: [{ role: "user" as const, content: "say 200 words" }], max_tokens: 80 };
    const whole = await client.chat.completions.create(asked);
    const stream = await client.chat.completions.stream(asked).finalChatCompletion();
    expect([whole, stream].map(({ choices }) => choices[0]?.finish_reason)).toEqual(["length", "length"]);
  });
});

test("a history from another provider is taken by a model that wants its calls signed", async () => {
  const { client } = await start();
  const call = { id: "toolu_1", type: "function" as const, function: { name: "now", arguments: "" } };
  const messages: ChatCompletionMessageParam[] = [
    ...hello,
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "toolu_1", content: "noon" },
  ];
  const whole = await client.chat.completions.create({ model: models[1]!, messages, tools: [now] });
  expect(whole.choices[0]?.finish_reason).toBe("stop");
});

const dropped = { extra_content: undefined };
test.each([
  ["sends it back", {}, true],
  ["drops it", dropped, true],
  ["drops it and gives the calls ids of its own", { ...dropped, id: "call_own" }, false],
])("a signature goes back as it was, or a sign that it is lost, to a client that %s", async (_, changed, isKnown) => {
  const { client, upstream } = await start();
  const asked = { model: models[1]!, messages: bothCalls, tools: [weather, now] };
  const { message } = (await client.chat.completions.create(asked)).choices[0]!;
  const calls = message.tool_calls ?? [];
  const kept = calls.map((call, i) => ({ ...call, ...changed, id: "id" in changed ? `${changed.id}_${i}` : call.id }));
  const results = kept.map(({ id }): ChatCompletionMessageParam => ({ role: "tool", tool_call_id: id, content: "x" }));
  const messages = [...bothCalls, { ...message, tool_calls: kept }, ...results];
  await client.chat.completions.create({ ...asked, messages });
  const { contents } = upstream.requests.at(-1)!.body as { contents: { parts: { thoughtSignature?: string }[] }[] };
  const given = (calls[0] as { extra_content?: { google?: { thought_signature?: string } } }).extra_content?.google;
  expect(given?.thought_signature).toBeTruthy();
  const signatures = contents[1]?.parts.map(({ thoughtSignature }) => thoughtSignature);
  expect(signatures).toEqual([isKnown ? given?.thought_signature : "skip_thought_signature_validator", undefined]);
});

test("a tool whose name is too long is called by its own name, whole and streamed", async () => {
  const { client } = await start();
  const name = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";
  const tools: ChatCompletionTool[] = [{ type: "function", function: { name } }];
  const asked = { model: models[0]!, messages: hello, tools, tool_choice: "required" as const };
  const whole = await client.chat.completions.create(asked);
  const stream = await client.chat.completions.stream(asked).finalChatCompletion();
  for (const { choices } of [whole, stream]) {
    const called = choices[0]?.message.tool_calls?.[0];
    expect(called?.type === "function" && called.function.name).toBe(name);
  }
});

test.each<[FaultName, object]>([
  ["429", { status: 429, code: "rate_limit_exceeded" }],
  ["529", { status: 503, code: "overloaded" }],
  ["500", { type: "server_error" }],
  ["400-context-length", { status: 400, code: "context_length_exceeded" }],
])("the fault %s is told in the client's words", async (fault, told) => {
  const { client } = await start([{ fault, value: 7 }]);
  const error: unknown = await client.chat.completions.create({ model: models[0]!, messages: hello }).catch((e) => e);
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject(told);
  if (fault === "429") expect((error as APIError).headers?.get("retry-after")).toBe("7");
});

test("a key that the provider refuses is not told to the client as its own", async () => {
  const { client } = await start([{ fault: "401" }]);
  const error: unknown = await client.chat.completions.create({ model: models[0]!, messages: hello }).catch((e) => e);
  expect((error as APIError).status).toBeGreaterThanOrEqual(500);
});

test.each([false, true])(
  "a prompt that the filter blocks is an answer that is filtered (stream: %s)",
  async (streamed) => {
    const { client } = await start([{ fault: "400-content-filter" }]);
    const asked = { model: models[0]!, messages: hello };
    const answer = streamed
      ? await client.chat.completions.stream(asked).finalChatCompletion()
      : await client.chat.completions.create(asked);
    expect(answer.choices[0]?.finish_reason).toBe("content_filter");
    expect(answer.choices[0]?.message.content ?? "").toBe("");
  },
);

test.each<FaultName>(["cut-stream", "error-event", "malformed"])(
  "a stream with the fault %s ends in an error",
  async (fault) => {
    const { client } = await start([{ fault, value: 4 }]);
    const error: unknown = await client.chat.completions
      .stream({ model: models[0]!, messages: hello })
      .finalContent()
      .catch((e) => e);
    expect(error).toBeInstanceOf(APIError);
  },
);

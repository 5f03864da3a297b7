import OpenAI from "openai";
import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { describe, expect, test, vi } from "vitest";
import type { FaultSchedule } from "../../simulator/faults.ts";
import type { Simulator } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";

const question = { model: "model-a", messages: [{ role: "user" as const, content: "Hello there" }] };
const weather = {
  type: "function" as const,
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

async function open(faults: FaultSchedule = []): Promise<{ client: OpenAI; simulator: Simulator }> {
  const simulator = await start({ dialect: "openai", faults });
  return { client: new OpenAI({ apiKey: "test-key", baseURL: `${simulator.url}/v1`, maxRetries: 0 }), simulator };
}

test("the official client gets an answer", async () => {
  const { client } = await open();
  const answer = await client.chat.completions.create(question);
  expect(answer.choices[0]?.message.content).toMatch(/^\(simulated\) model-a here/);
  expect(answer._request_id).toMatch(/^req_/);
});

test("the official client gets a stream", async () => {
  const { client } = await open();
  const stream = client.chat.completions.stream({ ...question, stream_options: { include_usage: true } });
  const answer = await stream.finalChatCompletion();
  expect(answer.choices[0]?.message.content).toMatch(/^\(simulated\) model-a here/);
  expect(answer.usage?.completion_tokens).toBeGreaterThan(0);
});

test("the official client gets a tool call, whole and streamed", async () => {
  const { client } = await open();
  const asked = { ...question, tools: [weather], tool_choice: "required" as const };
  const whole = await client.chat.completions.create(asked);
  const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
  for (const answer of [whole, streamed]) {
    const call = answer.choices[0]?.message.tool_calls?.[0];
    expect(call).toMatchObject({ type: "function", function: { name: "get_weather" } });
    const args = call?.type === "function" ? call.function.arguments : "";
    expect(JSON.parse(args)).toEqual({ city: expect.any(String) });
  }
});

describe.each([false, true])("stream: %s", (stream) => {
  type Asked = Omit<ChatCompletionCreateParamsNonStreaming, "stream">;
  const ask = (client: OpenAI, asked: Asked) =>
    stream
      ? client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } }).finalChatCompletion()
      : client.chat.completions.create(asked);

  test("the official client gets several tools at once and a second round", async () => {
    const { client } = await open();
    const clock = { type: "function" as const, function: { name: "get_time" } };
    const tools = [weather, clock];
    const messages = [{ role: "user" as const, content: "call get_weather and get_time" }];
    const { tool_calls: calls = [] } = (await ask(client, { ...question, messages, tools })).choices[0]!.message;
    expect(calls.map((call) => call.type === "function" && call.function.name)).toEqual(["get_weather", "get_time"]);
    const results = calls.map(({ id }) => ({ role: "tool" as const, tool_call_id: id, content: "sunny" }));
    const history = [...messages, { role: "assistant" as const, tool_calls: calls }, ...results];
    const second = await ask(client, { ...question, messages: history, tools });
    expect(second.choices[0]?.message.content).toMatch(/The tool said: "sunny"/);
  });

  test("a model that thinks bills it inside the output, and two answers cost twice", async () => {
    const { client } = await open();
    const asked = { ...question, model: "gpt-5-mini" };
    const one = (await ask(client, asked)).usage;
    const reasoning = one?.completion_tokens_details?.reasoning_tokens ?? 0;
    expect(reasoning).toBeGreaterThan(10);
    expect(one?.completion_tokens).toBeGreaterThan(reasoning);
    const two = (await ask(client, { ...asked, n: 2 })).usage;
    expect(two?.completion_tokens_details?.reasoning_tokens).toBe(2 * reasoning);
    expect(two?.prompt_tokens).toBe(one?.prompt_tokens);
    const none = (await ask(client, { ...question, model: "gpt-5.2" })).usage;
    expect(none?.completion_tokens_details?.reasoning_tokens).toBe(0);
  });

  test("a long prompt that was asked before comes from the cache, in steps, inside the prompt's tokens", async () => {
    const { client } = await open();
    const messages = [{ role: "user" as const, content: "lever ".repeat(1500) }];
    expect((await ask(client, { ...question, messages })).usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    const { usage } = await ask(client, { ...question, messages });
    const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
    expect([cached % 128, cached > 1400, cached <= (usage?.prompt_tokens ?? 0)]).toEqual([0, true, true]);
  });
});

test("the official client gets a call of a tool that takes any text, whole and in pieces", async () => {
  const { client } = await open();
  const tools = [{ type: "custom" as const, custom: { name: "apply_patch" } }];
  const asked = { ...question, tools, tool_choice: "required" as const };
  const whole = (await client.chat.completions.create(asked)).choices[0]?.message.tool_calls?.[0];
  if (whole?.type !== "custom") throw new Error("no custom call");
  expect(whole.custom).toEqual({ name: "apply_patch", input: expect.stringMatching(/^\(simulated\) /) });
  let input = "";
  for await (const { choices } of await client.chat.completions.create({ ...asked, stream: true })) {
    for (const call of choices[0]?.delta.tool_calls ?? [])
      input += (call as { custom?: { input?: string } }).custom?.input ?? "";
  }
  expect(input).toBe(whole.custom.input);
});

test("a client that leaves ends its answer", async () => {
  const simulator = await start({ dialect: "openai", tokensPerSecond: 20 });
  const client = new OpenAI({ apiKey: "test-key", baseURL: `${simulator.url}/v1`, maxRetries: 0 });
  const stream = await client.chat.completions.create({ ...question, stream: true });
  stream.controller.abort();
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
});

test("the official client throws its typed errors", async () => {
  const { client, simulator } = await open([{ fault: "429", value: 2 }]);
  await expect(client.chat.completions.create(question)).rejects.toBeInstanceOf(OpenAI.RateLimitError);
  await simulator.setFaults([{ fault: "error-event" }]);
  await expect(client.chat.completions.stream(question).finalChatCompletion()).rejects.toThrow(/overloaded/);
  await simulator.setFaults([{ fault: "cut-stream" }]);
  await expect(client.chat.completions.stream(question).finalChatCompletion()).rejects.toThrow();
});

test("the official client gets embeddings of texts and of tokens, as floats whatever the wire has", async () => {
  const { client } = await open();
  const create = (input: string | string[] | number[] | number[][], format?: "float" | "base64") =>
    client.embeddings.create({
      model: "text-embedding-3-small",
      input,
      dimensions: 256,
      ...(format && { encoding_format: format }),
    });
  const byDefault = await create(["red signal", "green"]);
  const floats = await create(["red signal", "green"], "float");
  expect(byDefault.data).toEqual(floats.data);
  expect(floats.data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
    [0, 256],
    [1, 256],
  ]);
  expect(floats.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
  expect((await create([[1, 2, 3], [4]], "float")).usage.prompt_tokens).toBe(4);
  await expect(create("")).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  await expect(create([])).rejects.toBeInstanceOf(OpenAI.BadRequestError);
});

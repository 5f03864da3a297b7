import OpenAI from "openai";
import { expect, test } from "vitest";
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

/** The official client, unmodified, over a runtime and simulators of two dialects. */
import OpenAI, { APIError } from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import type { ResponseInputItem } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { FaultName } from "../../../../simulator/faults.ts";
import { KEY, provider, runtime, simulator, type TestRuntime } from "../../running.ts";

interface Asked {
  official: OpenAI;
  gateway: TestRuntime;
}

async function client(faults: { fault: FaultName; value?: number }[] = []): Promise<Asked> {
  const one = await simulator({ faults });
  const two = await simulator({ dialect: "anthropic", faults });
  const targets = { "one/m1": { dialect: "openai" }, "two/m2": { dialect: "anthropic" } } as const;
  const routes = { chat: { use: ["one/m1"] }, other: { use: ["two/m2"] } };
  const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
  return { official: new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 }), gateway };
}

const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tool = (name: string) => ({ type: "function" as const, name, parameters, strict: false });

describe.each(["chat", "other"])("over the route %s", (model) => {
  test("it gets an answer", async () => {
    const { official } = await client();
    const answer = await official.responses.create({ model, input: "Hello there", instructions: "Be brief." });
    expect(answer.output_text).toContain("Hello there");
    expect(answer).toMatchObject({ status: "completed", error: null, instructions: "Be brief." });
    const { input_tokens: input, output_tokens: output, total_tokens: total } = answer.usage!;
    expect([input > 0, output > 0, total]).toEqual([true, true, input + output]);
    expect(answer.usage!.input_tokens_details.cached_tokens).toBe(0);
    expect(answer.usage!.output_tokens_details.reasoning_tokens).toBe(0);
  });

  test("it adds a stream up to what the last event repeats", async () => {
    const { official } = await client();
    const stream = official.responses.stream({ model, input: "Hello there", store: false });
    let text = "";
    stream.on("response.output_text.delta", ({ delta }) => {
      text += delta;
    });
    const final = await stream.finalResponse();
    expect(final.output_text).toBe(text);
    expect(text).toContain("Hello there");
    expect(final.usage!.output_tokens).toBeGreaterThan(0);
    expect(final.usage).toHaveProperty("cost_usd");
  });

  test.each([false, true])("it calls tools, several at once, in several rounds (stream: %s)", async (streamed) => {
    const { official } = await client();
    const input: ResponseInputItem[] = [{ role: "user", content: "Please call weather and clock." }];
    const tools = [tool("weather"), tool("clock")];
    const ask = () => {
      const body = { model, input, tools, store: false };
      return streamed ? official.responses.stream(body).finalResponse() : official.responses.create(body);
    };
    for (const _ of [1, 2]) {
      const { output } = await ask();
      const calls = output.flatMap((item) => (item.type === "function_call" ? [item] : []));
      expect(calls.map(({ name }) => name)).toEqual(["weather", "clock"]);
      for (const call of calls) expect(JSON.parse(call.arguments)).toHaveProperty("city");
      input.push(...(output as ResponseInputItem[]));
      for (const { call_id } of calls) input.push({ type: "function_call_output", call_id, output: "42" });
      const answer = await ask();
      expect(answer.output_text).not.toBe("");
      input.push(...(answer.output as ResponseInputItem[]), { role: "user", content: "Now call weather and clock." });
    }
  });

  test("it parses an answer of the form that was asked for, streamed too", async () => {
    const { official } = await client();
    const format = zodTextFormat(z.object({ city: z.string(), degrees: z.number() }), "weather");
    const body = { model, input: "Weather?", text: { format } };
    expect((await official.responses.parse(body)).output_parsed).toHaveProperty("city");
    expect((await official.responses.stream(body).finalResponse()).output_parsed).toHaveProperty("degrees");
  });

  test.each([false, true])("it gets a typed error when the target is down (stream: %s)", async (stream) => {
    const { official } = await client([{ fault: "529" }]);
    const error: unknown = await official.responses.create({ model, input: "Hello", stream }).catch((e) => e);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: 503, type: "overloaded_error", code: "overloaded" });
  });

  test("a stream that breaks ends with a failed response, and nothing after it", async () => {
    const { official } = await client([{ fault: "error-event", value: 8 }]);
    const types: string[] = [];
    let last: unknown;
    for await (const event of await official.responses.create({ model, input: "Hello", stream: true })) {
      types.push(event.type);
      last = event;
    }
    expect(types.at(-1)).toBe("response.failed");
    expect(types.filter((type) => /completed|failed/.test(type))).toHaveLength(1);
    expect(last).toMatchObject({ response: { status: "failed", error: { code: "overloaded" } } });
    expect(JSON.stringify(last)).toMatch(/"status":"incomplete","role":"assistant"/);
  });
});

test("what is cut is incomplete, and says why", async () => {
  const { official } = await client();
  const body = { model: "other", input: "Hello there", max_output_tokens: 5 };
  for (const answer of [await official.responses.create(body), await official.responses.stream(body).finalResponse()]) {
    expect(answer).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
    expect(answer.output[0]).toMatchObject({ type: "message", status: "incomplete" });
  }
});

test("a client that goes away stops the provider", async () => {
  let closed: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const url = await provider((_, response) => {
    response.once("close", closed);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}\n\n');
  });
  const spec = { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } } as const;
  const gateway = await runtime({ ...spec, routes: { chat: { use: ["one/m1"] } } }, { one: url });
  const official = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
  const stream = await official.responses.create({ model: "chat", input: "Hello", stream: true });
  for await (const event of stream) if (event.type === "response.output_text.delta") stream.controller.abort();
  await gone;
});

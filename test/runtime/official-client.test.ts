import OpenAI, { APIError } from "openai";
import { expect, test } from "vitest";
import type { FaultName } from "../../simulator/faults.ts";
import { KEY, provider, runtime, simulator, type TestRuntime } from "./running.ts";

const messages = [{ role: "user" as const, content: "Hello there" }];

async function client(
  faults: { fault: FaultName; value?: number }[],
): Promise<{ client: OpenAI; gateway: TestRuntime }> {
  const one = await simulator({ faults });
  const two = await simulator({ dialect: "anthropic", faults });
  const targets = { "one/m1": { dialect: "openai" }, "two/m2": { dialect: "anthropic" } } as const;
  const routes = { chat: { use: ["one/m1", "two/m2"] }, other: { use: ["two/m2", "one/m1"] } };
  const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
  return { client: new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 }), gateway };
}

test.each(["chat", "other"])("the official client gets an answer and a stream from the route %s", async (model) => {
  const { client: official } = await client([]);
  const answer = await official.chat.completions.create({ model, messages });
  expect(answer.choices[0]?.message.content).toContain("Hello there");
  expect(answer.choices[0]?.finish_reason).toBe("stop");
  const stream = official.chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
  expect(await stream.finalContent()).toContain("Hello there");
  expect((await stream.totalUsage()).completion_tokens).toBeGreaterThan(0);
});

test.each([false, true])("it gets a typed error when every target is down (stream: %s)", async (stream) => {
  const { client: official } = await client([{ fault: "529" }]);
  const error: unknown = await official.chat.completions.create({ model: "chat", messages, stream }).catch((e) => e);
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject({ status: 503, type: "overloaded_error", code: "overloaded" });
});

test.each(["chat", "other"])("it gets a typed error when a stream of the route %s breaks off", async (model) => {
  const { client: official } = await client([{ fault: "error-event", value: 8 }]);
  const error: unknown = await official.chat.completions
    .stream({ model, messages })
    .finalContent()
    .catch((e) => e);
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject({ type: "overloaded_error", code: "overloaded" });
});

test("it lists the routes", async () => {
  const { client: official } = await client([]);
  const list = await official.models.list();
  expect(list.data.map(({ id }) => id)).toEqual(["chat", "other"]);
});

test("one failure is asked twice of each provider, not six times, by a client that retries three times", async () => {
  let asked = 0;
  const one = await provider((_request, response) => {
    asked++;
    response.writeHead(503, { "content-type": "application/json" }).end('{"error":{"message":"busy"}}');
  });
  const targets = { "one/m1": { dialect: "openai" } } as const;
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m1"] } } }, { one });
  const official = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 3 });
  const error: unknown = await official.chat.completions.create({ model: "chat", messages }).catch((e) => e);
  expect(error).toMatchObject({ status: 503 });
  expect(asked).toBe(2);
});

/** The vendor's own client, set to this host, unmodified, talks to the simulator. */
import OpenAI, { AzureOpenAI } from "openai";
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import { describe, expect, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

type Asked = Omit<ChatCompletionCreateParamsNonStreaming, "stream">;

const model = "my-deployment";
const hello: ChatCompletionMessageParam[] = [{ role: "user", content: "Hello there" }];
const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tools = ["get_weather", "get_time"].map((name) => ({
  type: "function" as const,
  function: { name, parameters: city },
}));

const hosts = {
  older: (url: string) =>
    new AzureOpenAI({ endpoint: url, apiKey: "test-key", apiVersion: "2024-10-21", maxRetries: 0 }),
  newer: (url: string) => new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: "test-key", maxRetries: 0 }),
};

describe.each(["older", "newer"] as const)("on the %s paths", (age) => {
  async function open(options: Partial<SimulatorOptions> = {}): Promise<{ client: OpenAI; simulator: Simulator }> {
    const simulator = await start({ dialect: "azure-openai", ...options });
    return { client: hosts[age](simulator.url), simulator };
  }

  describe.each([false, true])("stream: %s", (stream) => {
    const ask = async (client: OpenAI, asked: Asked) =>
      stream
        ? client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } }).finalChatCompletion()
        : client.chat.completions.create(asked);

    test("an answer is text, as many as are wanted", async () => {
      const { client, simulator } = await open();
      const { choices, usage } = await ask(client, { model, messages: hello, n: 2 });
      expect(choices.map(({ index }) => index)).toEqual([0, 1]);
      expect(choices[0]?.message.content).toMatch(/^\(simulated\) my-deployment here/);
      expect(choices[1]?.message.content).not.toBe(choices[0]?.message.content);
      expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
      const older = /^\/openai\/deployments\/my-deployment\/chat\/completions\?api-version=2024-10-21$/;
      expect(simulator.requests[0]?.path).toMatch(age === "older" ? older : /^\/openai\/v1\/chat\/completions$/);
    });

    test("tools are called in parallel and answered in a second round; schemas are followed; images are seen", async () => {
      const { client } = await open();
      const question: ChatCompletionMessageParam[] = [{ role: "user", content: "call get_weather and get_time" }];
      const { choices } = await ask(client, { model, messages: question, tools });
      const message = choices[0]!.message;
      expect(message.tool_calls?.map((call) => call.type === "function" && call.function.name)).toEqual([
        "get_weather",
        "get_time",
      ]);
      const results = message.tool_calls!.map(({ id }) => ({
        role: "tool" as const,
        tool_call_id: id,
        content: "sunny",
      }));
      const calling = { role: "assistant" as const, content: null, tool_calls: message.tool_calls! };
      const second = await ask(client, { model, messages: [...question, calling, ...results], tools });
      expect(second.choices[0]?.message.content).toMatch(/The tool said: "sunny"/);
      const image = { type: "image_url" as const, image_url: { url: `data:image/png;base64,${pixel}` } };
      const seen: ChatCompletionMessageParam[] = [{ role: "user", content: [{ type: "text", text: "Where?" }, image] }];
      const format = { type: "json_schema" as const, json_schema: { name: "place", schema: city } };
      const told = await ask(client, { model, messages: seen, response_format: format });
      expect(JSON.parse(told.choices[0]?.message.content ?? "")).toEqual({ city: expect.any(String) });
    });

    test("thoughts are billed and not told", async () => {
      const { client } = await open();
      const { usage, choices } = await ask(client, { model, messages: hello, reasoning_effort: "low" });
      expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(16);
      expect(choices[0]?.message.content).toMatch(/^\(simulated\) my/);
    });

    test("what the filter blocks is refused with what it found", async () => {
      const { client } = await open({ faults: [{ fault: "400-content-filter" }] });
      const error: unknown = await ask(client, { model, messages: hello }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(OpenAI.BadRequestError);
      expect(error).toMatchObject({
        code: "content_filter",
        error: { innererror: { code: "ResponsibleAIPolicyViolation" } },
      });
    });

    test("a rate limit says how long to wait", async () => {
      const { client } = await open({ faults: [{ fault: "429", value: 9 }] });
      const error: unknown = await ask(client, { model, messages: hello }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(OpenAI.RateLimitError);
      expect((error as InstanceType<typeof OpenAI.RateLimitError>).headers?.get("retry-after")).toBe("9");
    });

    test("a client that leaves ends its answer", async () => {
      const { client, simulator } = await open({ faults: [{ fault: "slow-first-token", value: 60_000 }] });
      const leave = new AbortController();
      const asked = client.chat.completions.create({ model, messages: hello, stream }, { signal: leave.signal });
      const reading = asked.then(async (answer) => {
        if (Symbol.asyncIterator in answer) for await (const _ of answer);
      });
      const settled = reading.catch(() => undefined);
      await vi.waitFor(() => expect(simulator.open).toBe(1));
      leave.abort();
      await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
      await settled;
    });
  });

  test("a stream begins with what the filter says of the prompt, without a choice", async () => {
    const { client } = await open();
    const chunks = [];
    for await (const chunk of await client.chat.completions.create({ model, messages: hello, stream: true }))
      chunks.push(chunk);
    expect(chunks[0]).toMatchObject({ choices: [], model: "", prompt_filter_results: [{ prompt_index: 0 }] });
    expect(chunks[2]?.choices[0]).toMatchObject({ content_filter_results: { violence: { filtered: false } } });
  });

  test("embeddings are floats to the client, whatever they are on the wire", async () => {
    const { client, simulator } = await open();
    const { data, usage } = await client.embeddings.create({ model, input: ["red signal", "green"], dimensions: 256 });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([256, 256]);
    expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
    expect(simulator.requests[0]?.body).toMatchObject({ encoding_format: "base64" });
  });

  test("errors inside a stream, and streams that are cut or broken, throw", async () => {
    const { client, simulator } = await open();
    for (const fault of ["error-event", "cut-stream", "malformed"] as const) {
      await simulator.setFaults([{ fault }]);
      await expect(client.chat.completions.stream({ model, messages: hello }).finalChatCompletion()).rejects.toThrow();
    }
  });
});

test("an older path without a version, and a wrong key, are refused in the host's own words", async () => {
  const simulator = await start({ dialect: "azure-openai", keys: ["right"] });
  const path = `${simulator.url}/openai/deployments/d/chat/completions`;
  const ask = (url: string, key: string) =>
    fetch(url, { method: "POST", headers: { "api-key": key }, body: JSON.stringify({ messages: hello }) });
  const wrong = await ask(`${path}?api-version=2024-10-21`, "wrong");
  expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: { code: "401" } }]);
  const old = await ask(path, "right");
  expect([old.status, await old.json()]).toEqual([404, { error: { code: "404", message: "Resource not found" } }]);
  expect((await ask(`${path}?api-version=2024-10-21`, "right")).status).toBe(200);
});

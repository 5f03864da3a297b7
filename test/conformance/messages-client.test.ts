/** The official client of the Messages API, unmodified, against targets that speak it and targets that do not. */
import Anthropic, { APIError } from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import { type Simulator, startSimulator } from "../../simulator/start-simulator.ts";
import { compileFiles } from "../compiler/in-memory.ts";

const KEY = "pm-conformance";
const policy = `import { chain, policy, s } from "pointsman";
const limits = { deadline: s(20), idle: s(5) };
export default policy({
  routes: {
    own: { otherwise: "anthropic/claude-haiku-5-5", ...limits },
    other: { otherwise: "openai/gpt-5.4-mini", ...limits },
    chain: { otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"), ...limits },
  },
});`;

let own: Simulator;
let other: Simulator;
let runtime: Runtime;
let client: Anthropic;

beforeAll(async () => {
  own = await startSimulator({ dialect: "anthropic" });
  other = await startSimulator({ dialect: "openai" });
  runtime = await startRuntime({
    table: compileFiles({ "routes.ts": policy }).table!.text,
    port: 0,
    operatorPort: 0,
    keys: [{ id: "test", hash: hashKey(KEY), tags: [] }],
    env: {},
    standIns: { anthropic: own.url, openai: other.url },
  });
  client = new Anthropic({ baseURL: runtime.url, apiKey: KEY, maxRetries: 0 });
});

afterAll(async () => {
  await runtime.close();
  await Promise.all([own.close(), other.close()]);
});

const weather: Anthropic.Tool = {
  name: "weather",
  description: "The weather at a place.",
  input_schema: { type: "object", properties: { place: { type: "string" } }, required: ["place"] },
};
const time: Anthropic.Tool = { name: "time", input_schema: { type: "object", properties: {} } };
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const hello: Anthropic.MessageParam[] = [{ role: "user", content: "Say 12 words about railways." }];
const textOf = ({ content }: Anthropic.Message) =>
  content.map((block) => (block.type === "text" ? block.text : "")).join("");

describe.each(["own", "other"])("a target of its %s kind", (model) => {
  test("answers whole, with usage by this API's arithmetic", async () => {
    const message = await client.messages.create({ model, max_tokens: 500, messages: hello, system: "Be brief." });
    expect(textOf(message)).toContain("(simulated)");
    expect(message).toMatchObject({ type: "message", role: "assistant", stop_reason: "end_turn", stop_sequence: null });
    expect(message.usage.input_tokens).toBeGreaterThan(0);
    expect(message.usage.output_tokens).toBeGreaterThan(5);
  });

  test("streams the same text, event by event", async () => {
    const whole = await client.messages.create({ model, max_tokens: 500, messages: hello });
    const stream = client.messages.stream({ model, max_tokens: 500, messages: hello });
    let text = "";
    stream.on("text", (piece) => (text += piece));
    const message = await stream.finalMessage();
    expect(textOf(message)).toBe(textOf(whole));
    expect(text).toBe(textOf(whole));
    expect(message.stop_reason).toBe("end_turn");
    expect(message.usage.output_tokens).toBe(whole.usage.output_tokens);
  });

  test("calls tools in two rounds, several at once", async () => {
    const asked: Anthropic.MessageParam[] = [{ role: "user", content: "Please call weather and time." }];
    const tools = [weather, time];
    const message = await client.messages.stream({ model, max_tokens: 500, messages: asked, tools }).finalMessage();
    expect(message.stop_reason).toBe("tool_use");
    const calls = message.content.filter((block) => block.type === "tool_use");
    expect(calls.map(({ name }) => name).sort()).toEqual(["time", "weather"]);
    expect(calls.find(({ name }) => name === "weather")!.input).toHaveProperty("place");
    const results = calls.map(({ id }): Anthropic.ToolResultBlockParam => {
      return { type: "tool_result", tool_use_id: id, content: [{ type: "text", text: "It rains." }] };
    });
    const second = await client.messages.create({
      ...{ model, max_tokens: 500, tools },
      messages: [...asked, { role: "assistant", content: message.content }, { role: "user", content: results }],
    });
    expect(second.stop_reason).toBe("end_turn");
    expect(textOf(second)).toContain("The tool said");
  });

  test("forces one tool, and none", async () => {
    const ask = { model, max_tokens: 500, messages: hello, tools: [weather, time] };
    const forced = await client.messages.create({ ...ask, tool_choice: { type: "tool", name: "time" } });
    expect(forced.content.filter(({ type }) => type === "tool_use")).toMatchObject([{ name: "time" }]);
    const none = await client.messages.create({ ...ask, tool_choice: { type: "none" } });
    expect(none.stop_reason).toBe("end_turn");
  });

  test("takes images", async () => {
    const source = { type: "base64", media_type: "image/png", data: png } as const;
    const content = [{ type: "image", source } as const, { type: "text", text: "What is it?" } as const];
    const message = await client.messages.create({ model, max_tokens: 100, messages: [{ role: "user", content }] });
    expect(textOf(message)).toContain("What is it?");
  });

  test("says where it was cut", async () => {
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: "Say 300 words." }];
    const message = await client.messages.create({ model, max_tokens: 10, messages });
    expect(message.stop_reason).toBe("max_tokens");
    expect(message.usage.output_tokens).toBe(10);
  });

  test("raises its own errors", async () => {
    const simulated = model === "own" ? own : other;
    await simulated.setFaults([{ fault: "429", value: 1, times: 2 }]);
    const error = await client.messages.create({ model, max_tokens: 10, messages: hello }).catch((raised) => raised);
    expect(error).toBeInstanceOf(Anthropic.RateLimitError);
    expect((error as APIError).error).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
    await simulated.setFaults([]);
  });

  test("raises an error where a stream breaks", async () => {
    const simulated = model === "own" ? own : other;
    await simulated.setFaults([{ fault: "cut-stream", value: 6, times: 1 }]);
    const stream = client.messages.stream({ model, max_tokens: 500, messages: hello });
    await expect(stream.finalMessage()).rejects.toThrow(APIError);
    await simulated.setFaults([]);
  });

  test("lets go of the target when the client leaves", async () => {
    const simulated = model === "own" ? own : other;
    const before = simulated.aborted;
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: "Say 20000 words." }];
    const stream = client.messages.stream({ model, max_tokens: 30_000, messages });
    stream.once("text", () => stream.abort());
    await expect(stream.finalMessage()).rejects.toThrow(Anthropic.APIUserAbortError);
    await expect.poll(() => simulated.aborted, { timeout: 5_000 }).toBeGreaterThan(before);
  });
});

test("what a client sends passes to a target of its own kind as it came", async () => {
  await client.messages.create({
    ...{ model: "own", max_tokens: 77, temperature: 0.5, stop_sequences: ["END"] },
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral", ttl: "1h" } }],
    messages: [
      { role: "user", content: [{ type: "text", text: "Say 3 words.", cache_control: { type: "ephemeral" } }] },
    ],
    metadata: { user_id: "u-1" },
  });
  expect(own.requests.at(-1)!.body).toEqual({
    model: "claude-haiku-5-5",
    max_tokens: 77,
    temperature: 0.5,
    stop_sequences: ["END"],
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral", ttl: "1h" } }],
    messages: [
      { role: "user", content: [{ type: "text", text: "Say 3 words.", cache_control: { type: "ephemeral" } }] },
    ],
    metadata: { user_id: "u-1" },
    // The route limits silence, so the answer is asked for as a stream.
    stream: true,
  });
});

test.each([
  ["own", "counted by the provider", null, 3],
  ["other", "estimated here, which is said", "estimated", 0],
] as const)("tokens of a target of its %s kind are %s", async (model, _, usage, asked) => {
  const before = [own, other].map(({ requests }) => requests.length);
  const count = async (text: string) => {
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: text }];
    return (await client.messages.countTokens({ model, messages, tools: [weather] })).input_tokens;
  };
  const [short, long] = [await count("Which signal comes next?"), await count("Which signal comes next? ".repeat(100))];
  expect(short).toBeGreaterThan(10);
  expect(long - short).toBeGreaterThan(300);
  expect(long - short).toBeLessThan(900);
  const messages: Anthropic.MessageParam[] = [{ role: "user", content: "Hi" }];
  const { response } = await client.messages.countTokens({ model, messages }).withResponse();
  expect(response.headers.get("x-pointsman-usage")).toBe(usage);
  expect([own, other].map(({ requests }) => requests.length)).toEqual([before[0]! + asked, before[1]]);
  await expect(client.messages.countTokens({ model, messages: [] })).rejects.toThrow(Anthropic.BadRequestError);
});

test("falls back from one kind of target to the other", async () => {
  await other.setFaults([{ fault: "500", times: 2 }]);
  const { data, response } = await client.messages
    .create({ model: "chain", max_tokens: 50, messages: hello })
    .withResponse();
  expect(response.headers.get("x-pointsman-target")).toBe("anthropic/claude-haiku-5-5");
  expect(textOf(data)).toContain("claude-haiku-5-5");
  await other.setFaults([]);
});

test("a wrong key is told in this API's words", async () => {
  const stranger = new Anthropic({ baseURL: runtime.url, apiKey: "wrong", maxRetries: 0 });
  const error = await stranger.messages
    .create({ model: "own", max_tokens: 5, messages: hello })
    .catch((raised) => raised);
  expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
  expect((error as APIError).requestID).toBeTruthy();
});

/** The official client of chat completions, unmodified, against a service that holds requests to the rules of Converse. */
import { createHash } from "node:crypto";
import OpenAI, { APIError } from "openai";
import { expect, test } from "vitest";
import type { FaultSchedule } from "../../../../simulator/faults.ts";
import { pixel } from "../../../simulator/pixel.ts";
import { KEY, runtime, simulator } from "../../running.ts";
import type { TargetSpec } from "../../table-text.ts";

const messages = [{ role: "user" as const, content: "Hello there" }];
const claude: Partial<TargetSpec> = {
  model: "anthropic.claude-sonnet-4-5-20250929-v1:0",
  parameters: { rename: { reasoning_effort: "thinking.budget_tokens" } },
  maxOutput: 8_000,
};

async function client(target: Partial<TargetSpec> = claude, faults: FaultSchedule = []): Promise<OpenAI> {
  const one = await simulator({ dialect: "bedrock-converse", faults });
  const spec: TargetSpec = { dialect: "bedrock-converse", ...target };
  const gateway = await runtime({ targets: { "one/m": spec }, routes: { chat: { use: ["one/m"] } } }, { one: one.url });
  return new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
}

const tool = (name: string): OpenAI.ChatCompletionFunctionTool => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
});

test("an answer and a stream say the same, and what they cost", async () => {
  const openai = await client();
  const answer = await openai.chat.completions.create({ model: "chat", messages, max_tokens: 50 });
  expect(answer.choices[0]?.message.content).toContain("Hello there");
  const body = { model: "chat", messages, max_tokens: 50, stream_options: { include_usage: true } };
  const stream = openai.chat.completions.stream(body);
  expect(await stream.finalContent()).toContain("Hello there");
  expect(await stream.totalUsage()).toMatchObject({ prompt_tokens: answer.usage?.prompt_tokens });
  expect((await stream.totalUsage()).completion_tokens).toBeGreaterThan(0);
});

test.each([false, true])("two rounds of parallel tools whose names Converse refuses (stream: %s)", async (stream) => {
  const openai = await client();
  const long = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";
  const tools = [tool(long), tool(`${long.slice(0, 60)}s`.padEnd(70, "x")), tool("my.tool")];
  const ask = async (history: OpenAI.ChatCompletionMessageParam[]) => {
    const body = { model: "chat", messages: history, tools };
    if (!stream) return (await openai.chat.completions.create(body)).choices[0]!;
    return (await openai.chat.completions.stream(body).finalChatCompletion()).choices[0]!;
  };
  // What the model sees of names that are not legal: a sign of their hash behind what fits.
  const seen = tools.map(({ function: { name } }) => {
    const sign = createHash("sha256").update(name).digest("hex").slice(0, 10);
    return `${name.replace(".", "_").slice(0, 53)}_${sign}`;
  });
  const question = { role: "user" as const, content: `call ${seen.join(" and ")}` };
  const first = await ask([question]);
  expect(first.finish_reason).toBe("tool_calls");
  const calls = first.message.tool_calls ?? [];
  const called = calls.flatMap((call) => (call.type === "function" ? [call.function] : []));
  expect(called.map(({ name }) => name)).toEqual(tools.map((one) => one.function.name));
  for (const { arguments: json } of called) expect(JSON.parse(json)).toHaveProperty("city");
  const results = calls.map(({ id }) => ({ role: "tool" as const, tool_call_id: id, content: "" }));
  const second = await ask([question, first.message, ...results.reverse(), { role: "user", content: "Also be brief" }]);
  expect(second.finish_reason).toBe("stop");
});

test("a history with tools needs none in the request, and a request that allows none gets no call", async () => {
  const openai = await client();
  const call = { id: "call|1", type: "function" as const, function: { name: "get_weather", arguments: "" } };
  const history: OpenAI.ChatCompletionMessageParam[] = [
    ...messages,
    { role: "assistant", content: "", tool_calls: [call] },
    { role: "tool", tool_call_id: "call|1", content: "18 degrees" },
    { role: "user", content: " " },
    { role: "user", content: "So?" },
  ];
  const plain = await openai.chat.completions.create({ model: "chat", messages: history });
  expect(plain.choices[0]?.finish_reason).toBe("stop");
  const none = { model: "chat", messages, tools: [tool("get_weather")], tool_choice: "none" as const };
  expect((await openai.chat.completions.create(none)).choices[0]?.message.tool_calls).toBeUndefined();
});

test.each([false, true])("signed thoughts go round a loop of tools (stream: %s)", async (stream) => {
  const openai = await client();
  const body = { model: "chat", tools: [tool("get_weather")], reasoning_effort: "low" as const, max_tokens: 4000 };
  const question = { role: "user" as const, content: "call get_weather" };
  const first = stream
    ? (await openai.chat.completions.stream({ ...body, messages: [question] }).finalChatCompletion()).choices[0]
        ?.message
    : (await openai.chat.completions.create({ ...body, messages: [question] })).choices[0]?.message;
  expect(first).toHaveProperty("thinking_blocks.0.signature");
  const [call] = first?.tool_calls ?? [];
  const second = await openai.chat.completions.create({
    ...body,
    messages: [question, first!, { role: "tool", tool_call_id: call!.id, content: "18" }],
  });
  expect(second.choices[0]?.finish_reason).toBe("stop");
  expect(second.choices[0]?.message).toHaveProperty("thinking_blocks.0.signature");
});

test.each(["thinking.budget_tokens", "output_config.effort"])("effort by %s gives thoughts", async (place) => {
  const openai = await client({ ...claude, parameters: { rename: { reasoning_effort: place } } });
  const answer = await openai.chat.completions.create({ model: "chat", messages, reasoning_effort: "medium" });
  expect(answer.choices[0]?.message).toHaveProperty("reasoning_content");
});

test("JSON by a schema, pictures and files are taken", async () => {
  const openai = await client();
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const answer = await openai.chat.completions.create({
    model: "chat",
    messages: [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: `data:image/jpeg;base64,${pixel}` } },
          { type: "file", file: { filename: "a_b.pdf", file_data: "data:application/pdf;base64,JVBERi0xLjQ=" } },
          { type: "file", file: { filename: "a_b.pdf", file_data: "data:application/pdf;base64,JVBERi0xLjQ=" } },
        ],
      },
    ],
    response_format: { type: "json_schema", json_schema: { name: "city", schema, strict: true } },
  });
  expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toHaveProperty("city");
});

test("what is marked for the cache is written once and read then", async () => {
  const openai = await client({ ...claude, price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } });
  const content = [
    { type: "text", text: "All rules of the house. ".repeat(600), cache_control: { type: "ephemeral" } },
  ];
  const body = { model: "chat", messages: [{ role: "system", content }, ...messages] } as never;
  const first = await openai.chat.completions.create(body as OpenAI.ChatCompletionCreateParamsNonStreaming);
  const second = await openai.chat.completions.create(body as OpenAI.ChatCompletionCreateParamsNonStreaming);
  expect(first.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
  expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(1000);
  expect(second.usage?.prompt_tokens).toBe(first.usage?.prompt_tokens);
});

test.each([
  ["400-context-length", 400, "context_length_exceeded"],
  ["401", 502, "upstream_auth"],
  ["404", 404, "upstream_not_found"],
  ["429", 429, "rate_limit_exceeded"],
  ["500", 500, "upstream_error"],
  ["529", 503, "overloaded"],
] as const)("%s is told as it is", async (fault, status, code) => {
  for (const stream of [false, true]) {
    const openai = await client(claude, [{ fault }]);
    const error: unknown = await openai.chat.completions.create({ model: "chat", messages, stream }).catch((e) => e);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status, code });
  }
});

test.each(["cut-stream", "error-event", "malformed"] as const)(
  "a stream with %s inside is no clean end",
  async (fault) => {
    const openai = await client(claude, [{ fault, value: 6 }]);
    const stream = openai.chat.completions.stream({ model: "chat", messages });
    await expect(stream.finalContent()).rejects.toBeInstanceOf(APIError);
  },
);

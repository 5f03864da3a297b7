/** The official client of chat completions, unmodified, against simulators that hold requests to the rules of each dialect. */
import type OpenAI from "openai";
import { APIError } from "openai";
import { describe, expect, test } from "vitest";
import { pixel } from "../../simulator/pixel.ts";
import { type ServedDialect, servedClient } from "./served-dialects.ts";

const messages = [{ role: "user" as const, content: "Hello there" }];
const served: ServedDialect[] = [
  { dialect: "bedrock-converse", target: { model: "anthropic.claude-sonnet-4-5-20250929-v1:0" } },
  { dialect: "cohere", target: { model: "command-a-03-2025" } },
  { dialect: "openai-responses", target: { model: "gpt-4.1" } },
  { dialect: "ollama", target: { model: "devstral-small-2:24b" } },
];

const tool = (name: string): OpenAI.ChatCompletionFunctionTool => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
});

describe.each(served)("$dialect", (one) => {
  test("an answer and a stream say what was asked, and what it cost", async () => {
    const openai = await servedClient(one);
    const answer = await openai.chat.completions.create({ model: "chat", messages, max_tokens: 50 });
    expect(answer.choices[0]?.message.content).toContain("Hello there");
    expect(answer.usage?.completion_tokens).toBeGreaterThan(0);
    const body = { model: "chat", messages, max_tokens: 50, stream_options: { include_usage: true } };
    const stream = openai.chat.completions.stream(body);
    expect(await stream.finalContent()).toContain("Hello there");
    expect(await stream.totalUsage()).toMatchObject({ prompt_tokens: answer.usage?.prompt_tokens });
  });

  test("a stream in pieces of one byte is the same", async () => {
    const body = { model: "chat", messages: [{ role: "user" as const, content: "北京 🌍 안녕" }], seed: 1 };
    const whole = await (await servedClient(one)).chat.completions.stream(body).finalContent();
    expect(whole).toContain("北京 🌍 안녕");
    const openai = await servedClient({ ...one, sliced: true });
    expect(await openai.chat.completions.stream(body).finalContent()).toBe(whole);
  });

  test.each([false, true])("parallel tools go two rounds (stream: %s)", async (stream) => {
    const openai = await servedClient(one);
    const tools = [tool("get_weather"), tool("get_time")];
    const ask = async (history: OpenAI.ChatCompletionMessageParam[]) => {
      const body = { model: "chat", messages: history, tools };
      if (!stream) return (await openai.chat.completions.create(body)).choices[0]!;
      return (await openai.chat.completions.stream(body).finalChatCompletion()).choices[0]!;
    };
    const question = { role: "user" as const, content: "call get_weather and get_time" };
    const first = await ask([question]);
    expect(first.finish_reason).toBe("tool_calls");
    const calls = first.message.tool_calls ?? [];
    const called = calls.flatMap((call) => (call.type === "function" ? [call.function] : []));
    expect(called.map(({ name }) => name)).toEqual(["get_weather", "get_time"]);
    for (const { arguments: json } of called) expect(JSON.parse(json)).toHaveProperty("city");
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    const results = calls.map(({ id }) => ({ role: "tool" as const, tool_call_id: id, content: "" }));
    const last = { role: "user" as const, content: "Also be brief" };
    const second = await ask([question, first.message, ...results.reverse(), last]);
    expect(second.finish_reason).toBe("stop");
    expect(second.message.content).toContain("Also be brief");
  });

  test("a tool that must be called is called, and one that may not is not", async () => {
    const openai = await servedClient(one);
    const tools = [tool("get_weather"), tool("get_time")];
    const named = { type: "function" as const, function: { name: "get_time" } };
    const ask = async (tool_choice: OpenAI.ChatCompletionToolChoiceOption, content: string) => {
      const body = { model: "chat", messages: [{ role: "user" as const, content }], tools, tool_choice };
      return (await openai.chat.completions.create(body)).choices[0]?.message.tool_calls;
    };
    // Said in words alone where the API has no choice of tools.
    expect(await ask(named, "call get_time and get_weather")).toMatchObject([{ function: { name: "get_time" } }]);
    expect(await ask("none", "call get_time now")).toBeUndefined();
  });

  test("a history of a gateway's worst habits is put in order", async () => {
    const openai = await servedClient(one);
    const call = (id: string, json: string) => ({
      id,
      type: "function" as const,
      function: { name: "f", arguments: json },
    });
    const history: OpenAI.ChatCompletionMessageParam[] = [
      { role: "developer", content: "A" },
      { role: "assistant", content: "Hello" },
      { role: "user", content: " " },
      {
        role: "user",
        content: [
          { type: "text", text: "" },
          { type: "text", text: "hi" },
        ],
      },
      { role: "assistant", content: "", tool_calls: [call("a|1", ""), call("b", '{"cut":')] },
      { role: "tool", tool_call_id: "b", content: "" },
      { role: "user", content: "between" },
      { role: "tool", tool_call_id: "a|1", content: "18" },
      { role: "system", content: "B" },
      { role: "assistant", content: "" },
      { role: "user", content: "So?" },
    ];
    const answer = await openai.chat.completions.create({ model: "chat", messages: history });
    expect(answer.choices[0]?.message.content).toContain("So?");
  });

  test("JSON by a schema and pictures are taken", async () => {
    const openai = await servedClient(one);
    const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    const image = { type: "image_url" as const, image_url: { url: `data:image/jpeg;base64,${pixel}` } };
    const answer = await openai.chat.completions.create({
      model: "chat",
      messages: [{ role: "user", content: [{ type: "text", text: "Where?" }, image] }],
      response_format: { type: "json_schema", json_schema: { name: "city", schema, strict: true } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toHaveProperty("city");
  });

  test.each([
    ["404", 404, "upstream_not_found"],
    ["429", 429, "rate_limit_exceeded"],
    ["500", 500, "upstream_error"],
    ["529", 503, "overloaded"],
  ] as const)("%s is told as it is", async (fault, status, code) => {
    for (const stream of [false, true]) {
      const openai = await servedClient({ ...one, faults: [{ fault }] });
      const error: unknown = await openai.chat.completions.create({ model: "chat", messages, stream }).catch((e) => e);
      expect(error).toBeInstanceOf(APIError);
      expect(error).toMatchObject({ status, code });
    }
  });

  test.each(["cut-stream", "error-event", "malformed"] as const)(
    "a stream with %s inside is no clean end",
    async (fault) => {
      const openai = await servedClient({ ...one, faults: [{ fault, value: 6 }] });
      const stream = openai.chat.completions.stream({ model: "chat", messages });
      await expect(stream.finalContent()).rejects.toBeInstanceOf(APIError);
    },
  );
});

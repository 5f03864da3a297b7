/** Agents of every endpoint over a model that Responses alone serves: what it thought out of sight comes back to it. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import type { ResponseFunctionToolCall, ResponseInputItem } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";
import type { Simulator } from "../../../../simulator/start-simulator.ts";
import { KEY, runtime, simulator } from "../../running.ts";

const model = "chat";
const schema = { type: "object" as const, properties: {}, additionalProperties: false };

async function served(): Promise<{ url: string; provider: Simulator }> {
  const provider = await simulator({ dialect: "openai-responses" });
  const targets = { "one/m": { dialect: "openai-responses" as const, model: "gpt-5.1-codex" } };
  const { url } = await runtime({ targets, routes: { [model]: { use: ["one/m"] } } }, { one: provider.url });
  return { url, provider };
}

interface Item {
  type?: string;
  encrypted_content?: string;
}

/** The kinds of the items that the provider was sent last, and the thoughts that were sealed for it. */
function sent({ requests }: Simulator): { kinds: string[]; sealed: string[] } {
  const { input } = requests.at(-1)!.body as { input: Item[] };
  return {
    kinds: input.map(({ type = "message" }) => type),
    sealed: input.flatMap(({ encrypted_content: text }) => text ?? []),
  };
}

const twoRounds = {
  kinds: ["message", "reasoning", "function_call", "function_call_output"],
  sealed: [expect.any(String)],
};

describe.each([false, true])("stream: %s", (stream) => {
  test("a loop of tools by the Messages API keeps what was thought", async () => {
    const { url, provider } = await served();
    const client = new Anthropic({ baseURL: url, apiKey: KEY, maxRetries: 0 });
    const tools = [{ name: "get_time", input_schema: schema }];
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: "call get_time" }];
    const ask = async () => {
      const asked = { model, max_tokens: 500, messages, tools };
      return stream ? client.messages.stream(asked).finalMessage() : client.messages.create(asked);
    };
    const first = await ask();
    expect(first.stop_reason).toBe("tool_use");
    const call = first.content.find((block) => block.type === "tool_use")!;
    messages.push({ role: "assistant", content: first.content });
    messages.push({ role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "noon" }] });
    const second = await ask();
    expect(second.content.map((block) => (block.type === "text" ? block.text : ""))).toEqual([
      expect.stringContaining("noon"),
    ]);
    expect(sent(provider)).toEqual(twoRounds);
  });

  test.each([
    ["sent back whole", false],
    ["referred to by their ids", true],
  ])("a loop of tools by Responses keeps what was thought, its items %s", async (_, byId) => {
    const { url, provider } = await served();
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
    const tools = [{ type: "function" as const, name: "get_time", parameters: schema, strict: true }];
    const input: ResponseInputItem[] = [{ role: "user", content: "call get_time" }];
    const ask = async () => {
      const asked = { model, input, tools, store: byId };
      return stream
        ? client.responses.stream({ ...asked, stream: true }).finalResponse()
        : client.responses.create(asked);
    };
    const { output } = await ask();
    const call = output.find((item) => item.type === "function_call") as ResponseFunctionToolCall;
    const back = output.map((item) => (byId ? { type: "item_reference" as const, id: item.id! } : item));
    input.push(...(back as ResponseInputItem[]));
    input.push({ type: "function_call_output", call_id: call.call_id, output: "noon" });
    expect((await ask()).output_text).toContain("noon");
    expect(sent(provider)).toEqual(twoRounds);
  });

  test("a loop of tools by chat completions keeps what was thought, though its clients drop it", async () => {
    const { url, provider } = await served();
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
    const tools = [{ type: "function" as const, function: { name: "get_time", parameters: schema } }];
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "call get_time" }];
    const ask = async () => {
      const asked = { model, messages, tools };
      const answer = stream
        ? await client.chat.completions.stream(asked).finalChatCompletion()
        : await client.chat.completions.create(asked);
      return answer.choices[0]!.message;
    };
    const first = await ask();
    messages.push(first, { role: "tool", tool_call_id: first.tool_calls![0]!.id, content: "noon" });
    expect((await ask()).content).toContain("noon");
    expect(sent(provider)).toEqual(twoRounds);
  });
});

test("parameters stand where the API has them, and those that it lacks are named", async () => {
  const { url, provider } = await served();
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "Hi" }];
  const asked = { model, messages, verbosity: "low" as const, service_tier: "flex" as const, seed: 1, stop: "x" };
  const format = { type: "json_schema" as const, json_schema: { name: "a", schema: { type: "object" } } };
  const { response } = await client.chat.completions
    .create({ ...asked, response_format: format, prompt_cache_key: "k", safety_identifier: "u" })
    .withResponse();
  expect(provider.requests.at(-1)!.body).toMatchObject({
    text: { verbosity: "low", format: { type: "json_schema", name: "a" } },
    ...{ prompt_cache_key: "k", safety_identifier: "u", store: false },
  });
  expect(
    response.headers
      .get("x-pointsman-dropped")
      ?.split(",")
      .map((name) => name.trim())
      .sort(),
  ).toEqual(expect.arrayContaining(["seed", "stop"]));
});

test("a provider keeps no answer, whatever a client says, and the client reads that", async () => {
  const { url, provider } = await served();
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "Hi" }];
  const { response } = await client.chat.completions.create({ model, messages, store: true }).withResponse();
  expect(response.headers.get("x-pointsman-dropped")).toBe("store");
  await client.responses.create({ model, input: "Hi", store: true });
  expect(provider.requests.map(({ body }) => (body as { store?: boolean }).store)).toEqual([false, false]);
});

/** The vendor's own client, unmodified, talks to the simulator. */
import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

type Asked = Omit<Anthropic.MessageCreateParamsNonStreaming, "stream">;

const model = "claude-opus-4-6";
const hello = { model, max_tokens: 4000, messages: [{ role: "user" as const, content: "Hello there" }] };
const city = {
  type: "object" as const,
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const tools = ["get_weather", "get_time"].map((name) => ({ name, input_schema: city }));
const says = (content: string): Anthropic.MessageParam => ({ role: "user", content });

async function open(options: Partial<SimulatorOptions> = {}): Promise<{ client: Anthropic; simulator: Simulator }> {
  const simulator = await start({ dialect: "anthropic", ...options });
  return { client: new Anthropic({ apiKey: "test-key", baseURL: simulator.url, maxRetries: 0 }), simulator };
}

function ask(client: Anthropic, asked: Asked, stream: boolean): Promise<Anthropic.Message> {
  return stream ? client.messages.stream(asked).finalMessage() : client.messages.create(asked);
}

function textOf({ content }: Anthropic.Message): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

describe.each([false, true])("stream: %s", (stream) => {
  test("an answer is text and is billed", async () => {
    const { client } = await open();
    const answer = await ask(client, hello, stream);
    expect(textOf(answer)).toMatch(/^\(simulated\) claude-opus-4-6 here\. You said: "Hello there"/);
    expect(answer.stop_reason).toBe("end_turn");
    const counted = await client.messages.countTokens({ model, messages: hello.messages });
    expect(answer.usage.input_tokens).toBe(counted.input_tokens);
  });

  test("tools are called in parallel and answered in a second round", async () => {
    const { client } = await open();
    const question = says("call get_weather and get_time");
    const first = await ask(client, { ...hello, messages: [question], tools }, stream);
    expect(first.stop_reason).toBe("tool_use");
    const calls = first.content.filter((block) => block.type === "tool_use");
    expect(calls.map(({ name }) => name)).toEqual(["get_weather", "get_time"]);
    expect(calls[0]?.input).toEqual({ city: expect.any(String) });
    const results = calls.map(({ id }) => ({ type: "tool_result" as const, tool_use_id: id, content: "sunny" }));
    const history = (content: Anthropic.ContentBlockParam[]): Anthropic.MessageParam[] => [
      question,
      { role: "assistant", content: first.content },
      { role: "user", content },
    ];
    const second = await ask(client, { ...hello, messages: history(results), tools }, stream);
    expect(textOf(second)).toMatch(/The tool said: "sunny"/);
    const refusals: [Anthropic.ContentBlockParam[], Partial<Asked>, RegExp][] = [
      [results.slice(0, 1), { tools }, /`tool_use` ids were found without `tool_result` blocks immediately after/],
      [[{ type: "text", text: "Well" }, ...results], { tools }, /immediately after/],
      [[...results, { ...results[0]!, tool_use_id: "toolu_other" }], { tools }, /unexpected `tool_use_id`/],
      [results, {}, /must define tools/],
    ];
    for (const [content, more, words] of refusals) {
      await expect(ask(client, { ...hello, messages: history(content), ...more }, stream)).rejects.toThrow(words);
    }
  });

  test("thoughts are signed, billed, and must come back as they were inside a loop of tools", async () => {
    const { client } = await open();
    const asked = { ...hello, tools, thinking: { type: "enabled" as const, budget_tokens: 1024 } };
    const question = says("call get_time");
    const first = await ask(client, { ...asked, messages: [question] }, stream);
    const [thought, call] = first.content;
    if (thought?.type !== "thinking" || call?.type !== "tool_use") throw new Error("no thought before a call");
    expect(thought.thinking).toMatch(/^\(simulated\) I was asked/);
    expect(first.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(10);
    expect(first.usage.output_tokens).toBeGreaterThan(first.usage.output_tokens_details?.thinking_tokens ?? 0);
    const result = { type: "tool_result" as const, tool_use_id: call.id, content: "noon" };
    const again = (content: Anthropic.ContentBlockParam[]) =>
      ask(
        client,
        { ...asked, messages: [question, { role: "assistant", content }, { role: "user", content: [result] }] },
        stream,
      );
    expect(textOf(await again([thought, call]))).toMatch(/The tool said: "noon"/);
    expect(textOf(await again([{ ...thought, thinking: "" }, call]))).toMatch(/noon/);
    await expect(again([call])).rejects.toThrow(/must start with a thinking block/);
    await expect(again([{ ...thought, thinking: "Other words." }, call])).rejects.toThrow(
      /Invalid `signature` in `thinking` block/,
    );
    await expect(again([{ ...thought, signature: "EqQBCkYIBRgCKkA" }, call])).rejects.toThrow(/Invalid `signature`/);
  });

  test("thoughts can be left to the model, left out of the answer, or sealed", async () => {
    const { client } = await open();
    const adaptive = {
      ...hello,
      model: "claude-opus-4-8",
      thinking: { type: "adaptive" as const, display: "omitted" as const },
    };
    const [omitted] = (await ask(client, adaptive, stream)).content;
    expect(omitted).toMatchObject({
      type: "thinking",
      thinking: "",
      signature: expect.stringMatching(/^[\w+/]{20,}=*$/),
    });
    const magic = says(
      "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB",
    );
    const sealed = await ask(client, { ...adaptive, messages: [magic] }, stream);
    expect(sealed.content[0]).toMatchObject({ type: "redacted_thinking", data: expect.any(String) });
    const more = [magic, { role: "assistant" as const, content: sealed.content }, says("And?")];
    expect(textOf(await ask(client, { ...adaptive, messages: more }, stream))).toMatch(/You said: "And\?"/);
    const budget = { ...adaptive, thinking: { type: "enabled" as const, budget_tokens: 1024 } };
    await expect(ask(client, budget, stream)).rejects.toThrow(/not supported for this model/);
  });

  test("a schema is followed if it keeps to the subset, and an image is seen as what it is", async () => {
    const { client } = await open();
    const source = { type: "base64" as const, media_type: "image/png" as const, data: pixel };
    const shows = (media: "image/png" | "image/jpeg"): Anthropic.MessageParam => ({
      role: "user",
      content: [
        { type: "text", text: "Where?" },
        { type: "image", source: { ...source, media_type: media } },
      ],
    });
    const format = (schema: Record<string, unknown>) => ({
      output_config: { format: { type: "json_schema" as const, schema } },
    });
    const answer = await ask(client, { ...hello, messages: [shows("image/png")], ...format(city) }, stream);
    expect(JSON.parse(textOf(answer))).toEqual({ city: expect.any(String) });
    expect(answer.usage.input_tokens).toBeGreaterThan(1500);
    await expect(ask(client, { ...hello, messages: [shows("image/jpeg")] }, stream)).rejects.toThrow(
      /appears to be a image\/png image/,
    );
    await expect(ask(client, { ...hello, ...format({ ...city, additionalProperties: true }) }, stream)).rejects.toThrow(
      /additionalProperties/,
    );
  });

  test("what was marked is written into the cache and then read from it, beside the input's tokens", async () => {
    const { client } = await open();
    const system = [
      { type: "text" as const, text: "lever ".repeat(1500), cache_control: { type: "ephemeral" as const } },
    ];
    const first = (await ask(client, { ...hello, system }, stream)).usage;
    const second = (await ask(client, { ...hello, system }, stream)).usage;
    expect(first.cache_creation_input_tokens).toBeGreaterThan(1400);
    expect(second).toMatchObject({
      input_tokens: first.input_tokens,
      cache_read_input_tokens: first.cache_creation_input_tokens,
      cache_creation_input_tokens: 0,
    });
    expect(first.input_tokens).toBeLessThan(100);
  });

  test("errors are typed", async () => {
    const { client } = await open({ faults: [{ fault: "429" }] });
    await expect(ask(client, hello, stream)).rejects.toBeInstanceOf(Anthropic.RateLimitError);
  });
});

test("errors inside a stream, and streams that are cut or broken, throw", async () => {
  const { client, simulator } = await open();
  for (const fault of ["error-event", "cut-stream", "malformed"] as const) {
    await simulator.setFaults([{ fault }]);
    await expect(ask(client, hello, true)).rejects.toThrow();
  }
});

test("a client that leaves ends its answer", async () => {
  const { client, simulator } = await open({ tokensPerSecond: 20 });
  const stream = client.messages.stream(hello);
  const ended = stream.finalMessage().catch((error: unknown) => error);
  await vi.waitFor(() => expect(simulator.open).toBe(1));
  stream.abort();
  expect(await ended).toBeInstanceOf(Anthropic.APIUserAbortError);
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
});

/** The vendor's own client, unmodified, talks to the simulator. */
import OpenAI from "openai";
import type {
  Response,
  ResponseCreateParamsNonStreaming,
  ResponseInputItem,
} from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

const model = "gpt-5.1-codex";
const time = {
  type: "function" as const,
  name: "get_time",
  parameters: { type: "object", properties: {}, additionalProperties: false },
  strict: true,
};

async function open(options: Partial<SimulatorOptions> = {}): Promise<{ client: OpenAI; simulator: Simulator }> {
  const simulator = await start({ dialect: "openai-responses", ...options });
  return { client: new OpenAI({ apiKey: "test-key", baseURL: `${simulator.url}/v1`, maxRetries: 0 }), simulator };
}

async function ask(client: OpenAI, asked: ResponseCreateParamsNonStreaming, stream: boolean): Promise<Response> {
  if (!stream) return client.responses.create(asked);
  return client.responses.stream({ ...asked, stream: true }).finalResponse();
}

describe.each([false, true])("stream: %s", (stream) => {
  test("says a text, and what it cost", async () => {
    const { client } = await open();
    const said = await ask(client, { model, input: "Hello there", store: false }, stream);
    expect([said.status, said.output_text]).toEqual(["completed", expect.stringContaining("Hello there")]);
    const { input_tokens: input, output_tokens: output, total_tokens: total } = said.usage!;
    expect([input > 0, output > 0, total]).toEqual([true, true, input + output]);
  });

  test("thinks, calls tools and goes on from both", async () => {
    const { client } = await open();
    const input: ResponseInputItem[] = [{ role: "user", content: "call get_time" }];
    const first = await ask(
      client,
      { model, input, tools: [time], store: false, reasoning: { summary: "auto" } },
      stream,
    );
    expect(first.output.map(({ type }) => type)).toEqual(["reasoning", "function_call"]);
    const call = first.output.find((item) => item.type === "function_call")!;
    input.push(...(first.output as ResponseInputItem[]));
    input.push({ type: "function_call_output", call_id: call.call_id, output: "noon" });
    const second = await ask(client, { model, input, tools: [time], store: false }, stream);
    expect(second.output_text).toContain("noon");
  });

  test("is cut at its limit", async () => {
    const { client } = await open();
    const asked = { model: "gpt-4.1", input: "say 200 words", max_output_tokens: 16 };
    const { status, incomplete_details: details } = await ask(client, asked, stream);
    expect([status, details?.reason]).toEqual(["incomplete", "max_output_tokens"]);
  });

  test("answers in the form of a schema", async () => {
    const { client } = await open();
    const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    const asked = { model, input: "Where?", text: { format: { type: "json_schema" as const, name: "place", schema } } };
    expect(JSON.parse((await ask(client, asked, stream)).output_text)).toEqual({ city: expect.any(String) });
  });
});

test("takes pictures", async () => {
  const { client } = await open();
  const image = { type: "input_image" as const, image_url: `data:image/png;base64,${pixel}`, detail: "auto" as const };
  const asked = [{ role: "user" as const, content: [{ type: "input_text" as const, text: "What is this?" }, image] }];
  expect((await client.responses.create({ model, input: asked })).output_text).toContain("What is this?");
});

test("refuses with an error that the client knows, and breaks off in a stream with one", async () => {
  const refused = (await open({ faults: [{ fault: "429" }] })).client;
  await expect(refused.responses.create({ model, input: "Hi" })).rejects.toBeInstanceOf(OpenAI.RateLimitError);
  const { client } = await open({ faults: [{ fault: "error-event", value: 3 }] });
  const broken = async () => {
    for await (const event of await client.responses.create({ model, input: "Hi", stream: true }))
      types.push(event.type);
  };
  const types: string[] = [];
  await expect(broken()).rejects.toThrow(/overloaded/);
  expect(types).toContain("response.created");
});

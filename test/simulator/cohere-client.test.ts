/** The vendor's own client, unmodified, talks to the simulator. */
import { type Cohere, CohereClientV2, CohereError } from "cohere-ai";
import { describe, expect, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

const model = "command-a-03-2025";
const hello: Cohere.ChatMessageV2[] = [{ role: "user", content: "Hello there" }];
const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tools: Cohere.ToolV2[] = [
  { type: "function", function: { name: "get_weather", parameters: city } },
  { type: "function", function: { name: "get_time", parameters: { type: "object", properties: {} } } },
];

async function open(
  options: Partial<SimulatorOptions> = {},
): Promise<{ client: CohereClientV2; simulator: Simulator }> {
  const simulator = await start({ dialect: "cohere", ...options });
  return { client: new CohereClientV2({ token: "test-key", environment: simulator.url, maxRetries: 0 }), simulator };
}

interface Heard {
  text: string;
  thoughts: string;
  plan: string;
  calls: { id: string; name: string; input: string }[];
  finish: string | undefined;
  error?: string | undefined;
  usage: Cohere.Usage | undefined;
}

async function ask(
  client: CohereClientV2,
  asked: Cohere.V2ChatRequest,
  stream: boolean,
  signal?: AbortSignal,
): Promise<Heard> {
  const options = signal ? { abortSignal: signal } : {};
  if (stream) return hear(await client.chatStream(asked, options));
  const { message, finishReason, usage } = await client.chat(asked, options);
  const content = message.content ?? [];
  return {
    text: content.map((part) => (part.type === "text" ? part.text : "")).join(""),
    thoughts: content.map((part) => (part.type === "thinking" ? part.thinking : "")).join(""),
    plan: message.toolPlan ?? "",
    calls: (message.toolCalls ?? []).map((call) => ({
      id: call.id,
      name: call.function?.name ?? "",
      input: call.function?.arguments ?? "",
    })),
    finish: finishReason,
    usage,
  };
}

async function hear(events: AsyncIterable<Cohere.V2ChatStreamResponse>): Promise<Heard> {
  const heard: Heard = { text: "", thoughts: "", plan: "", calls: [], finish: undefined, usage: undefined };
  for await (const event of events) {
    if (event.type === "content-delta") {
      heard.text += event.delta?.message?.content?.text ?? "";
      heard.thoughts += event.delta?.message?.content?.thinking ?? "";
    }
    if (event.type === "tool-plan-delta") heard.plan += event.delta?.message?.toolPlan ?? "";
    const call = event.type === "tool-call-start" ? event.delta?.message?.toolCalls : undefined;
    if (call) heard.calls.push({ id: call.id, name: call.function?.name ?? "", input: "" });
    if (event.type === "tool-call-delta") {
      heard.calls.at(-1)!.input += event.delta?.message?.toolCalls?.function?.arguments ?? "";
    }
    if (event.type !== "message-end") continue;
    heard.finish = event.delta?.finishReason;
    heard.usage = event.delta?.usage;
    if (event.delta?.error !== undefined) heard.error = event.delta.error;
  }
  return heard;
}

describe.each([false, true])("stream: %s", (stream) => {
  test("an answer is text; what is billed is less than what is read", async () => {
    const { client } = await open();
    const heard = await ask(client, { model, messages: hello }, stream);
    expect(heard.text).toMatch(/^\(simulated\) command-a-03-2025 here\. You said: "Hello there"/);
    expect(heard.finish).toBe("COMPLETE");
    const { billedUnits, tokens } = heard.usage ?? {};
    expect(tokens?.inputTokens).toBeGreaterThan(billedUnits?.inputTokens ?? Number.NaN);
    expect(tokens?.outputTokens).toBe(billedUnits?.outputTokens);
  });

  test("thoughts are told and billed", async () => {
    const { client } = await open();
    const thinking = { type: "enabled" as const, tokenBudget: 20 };
    const plain = await ask(client, { model, messages: hello, maxTokens: 400 }, stream);
    const heard = await ask(client, { model, messages: hello, maxTokens: 400, thinking }, stream);
    expect(heard.thoughts).toMatch(/^\(simulated\) I was asked/);
    expect(heard.text).toMatch(/^\(simulated\) command/);
    expect(plain.thoughts).toBe("");
  });

  test("tools are called in parallel with a plan, and answered in a second round", async () => {
    const { client } = await open();
    const question: Cohere.ChatMessageV2[] = [{ role: "user", content: "call get_weather and get_time" }];
    const { calls, plan, finish, text } = await ask(client, { model, messages: question, tools }, stream);
    expect(calls.map(({ name }) => name)).toEqual(["get_weather", "get_time"]);
    expect(JSON.parse(calls[0]?.input ?? "")).toEqual({ city: expect.any(String) });
    expect([finish, text]).toEqual(["TOOL_CALL", ""]);
    expect(plan).toBe("(simulated) I will use get_weather and get_time.");
    const toolCalls = calls.map(({ id, name, input }) => ({
      id,
      type: "function" as const,
      function: { name, arguments: input },
    }));
    const results = calls.map(
      ({ id }): Cohere.ChatMessageV2 => ({
        role: "tool",
        toolCallId: id,
        content: [{ type: "document", document: { data: { weather: "sunny" } } }],
      }),
    );
    const messages: Cohere.ChatMessageV2[] = [
      ...question,
      { role: "assistant", toolCalls, toolPlan: plan },
      ...results,
    ];
    const second = await ask(client, { model, messages, tools }, stream);
    expect(second.text).toMatch(/The tool said: "\{"weather":"sunny"\}"/);
    const both: Cohere.ChatMessageV2[] = [
      ...question,
      { role: "assistant", toolCalls, content: "Looking" },
      ...results,
    ];
    await expect(ask(client, { model, messages: both, tools }, stream)).rejects.toThrow(/both content and tool_calls/);
    await expect(ask(client, { model, messages: messages.slice(0, 3), tools }, stream)).rejects.toThrow(
      /without results/,
    );
  });

  test("a schema is followed, without tools beside it, and an image is seen", async () => {
    const { client } = await open();
    const responseFormat = { type: "json_object" as const, jsonSchema: city };
    const image = { type: "image_url" as const, imageUrl: { url: `data:image/png;base64,${pixel}` } };
    const messages: Cohere.ChatMessageV2[] = [{ role: "user", content: [{ type: "text", text: "Where?" }, image] }];
    const heard = await ask(client, { model, messages, responseFormat }, stream);
    expect(JSON.parse(heard.text)).toEqual({ city: expect.any(String) });
    expect(heard.usage?.billedUnits?.inputTokens).toBeGreaterThan(256);
    await expect(ask(client, { model, messages, responseFormat, tools }, stream)).rejects.toThrow(
      /not supported with tools/,
    );
  });

  test("errors are typed", async () => {
    const { client, simulator } = await open({ faults: [{ fault: "429" }] });
    const error: unknown = await ask(client, { model, messages: hello }, stream).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CohereError);
    expect(error).toMatchObject({ statusCode: 429, body: { message: expect.any(String), id: expect.any(String) } });
    await simulator.setFaults([]);
    const foreign = { model, messages: hello, n: 2 } as Cohere.V2ChatRequest;
    await expect(ask(client, foreign, stream)).rejects.toMatchObject({ statusCode: 422 });
  });

  test("a client that leaves ends its answer", async () => {
    const { client, simulator } = await open({ faults: [{ fault: "slow-first-token", value: 60_000 }] });
    const leave = new AbortController();
    const reading = ask(client, { model, messages: hello }, stream, leave.signal);
    const settled = reading.then(
      () => "whole",
      () => "left",
    );
    await vi.waitFor(() => expect(simulator.open).toBe(1));
    leave.abort();
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
    expect(await settled).toBe("left");
  });
});

test("an error inside a stream is the reason of its end; a stream that is cut throws", async () => {
  const { client, simulator } = await open({ faults: [{ fault: "error-event" }] });
  const heard = await ask(client, { model, messages: hello }, true);
  expect(heard).toMatchObject({ finish: "ERROR", error: expect.stringContaining("unavailable") });
  for (const fault of ["cut-stream", "malformed"] as const) {
    await simulator.setFaults([{ fault }]);
    await expect(ask(client, { model, messages: hello }, true)).rejects.toThrow();
  }
});

test("embeddings come in the forms that are wanted, for a purpose that is told, and the input is billed", async () => {
  const { client } = await open();
  const asked = {
    model: "embed-v4.0",
    texts: ["red signal", "green"],
    inputType: "search_query" as const,
    outputDimension: 256,
  };
  const { embeddings, meta } = await client.embed({ ...asked, embeddingTypes: ["float", "base64", "ubinary"] });
  expect(embeddings.float?.map((vector) => vector.length)).toEqual([256, 256]);
  const bytes = Buffer.from(embeddings.base64?.[0] ?? "", "base64");
  expect(bytes.readFloatLE(4)).toBeCloseTo(embeddings.float?.[0]?.[1] ?? Number.NaN, 6);
  expect(embeddings.ubinary?.[0]).toHaveLength(32);
  expect(meta?.billedUnits?.inputTokens).toBe(3);
  await expect(client.embed({ ...asked, texts: Array.from({ length: 97 }, () => "a") })).rejects.toMatchObject({
    statusCode: 400,
  });
});

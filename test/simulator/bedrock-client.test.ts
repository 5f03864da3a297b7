/** The service's own client, unmodified, talks to the simulator. */
import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  CountTokensCommand,
  InvokeModelCommand,
  type Message,
  ThrottlingException,
  ValidationException,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { describe, expect, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

const modelId = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a secret of the test" };
const says = (text: string): Message[] => [{ role: "user", content: [{ text }] }];
const hello = { modelId, messages: says("Hello there") };

const json = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const weather = { toolSpec: { name: "get_weather", inputSchema: { json } } };
const clock = { toolSpec: { name: "get_time", inputSchema: { json: { type: "object", properties: {} } } } };
const toolConfig = { tools: [weather, clock] };

interface Opened {
  client: BedrockRuntimeClient;
  simulator: Simulator;
}

async function open(options: Partial<SimulatorOptions> = {}, config: BedrockRuntimeClientConfig = {}): Promise<Opened> {
  const simulator = await start({ dialect: "bedrock-converse", ...options });
  const client = new BedrockRuntimeClient({
    region: "eu-central-1",
    endpoint: simulator.url,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
    ...config,
  });
  return { client, simulator };
}

async function collect({
  stream,
}: {
  stream?: AsyncIterable<ConverseStreamOutput> | undefined;
}): Promise<ConverseStreamOutput[]> {
  const events: ConverseStreamOutput[] = [];
  for await (const event of stream ?? []) events.push(event);
  return events;
}

/** A stream put together as the API says that it is. */
async function streamed(
  client: BedrockRuntimeClient,
  input: ConverseCommandInput,
): Promise<Pick<ConverseCommandOutput, "usage" | "stopReason"> & { content: ContentBlock[] }> {
  const events = await collect(await client.send(new ConverseStreamCommand(input)));
  const blocks: {
    text: string;
    thoughts: string;
    signature: string;
    input: string;
    use?: { toolUseId: string | undefined; name: string | undefined };
  }[] = [];
  const at = (index = 0) => (blocks[index] ??= { text: "", thoughts: "", signature: "", input: "" });
  for (const { contentBlockStart, contentBlockDelta } of events) {
    if (contentBlockStart?.start?.toolUse)
      at(contentBlockStart.contentBlockIndex).use = contentBlockStart.start.toolUse as never;
    const { delta, contentBlockIndex } = contentBlockDelta ?? {};
    if (!delta) continue;
    const block = at(contentBlockIndex);
    block.text += delta.text ?? "";
    block.input += delta.toolUse?.input ?? "";
    block.thoughts += delta.reasoningContent?.text ?? "";
    block.signature += delta.reasoningContent?.signature ?? "";
  }
  const content = blocks.map((block): ContentBlock => {
    if (block.use) return { toolUse: { ...block.use, input: JSON.parse(block.input) } };
    if (block.signature === "") return { text: block.text };
    return { reasoningContent: { reasoningText: { text: block.thoughts, signature: block.signature } } };
  });
  return {
    content,
    stopReason: events.find((event) => event.messageStop)?.messageStop?.stopReason,
    usage: events.at(-1)?.metadata?.usage,
  };
}

async function answered(
  client: BedrockRuntimeClient,
  input: ConverseCommandInput,
  stream: boolean,
): ReturnType<typeof streamed> {
  if (stream) return streamed(client, input);
  const { output, stopReason, usage } = await client.send(new ConverseCommand(input));
  return { content: output?.message?.content ?? [], stopReason, usage };
}

describe("an answer", () => {
  test("is text, whole and streamed, with the same words and the same bill", async () => {
    const { client } = await open();
    const whole = await answered(client, hello, false);
    expect(whole.content[0]?.text).toMatch(
      /^\(simulated\) anthropic\.claude-sonnet-4-5-20250929-v1:0 here\. You said: "Hello there"/,
    );
    expect(whole.stopReason).toBe("end_turn");
    expect(await streamed(client, hello)).toEqual(whole);
    const { inputTokens = 0, outputTokens = 0, totalTokens } = whole.usage ?? {};
    expect(totalTokens).toBe(inputTokens + outputTokens);
  });

  test("sees an image, and follows a schema that comes as a text", async () => {
    const { client } = await open();
    const image = { format: "png" as const, source: { bytes: Buffer.from(pixel, "base64") } };
    const seen = await answered(
      client,
      { modelId, messages: [{ role: "user", content: [{ text: "What?" }, { image }] }] },
      false,
    );
    expect(seen.usage?.inputTokens).toBeGreaterThan(1500);
    const structure = { jsonSchema: { schema: JSON.stringify(json), name: "place" } };
    const outputConfig = { textFormat: { type: "json_schema" as const, structure } };
    const told = await answered(client, { ...hello, outputConfig }, true);
    expect(JSON.parse(told.content[0]?.text ?? "")).toEqual({ city: expect.any(String) });
  });

  test("that was asked before is read from the cache up to its cache point, beside the input's tokens", async () => {
    const { client } = await open();
    const system = [{ text: "lever ".repeat(1500) }, { cachePoint: { type: "default" as const } }];
    const first = (await answered(client, { ...hello, system }, false)).usage;
    const second = (await answered(client, { ...hello, system }, true)).usage;
    expect(first?.cacheWriteInputTokens).toBeGreaterThan(1500);
    expect(second).toMatchObject({ cacheReadInputTokens: first?.cacheWriteInputTokens, cacheWriteInputTokens: 0 });
    expect(second?.inputTokens).toBeLessThan(100);
    expect(second?.totalTokens).toBe(first?.totalTokens);
  });
});

describe.each([false, true])("tools, stream: %s", (stream) => {
  test("are called in parallel and answered in a second round", async () => {
    const { client } = await open();
    const question = says("call get_weather and get_time");
    const { content, stopReason } = await answered(client, { modelId, messages: question, toolConfig }, stream);
    expect(stopReason).toBe("tool_use");
    expect(content.map(({ toolUse }) => toolUse?.name)).toEqual(["get_weather", "get_time"]);
    expect(content[0]?.toolUse?.input).toEqual({ city: expect.any(String) });
    const results = content.map(({ toolUse }) => ({
      toolResult: { toolUseId: toolUse?.toolUseId, content: [{ text: "sunny" }] },
    }));
    const messages = [
      ...question,
      { role: "assistant" as const, content },
      { role: "user" as const, content: results },
    ];
    const second = await answered(client, { modelId, messages, toolConfig }, stream);
    expect(second.content[0]?.text).toMatch(/The tool said: "sunny"/);
    await expect(answered(client, { modelId, messages }, stream)).rejects.toThrow(/toolConfig field must be defined/);
    const half = [...messages.slice(0, 2), { role: "user" as const, content: results.slice(0, 1) }];
    await expect(answered(client, { modelId, messages: half, toolConfig }, stream)).rejects.toThrow(
      /Expected toolResult blocks at messages\.2/,
    );
  });

  test("with thoughts need the thoughts back as they were", async () => {
    const { client } = await open();
    const thinking = { additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } } };
    const asked = { modelId, toolConfig, inferenceConfig: { maxTokens: 4000 }, ...thinking };
    const question = says("call get_time");
    const { content } = await answered(client, { ...asked, messages: question }, stream);
    expect(content[0]?.reasoningContent?.reasoningText?.text).toMatch(/^\(simulated\) I was asked/);
    const toolResult = { toolUseId: content[1]?.toolUse?.toolUseId, content: [{ json: { time: "noon" } }] };
    const history = (blocks: ContentBlock[]): Message[] => [
      ...question,
      { role: "assistant", content: blocks },
      { role: "user", content: [{ toolResult }] },
    ];
    const second = await answered(client, { ...asked, messages: history(content) }, stream);
    expect(second.content.at(-1)?.text).toMatch(/noon/);
    await expect(answered(client, { ...asked, messages: history(content.slice(1)) }, stream)).rejects.toThrow(
      /must start with a thinking block/,
    );
    const altered = {
      reasoningContent: {
        reasoningText: { text: "other", signature: content[0]?.reasoningContent?.reasoningText?.signature },
      },
    };
    await expect(
      answered(client, { ...asked, messages: history([altered, ...content.slice(1)]) }, stream),
    ).rejects.toThrow(/Invalid `signature`/);
  });
});

describe("who asks", () => {
  test("is known by a signature over the whole request, or by a bearer key", async () => {
    const pair = `${credentials.accessKeyId}:${credentials.secretAccessKey}`;
    const { client, simulator } = await open({ keys: [pair, "a-bearer-key"] });
    const arn =
      "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    expect((await answered(client, { ...hello, modelId: arn }, true)).stopReason).toBe("end_turn");
    const endpoint = {
      endpoint: simulator.url,
      region: "eu-central-1",
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler(),
    };
    const other = new BedrockRuntimeClient({
      ...endpoint,
      credentials: { ...credentials, secretAccessKey: "another" },
    });
    await expect(answered(other, hello, false)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    const bearer = new BedrockRuntimeClient({
      ...endpoint,
      token: { token: "a-bearer-key" },
      authSchemePreference: ["httpBearerAuth"],
    });
    expect((await answered(bearer, hello, false)).stopReason).toBe("end_turn");
  });
});

test("tokens are counted as an answer bills them", async () => {
  const { client } = await open();
  const counted = await client.send(
    new CountTokensCommand({ modelId, input: { converse: { messages: says("Hello there") } } }),
  );
  expect(counted.inputTokens).toBe((await answered(client, hello, false)).usage?.inputTokens);
});

describe("embedding models are invoked", () => {
  async function invoke(model: string, body: object): Promise<Record<string, unknown>> {
    const { client } = await open();
    const { body: bytes } = await client.send(
      new InvokeModelCommand({ modelId: model, body: JSON.stringify(body), contentType: "application/json" }),
    );
    return JSON.parse(bytes.transformToString()) as Record<string, unknown>;
  }

  test("with one text", async () => {
    const answer = await invoke("amazon.titan-embed-text-v2:0", { inputText: "red signal", dimensions: 256 });
    expect(answer).toMatchObject({ embedding: { length: 256 }, inputTextTokenCount: 2 });
    const nova = {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: { embeddingPurpose: "GENERIC_INDEX", text: { truncationMode: "END", value: "red" } },
    };
    expect(await invoke("amazon.nova-2-multimodal-embeddings-v1:0", nova)).toMatchObject({
      embeddings: [{ embedding: { length: 3072 } }],
    });
  });

  test("with several, whose purpose must be told", async () => {
    const texts = ["red", "green"];
    const answer = await invoke("cohere.embed-english-v3", { texts, input_type: "search_query" });
    expect(answer).toMatchObject({
      response_type: "embeddings_floats",
      embeddings: [{ length: 1024 }, { length: 1024 }],
    });
    await expect(invoke("cohere.embed-english-v3", { texts })).rejects.toThrow(/required key \[input_type\] not found/);
  });
});

describe("errors", () => {
  test("are typed", async () => {
    const { client, simulator } = await open({ faults: [{ fault: "429" }] });
    await expect(answered(client, hello, false)).rejects.toBeInstanceOf(ThrottlingException);
    await simulator.setFaults([]);
    const blank = { modelId, messages: says("  ") };
    const error: unknown = await answered(client, blank, true).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ValidationException);
    expect((error as Error).message).toMatch(
      /The text field in the ContentBlock object at messages\.0\.content\.0 is blank/,
    );
  });

  test("inside a stream, and streams that are cut or broken, are noticed", async () => {
    const { client, simulator } = await open({ faults: [{ fault: "error-event" }] });
    await expect(streamed(client, hello)).rejects.toMatchObject({ name: "ServiceUnavailableException" });
    await simulator.setFaults([{ fault: "cut-stream" }]);
    await expect(streamed(client, hello)).rejects.toThrow();
    await simulator.setFaults([{ fault: "malformed" }]);
    await expect(streamed(client, hello)).rejects.toThrow();
  });
});

test("a client that leaves ends its answer", async () => {
  const { client, simulator } = await open({ tokensPerSecond: 20 });
  const leave = new AbortController();
  const answer = await client.send(new ConverseStreamCommand(hello), { abortSignal: leave.signal });
  const reading = collect(answer);
  leave.abort();
  await expect(reading).rejects.toThrow();
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
});

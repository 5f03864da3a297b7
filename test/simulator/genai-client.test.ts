/** The API's own client, unmodified, talks to the simulator. */
import {
  ApiError,
  FunctionCallingConfigMode,
  type GenerateContentResponse,
  GoogleGenAI,
  ThinkingLevel,
  Type,
} from "@google/genai";
import { describe, expect, test, vi } from "vitest";
import type { FaultSchedule } from "../../simulator/faults.ts";
import type { Simulator } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

const model = "gemini-2.5-flash";
const newer = "gemini-3-pro-preview";
const contents = "Hello there";

const city = { type: Type.OBJECT, properties: { city: { type: Type.STRING } }, required: ["city"] };
const weather = { name: "get_weather", description: "The weather", parameters: city };
const clock = {
  name: "get_time",
  parametersJsonSchema: { type: "object", properties: {}, additionalProperties: false },
};
const config = { tools: [{ functionDeclarations: [weather, clock] }] };

async function open(faults: FaultSchedule = []): Promise<{ client: GoogleGenAI; simulator: Simulator }> {
  const simulator = await start({ dialect: "gemini", faults });
  const httpOptions = { baseUrl: simulator.url, retryOptions: { attempts: 1 } };
  return { client: new GoogleGenAI({ apiKey: "test-key", httpOptions }), simulator };
}

async function collect(stream: AsyncIterable<GenerateContentResponse>): Promise<GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe("an answer", () => {
  test("is text, whole and streamed, with the same words and the same bill", async () => {
    const { client } = await open();
    const whole = await client.models.generateContent({ model, contents });
    expect(whole.text).toMatch(/^\(simulated\) gemini-2\.5-flash here\. You said: "Hello there"/);
    expect(whole.candidates?.[0]?.finishReason).toBe("STOP");
    const chunks = await collect(await client.models.generateContentStream({ model, contents }));
    expect(chunks.map((chunk) => chunk.text ?? "").join("")).toBe(whole.text);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe("STOP");
    expect(chunks.at(-1)?.usageMetadata).toEqual(whole.usageMetadata);
    expect(chunks.filter((chunk) => chunk.candidates?.[0]?.finishReason)).toHaveLength(1);
  });

  test("has as many candidates as are wanted, and thoughts beside what the candidates cost", async () => {
    const { client } = await open();
    const { candidates, usageMetadata } = await client.models.generateContent({
      model,
      contents,
      config: { candidateCount: 2 },
    });
    expect(candidates?.map(({ index }) => index)).toEqual([0, 1]);
    const {
      promptTokenCount = 0,
      candidatesTokenCount = 0,
      thoughtsTokenCount = 0,
      totalTokenCount,
    } = usageMetadata ?? {};
    expect(thoughtsTokenCount).toBeGreaterThan(0);
    expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount + thoughtsTokenCount);
  });

  test("sees an image, and follows a schema", async () => {
    const { client } = await open();
    const parts = [{ text: "What is this?" }, { inlineData: { mimeType: "image/png", data: pixel } }];
    const seen = await client.models.generateContent({ model, contents: [{ role: "user", parts }] });
    expect(seen.usageMetadata?.promptTokenCount).toBeGreaterThan(258);
    const json = { responseMimeType: "application/json", responseSchema: city };
    const told = await client.models.generateContent({ model, contents, config: json });
    expect(JSON.parse(told.text ?? "")).toEqual({ city: expect.any(String) });
  });

  test("that was asked before comes from the cache, inside the prompt's tokens", async () => {
    const { client } = await open();
    const long = { model, contents: `Say it again. ${"lever ".repeat(1500)}` };
    expect((await client.models.generateContent(long)).usageMetadata?.cachedContentTokenCount).toBeUndefined();
    const { usageMetadata } = await client.models.generateContent(long);
    expect(usageMetadata?.cachedContentTokenCount).toBe(usageMetadata?.promptTokenCount);
  });
});

describe("functions", () => {
  test.each([false, true])("are called in parallel and answered in a second round (stream: %s)", async (stream) => {
    const { client } = await open();
    const ask = async (history: object[]): Promise<GenerateContentResponse[]> => {
      const asked = { model: newer, contents: history, config };
      return stream
        ? collect(await client.models.generateContentStream(asked))
        : [await client.models.generateContent(asked)];
    };
    const question = { role: "user", parts: [{ text: "call get_weather and get_time" }] };
    const chunks = await ask([question]);
    const calls = chunks.flatMap((chunk) => chunk.functionCalls ?? []);
    expect(calls.map(({ name }) => name)).toEqual(["get_weather", "get_time"]);
    expect(calls[0]?.args).toEqual({ city: expect.any(String) });
    const parts = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
    const called = parts.filter((part) => part.functionCall);
    expect(called.map((part) => typeof part.thoughtSignature)).toEqual(["string", "undefined"]);
    const results = calls.map(({ id, name }) => ({ functionResponse: { id, name, response: { output: "sunny" } } }));
    const told = await ask([question, { role: "model", parts: called }, { role: "user", parts: results }]);
    expect(told.map((chunk) => chunk.text ?? "").join("")).toMatch(/The tool said: "sunny"/);
  });

  test("are called when the mode demands one, and then one of those that are allowed", async () => {
    const { client } = await open();
    const toolConfig = {
      functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ["get_time"] },
    };
    const answer = await client.models.generateContent({ model, contents, config: { ...config, toolConfig } });
    expect(answer.functionCalls?.map(({ name }) => name)).toEqual(["get_time"]);
  });

  test("of a newer model need the signature that came with the first call; older ones do not ask for it", async () => {
    const { client } = await open();
    const history = (thoughtSignature?: string) => [
      { role: "user", parts: [{ text: "call get_time" }] },
      {
        role: "model",
        parts: [{ functionCall: { name: "get_time", args: {} }, ...(thoughtSignature && { thoughtSignature }) }],
      },
      { role: "user", parts: [{ functionResponse: { name: "get_time", response: { output: "noon" } } }] },
    ];
    const ask = (name: string, signature?: string) =>
      client.models.generateContent({ model: name, contents: history(signature), config });
    await expect(ask(newer)).rejects.toThrow(/missing a thought_signature .*`default_api:get_time` , position 2/);
    await expect(ask(newer, "AAAA")).rejects.toThrow(/Corrupted thought signature/);
    expect((await ask(newer, "skip_thought_signature_validator")).text).toMatch(/noon/);
    expect((await ask(model)).text).toMatch(/noon/);
  });
});

describe("thoughts", () => {
  test.each([false, true])("are told when they are wanted, and billed in any case (stream: %s)", async (stream) => {
    const { client } = await open();
    const thinkingConfig = { includeThoughts: true, thinkingLevel: ThinkingLevel.LOW };
    const asked = { model: newer, contents, config: { thinkingConfig } };
    const chunks = stream
      ? await collect(await client.models.generateContentStream(asked))
      : [await client.models.generateContent(asked)];
    const parts = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
    expect(
      parts
        .filter((part) => part.thought)
        .map((part) => part.text)
        .join(""),
    ).toMatch(/^\(simulated\) I was asked/);
    expect(parts.at(-1)?.thoughtSignature).toMatch(/^[\w+/]{20,}=*$/);
    expect(chunks.at(-1)?.usageMetadata?.thoughtsTokenCount).toBe(16);
    const silent = await client.models.generateContent({ model: newer, contents });
    expect(silent.candidates?.[0]?.content?.parts?.some((part) => part.thought)).toBe(false);
    expect(silent.usageMetadata?.thoughtsTokenCount).toBeGreaterThan(16);
  });

  test("can be switched off where the model can, and count against the limit", async () => {
    const { client } = await open();
    const off = { thinkingConfig: { thinkingBudget: 0 } };
    const answer = await client.models.generateContent({ model, contents, config: off });
    expect(answer.usageMetadata?.thoughtsTokenCount).toBeUndefined();
    await expect(client.models.generateContent({ model: "gemini-2.5-pro", contents, config: off })).rejects.toThrow(
      /only works in thinking mode/,
    );
    const short = await client.models.generateContent({ model, contents, config: { maxOutputTokens: 5 } });
    expect(short.candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
    expect(short.text ?? "").toBe("");
    expect(short.usageMetadata?.thoughtsTokenCount).toBe(5);
  });
});

test("a key may stand in the address, where it is not recorded, and one that is not accepted is a bad request", async () => {
  const simulator = await start({ dialect: "gemini", keys: ["right"] });
  const ask = (key: string) => {
    const url = `${simulator.url}/v1beta/models/${model}:generateContent?key=${key}&alt=json`;
    return fetch(url, { method: "POST", body: JSON.stringify({ contents: [{ parts: [{ text: contents }] }] }) });
  };
  expect((await ask("right")).status).toBe(200);
  const refused = await ask("wrong");
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { details: [{ reason: "API_KEY_INVALID" }] } });
  expect(simulator.requests.map(({ path }) => path)).toEqual(
    Array.from({ length: 2 }, () => `/v1beta/models/${model}:generateContent?key=(redacted)&alt=json`),
  );
});

test("tokens are counted as an answer bills them", async () => {
  const { client } = await open();
  const { totalTokens } = await client.models.countTokens({ model, contents });
  const { usageMetadata } = await client.models.generateContent({ model, contents });
  expect(totalTokens).toBe(usageMetadata?.promptTokenCount);
});

test("embeddings come one for each text, as long as is asked, nearer where the words are the same", async () => {
  const { client } = await open();
  const texts = ["red signal", "red lever", "green river bank"];
  const asked = { model: "gemini-embedding-001", contents: texts, config: { outputDimensionality: 256 } };
  const { embeddings = [] } = await client.models.embedContent(asked);
  const [first = [], near = [], far = []] = embeddings.map(({ values }) => values ?? []);
  expect([first.length, near.length, far.length]).toEqual([256, 256, 256]);
  const dot = (one: number[], other: number[]) => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  expect(dot(first, first)).toBeCloseTo(1, 4);
  expect(dot(first, near)).toBeGreaterThan(dot(first, far));
});

describe("errors", () => {
  test("are typed, with their status and their details", async () => {
    const { client } = await open([{ fault: "429", value: 41 }]);
    const error: unknown = await client.models.generateContent({ model, contents }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).status).toBe(429);
    const told = JSON.parse((error as ApiError).message) as { error: { status: string; details: object[] } };
    expect(told.error.status).toBe("RESOURCE_EXHAUSTED");
    expect(told.error.details).toContainEqual({
      "@type": "type.googleapis.com/google.rpc.RetryInfo",
      retryDelay: "41s",
    });
  });

  test("inside a stream, and streams that are cut or broken, are noticed", async () => {
    const { client, simulator } = await open([{ fault: "error-event" }]);
    const ask = async () => collect(await client.models.generateContentStream({ model, contents }));
    await expect(ask()).rejects.toThrow(/UNAVAILABLE/);
    await simulator.setFaults([{ fault: "cut-stream" }]);
    await expect(ask()).rejects.toThrow();
    await simulator.setFaults([{ fault: "malformed" }]);
    await expect(ask()).rejects.toThrow();
  });

  test.each([false, true])("are none where the filter blocks the prompt (stream: %s)", async (stream) => {
    const { client } = await open([{ fault: "400-content-filter" }]);
    const [answer] = stream
      ? await collect(await client.models.generateContentStream({ model, contents }))
      : [await client.models.generateContent({ model, contents })];
    expect(answer?.promptFeedback?.blockReason).toBe("PROHIBITED_CONTENT");
    expect(answer?.candidates).toBeUndefined();
  });
});

test("a client that leaves ends its answer", async () => {
  const simulator = await start({ dialect: "gemini", tokensPerSecond: 20 });
  const client = new GoogleGenAI({ apiKey: "test-key", httpOptions: { baseUrl: simulator.url } });
  const leave = new AbortController();
  const config = { abortSignal: leave.signal };
  const reading = collect(await client.models.generateContentStream({ model, contents, config }));
  leave.abort();
  await expect(reading).rejects.toThrow();
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
});

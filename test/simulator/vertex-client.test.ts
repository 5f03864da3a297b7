/** The API's own client, set to the cloud, unmodified, talks to the simulator. */
import { ApiError, type GenerateContentResponse, GoogleGenAI } from "@google/genai";
import { OAuth2Client } from "google-auth-library";
import { describe, expect, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

const model = "gemini-3-flash-preview";
const contents = "Hello there";
const weather = {
  name: "get_weather",
  parametersJsonSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const clock = { name: "get_time" };
const config = { tools: [{ functionDeclarations: [weather, clock] }] };

async function open(options: Partial<SimulatorOptions> = {}): Promise<{ client: GoogleGenAI; simulator: Simulator }> {
  const simulator = await start({ dialect: "vertex", ...options });
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "ya29.token" });
  const client = new GoogleGenAI({
    vertexai: true,
    project: "a-project",
    location: "europe-west4",
    googleAuthOptions: { authClient },
    httpOptions: { baseUrl: simulator.url, retryOptions: { attempts: 1 } },
  });
  return { client, simulator };
}

async function ask(
  client: GoogleGenAI,
  asked: Parameters<GoogleGenAI["models"]["generateContent"]>[0],
  stream: boolean,
): Promise<GenerateContentResponse[]> {
  if (!stream) return [await client.models.generateContent(asked)];
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of await client.models.generateContentStream(asked)) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly GenerateContentResponse[]) => chunks.map((chunk) => chunk.text ?? "").join("");

describe.each([false, true])("stream: %s", (stream) => {
  test("the client gets text, with thoughts beside what the candidates cost", async () => {
    const { client, simulator } = await open();
    const chunks = await ask(
      client,
      { model, contents, config: { thinkingConfig: { includeThoughts: true } } },
      stream,
    );
    expect(textOf(chunks)).toMatch(/^\(simulated\) gemini-3-flash-preview here\. You said: "Hello there"/);
    const {
      promptTokenCount = 0,
      candidatesTokenCount = 0,
      thoughtsTokenCount = 0,
      totalTokenCount,
    } = chunks.at(-1)?.usageMetadata ?? {};
    expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount + thoughtsTokenCount);
    expect(simulator.requests[0]?.path).toMatch(
      /^\/v1(beta1)?\/projects\/a-project\/locations\/europe-west4\/publishers\/google\/models/,
    );
  });

  test("functions are called in parallel, without ids, and answered in a second round with the signature", async () => {
    const { client } = await open();
    const question = { role: "user", parts: [{ text: "call get_weather and get_time" }] };
    const chunks = await ask(client, { model, contents: [question], config }, stream);
    const parts = chunks
      .flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? [])
      .filter((part) => part.functionCall);
    expect(parts.map(({ functionCall }) => [functionCall?.name, functionCall?.id])).toEqual([
      ["get_weather", undefined],
      ["get_time", undefined],
    ]);
    const results = parts.map(({ functionCall }) => ({
      functionResponse: { name: functionCall?.name ?? "", response: { output: "sunny" } },
    }));
    const history = [question, { role: "model", parts }, { role: "user", parts: results }];
    expect(textOf(await ask(client, { model, contents: history, config }, stream))).toMatch(/The tool said: "sunny"/);
    const withIds = parts.map((part) => ({ ...part, functionCall: { ...part.functionCall, id: "one" } }));
    const refused = ask(
      client,
      { model, contents: [question, { role: "model", parts: withIds }, { role: "user", parts: results }], config },
      stream,
    );
    await expect(refused).rejects.toThrow(/Unknown name \\?"id\\?" at 'contents\[1\]\.parts\[0\]\.function_call'/);
  });

  test("images are seen, also from storage, and schemas are followed beside functions", async () => {
    const { client } = await open();
    const images = [
      { inlineData: { mimeType: "image/png", data: pixel } },
      { fileData: { mimeType: "image/png", fileUri: "gs://bucket/a.png" } },
    ];
    const asked = { model, contents: [{ role: "user", parts: [{ text: "What is this?" }, ...images] }] };
    const json = { ...config, responseMimeType: "application/json", responseJsonSchema: weather.parametersJsonSchema };
    const chunks = await ask(client, { ...asked, config: json }, stream);
    expect(JSON.parse(textOf(chunks))).toEqual({ city: expect.any(String) });
    expect(chunks.at(-1)?.usageMetadata?.promptTokenCount).toBeGreaterThan(2 * 258);
  });

  test("errors are typed", async () => {
    const { client } = await open({ faults: [{ fault: "429" }] });
    const error: unknown = await ask(client, { model, contents }, stream).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 429, message: expect.stringContaining("RESOURCE_EXHAUSTED") });
  });
});

test("a token that is not accepted is an error of authentication", async () => {
  const { client } = await open({ keys: ["ya29.another"] });
  await expect(client.models.generateContent({ model, contents })).rejects.toMatchObject({ status: 401 });
});

test("tokens are counted as an answer bills them", async () => {
  const { client } = await open();
  const { totalTokens } = await client.models.countTokens({ model, contents });
  const { usageMetadata } = await client.models.generateContent({ model, contents });
  expect(totalTokens).toBe(usageMetadata?.promptTokenCount);
});

test("embeddings come by prediction, several at once of older models, and one by content of newer ones", async () => {
  const { client } = await open();
  const older = await client.models.embedContent({ model: "text-embedding-005", contents: ["red signal", "green"] });
  expect(older.embeddings).toMatchObject([
    { values: { length: 768 }, statistics: { tokenCount: 2 } },
    { values: { length: 768 }, statistics: { tokenCount: 1 } },
  ]);
  const asked = { model: "gemini-embedding-001", contents: ["red", "green"] };
  await expect(client.models.embedContent(asked)).rejects.toThrow(/maximum of 1 instance/);
  const newer = await client.models.embedContent({
    model: "gemini-embedding-2",
    contents: "red signal",
    config: { outputDimensionality: 128 },
  });
  expect(newer.embeddings).toMatchObject([{ values: { length: 128 }, statistics: { tokenCount: 2 } }]);
});

test("streams that fail, are cut or broken are noticed", async () => {
  const { client, simulator } = await open();
  for (const fault of ["error-event", "cut-stream", "malformed"] as const) {
    await simulator.setFaults([{ fault }]);
    await expect(ask(client, { model, contents }, true)).rejects.toThrow();
  }
});

test("a client that leaves ends its answer", async () => {
  const { client, simulator } = await open({ faults: [{ fault: "slow-first-token", value: 60_000 }] });
  const leave = new AbortController();
  const reading = ask(client, { model, contents, config: { abortSignal: leave.signal } }, true);
  await vi.waitFor(() => expect(simulator.open).toBe(1));
  leave.abort();
  await expect(reading).rejects.toThrow();
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
});

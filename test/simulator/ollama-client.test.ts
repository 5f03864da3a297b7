/** The project's own client, unmodified, talks to the simulator. */
import { type ChatRequest, type ChatResponse, type Message, Ollama } from "ollama";
import { describe, expect, test, vi } from "vitest";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { start } from "./ask.ts";
import { pixel } from "./pixel.ts";

const model = "llama3.3";
const hello: Message[] = [{ role: "user", content: "Hello there" }];
const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tools = [
  { type: "function", function: { name: "get_weather", parameters: city } },
  { type: "function", function: { name: "get_time", parameters: { type: "object", properties: {} } } },
] as NonNullable<ChatRequest["tools"]>;

async function open(options: Partial<SimulatorOptions> = {}): Promise<{ client: Ollama; simulator: Simulator }> {
  const simulator = await start({ dialect: "ollama", ...options });
  return { client: new Ollama({ host: simulator.url }), simulator };
}

/** The answer; of a stream what its lines are together. */
async function ask(client: Ollama, asked: Omit<ChatRequest, "stream">, stream: boolean): Promise<ChatResponse> {
  if (!stream) return client.chat({ ...asked, stream: false });
  let heard: ChatResponse | undefined;
  for await (const line of await client.chat({ ...asked, stream: true })) {
    const before: Message = heard?.message ?? { role: "assistant", content: "" };
    const thinking = (before.thinking ?? "") + (line.message.thinking ?? "");
    const calls = [...(before.tool_calls ?? []), ...(line.message.tool_calls ?? [])];
    const message = { role: "assistant", content: before.content + line.message.content };
    heard = {
      ...line,
      message: { ...message, ...(thinking && { thinking }), ...(calls.length > 0 && { tool_calls: calls }) },
    };
  }
  return heard!;
}

describe.each([false, true])("stream: %s", (stream) => {
  test("an answer is text, without a key, and is counted", async () => {
    const { client } = await open();
    const heard = await ask(client, { model, messages: hello }, stream);
    expect(heard.message.content).toMatch(/^\(simulated\) llama3\.3 here\. You said: "Hello there"/);
    expect(heard).toMatchObject({ done: true, done_reason: "stop", eval_count: expect.any(Number) });
    const short = await ask(client, { model, messages: hello, options: { num_predict: 7 } }, stream);
    expect(short).toMatchObject({ done_reason: "length", eval_count: 7 });
  });

  test("a model thinks when it is told to, and counts that", async () => {
    const { client } = await open();
    const [silent, heard] = [false, true].map((think) =>
      ask(client, { model: "qwen3", messages: hello, think }, stream),
    );
    expect((await silent)?.message.thinking).toBeUndefined();
    expect((await heard)?.message.thinking).toMatch(/^\(simulated\) I was asked/);
    expect((await heard)?.eval_count).toBeGreaterThan((await silent)?.eval_count ?? Number.NaN);
  });

  test("tools are called in parallel with objects as arguments, and answered in a second round", async () => {
    const { client } = await open();
    const question: Message[] = [{ role: "user", content: "call get_weather and get_time" }];
    const { message, done_reason } = await ask(client, { model, messages: question, tools }, stream);
    expect(message.tool_calls?.map((call) => call.function.name)).toEqual(["get_weather", "get_time"]);
    expect(message.tool_calls?.[0]?.function.arguments).toEqual({ city: expect.any(String) });
    expect(done_reason).toBe("stop");
    const results = ["get_weather", "get_time"].map((name) => ({ role: "tool", tool_name: name, content: "sunny" }));
    const second = await ask(client, { model, messages: [...question, message, ...results], tools }, stream);
    expect(second.message.content).toMatch(/The tool said: "sunny"/);
    const text = {
      ...message,
      tool_calls: [{ function: { name: "get_time", arguments: "{}" } }],
    } as unknown as Message;
    await expect(ask(client, { model, messages: [...question, text], tools }, stream)).rejects.toThrow(
      /cannot unmarshal string/,
    );
  });

  test("a schema is followed and an image is seen, which is base64 and nothing before it", async () => {
    const { client } = await open();
    const heard = await ask(client, { model, messages: [{ ...hello[0]!, images: [pixel] }], format: city }, stream);
    expect(JSON.parse(heard.message.content)).toEqual({ city: expect.any(String) });
    expect(heard.prompt_eval_count).toBeGreaterThan(256);
    const uri = [{ ...hello[0]!, images: [`data:image/png;base64,${pixel}`] }];
    await expect(ask(client, { model, messages: uri }, stream)).rejects.toThrow(/illegal base64 data at input byte 4/);
  });

  test("a prompt that is longer than the window is cut without an error", async () => {
    const { client } = await open();
    const messages = [{ role: "user", content: "lever ".repeat(3000) }];
    const heard = await ask(client, { model, messages, options: { num_ctx: 2048 } }, stream);
    expect(heard.prompt_eval_count).toBe(2048);
  });

  test("errors have their status and their words", async () => {
    const { client } = await open({ faults: [{ fault: "404" }] });
    const error: unknown = await ask(client, { model, messages: hello }, stream).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "ResponseError", status_code: 404, error: expect.stringContaining(model) });
  });
});

test("an error inside a stream, and a stream that is cut, throws; a line that is broken is lost to this client", async () => {
  const { client, simulator } = await open();
  for (const fault of ["error-event", "cut-stream"] as const) {
    await simulator.setFaults([{ fault }]);
    await expect(ask(client, { model, messages: hello }, true)).rejects.toThrow();
  }
  await simulator.setFaults([]);
  const whole = await ask(client, { model, messages: hello }, true);
  await simulator.setFaults([{ fault: "malformed", value: 0 }]);
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const lost = await ask(client, { model, messages: hello }, true);
  expect(warned).toHaveBeenCalledTimes(1);
  expect(whole.message.content).toBe(`(${lost.message.content}`);
  warned.mockRestore();
});

test("a client that leaves ends its answer", async () => {
  const { client, simulator } = await open({ tokensPerSecond: 20 });
  const stream = await client.chat({ model, messages: hello, stream: true });
  stream.abort();
  await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
});

test("embeddings come one for each text, as long as is asked", async () => {
  const { client } = await open();
  const asked = { model: "nomic-embed-text", input: ["red signal", "green"], dimensions: 64 };
  const { embeddings, prompt_eval_count } = await client.embed(asked);
  expect(embeddings.map((vector) => vector.length)).toEqual([64, 64]);
  expect(prompt_eval_count).toBe(3);
  const long = { model: "nomic-embed-text", input: "lever ".repeat(5000), truncate: false };
  await expect(client.embed(long)).rejects.toThrow(/exceeds the context length/);
});

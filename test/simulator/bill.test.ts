/** A bill says what the answers themselves say of their usage, and of those that nobody read, what was made. */
import { expect, test, vi } from "vitest";
import type { BillLine } from "../../simulator/bill.ts";
import type { Simulator, SimulatorOptions } from "../../simulator/start-simulator.ts";
import { type SimulatorDialect, simulatorDialects } from "../../simulator/wires.ts";
import { ask, says, start } from "./ask.ts";
import { speak, spoken } from "./spoken.ts";

async function billed(options: SimulatorOptions): Promise<{ simulator: Simulator; lines: BillLine[] }> {
  const lines: BillLine[] = [];
  return { simulator: await start({ ...options, bill: (line) => void lines.push(line) }), lines };
}

/** Of one prompt that nothing of is in a cache: the figures of its usage, input before output. */
const figures: Readonly<Record<SimulatorDialect, readonly RegExp[]>> = {
  openai: [/"prompt_tokens":(\d+)/, /"completion_tokens":(\d+)/],
  "openai-responses": [/"input_tokens":(\d+)/, /"output_tokens":(\d+)/],
  "azure-openai": [/"prompt_tokens":(\d+)/, /"completion_tokens":(\d+)/],
  anthropic: [/"input_tokens":(\d+)/, /"output_tokens":(\d+)/],
  gemini: [/"promptTokenCount":(\d+)/, /"candidatesTokenCount":(\d+)/],
  vertex: [/"promptTokenCount":(\d+)/, /"candidatesTokenCount":(\d+)/],
  "bedrock-converse": [/"inputTokens":(\d+)/, /"outputTokens":(\d+)/],
  cohere: [/"billed_units":\{"input_tokens":(\d+)/, /"output_tokens":(\d+)/],
  ollama: [/"prompt_eval_count":(\d+)/, /"eval_count":(\d+)/],
};

test.each(simulatorDialects)(
  "what %s answers is billed as its usage says, as a whole and as a stream",
  async (dialect) => {
    const { simulator, lines } = await billed({ dialect });
    const whole = await speak(simulator, false);
    const text = whole.bytes.toString("utf8");
    const [input, output] = figures[dialect].map((figure) => Number(figure.exec(text)?.[1]));
    await speak(simulator, true);
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    for (const line of lines)
      expect(line).toMatchObject({ model: "model-a", input, output, cacheRead: 0, cacheWrite: 0, reasoning: 0 });
    expect(lines[0]!.id).not.toBe(lines[1]!.id);
  },
);

test("a bill names the request as its answer does, and the trace that it belongs to", async () => {
  const { simulator, lines } = await billed({ dialect: "openai" });
  const trace = "0af7651916cd43dd8448eb211c80319c";
  const { headers } = await ask(simulator, { headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } });
  await ask(simulator, { headers: { traceparent: "none" } });
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines[0]).toMatchObject({ id: headers.get("x-request-id"), trace });
  expect(lines[1]).not.toHaveProperty("trace");
});

test("thoughts that are not told, and a plan before calls, are billed", async () => {
  const thinking = await billed({ dialect: "openai" });
  const body = { model: "o3", reasoning_effort: "high", ...says("Hello there") };
  const { usage } = (await (await ask(thinking.simulator, { body })).json()) as { usage: Thought };
  const { reasoning_tokens: reasoning } = usage.completion_tokens_details;
  expect(reasoning).toBeGreaterThan(0);
  await vi.waitFor(() => expect(thinking.lines).toMatchObject([{ output: usage.completion_tokens, reasoning }]));

  const planning = await billed({ dialect: "cohere" });
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const tools = [{ type: "function", function: { name: "weather", parameters } }];
  const told = await speak(planning.simulator, false, { body: { ...says("call weather"), tools } });
  const output = Number(figures.cohere[1]!.exec(told.bytes.toString("utf8"))![1]);
  await vi.waitFor(() => expect(planning.lines).toMatchObject([{ output }]));
});

interface Thought {
  completion_tokens: number;
  completion_tokens_details: { reasoning_tokens: number };
}

test("a stream that its client leaves is billed with what was made until then, a whole answer with all of it", async () => {
  const { simulator, lines } = await billed({ dialect: "openai", tokensPerSecond: 50 });
  const leave = new AbortController();
  const body = { ...says("Write 200 words."), stream: true };
  const response = await ask(simulator, { body, signal: leave.signal });
  await response.body?.getReader().read();
  leave.abort();
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]!.output).toBeGreaterThan(0);
  expect(lines[0]!.output).toBeLessThan(50);
  const unread = new AbortController();
  const waiting = ask(simulator, { body: { ...body, stream: false }, signal: unread.signal }).catch(() => "left");
  await vi.waitFor(() => expect(simulator.open).toBe(1));
  unread.abort();
  expect(await waiting).toBe("left");
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines[1]!.output).toBeGreaterThan(200);
});

test("a stream that a fault cuts is billed with what was made before it", async () => {
  const faults = [{ fault: "cut-stream", value: 4, times: 1 }] as const;
  const { simulator, lines } = await billed({ dialect: "openai", faults });
  const { bytes, broke } = await speak(simulator, true);
  expect(broke).toBe(true);
  const pieces = spoken.openai.events(bytes).filter((data) => /"delta":\{"content":"[^"]/.test(data));
  await vi.waitFor(() => expect(lines).toMatchObject([{ output: pieces.length }]));
});

test("what is refused, counted, reset or answered with an error is not billed", async () => {
  const { simulator, lines } = await billed({ dialect: "gemini" });
  for (const fault of ["429", "500", "reset", "error-event"])
    await speak(simulator, false, { headers: { "x-simulate": fault } }).catch(() => {});
  const counted = await speak(simulator, false, { path: "/v1beta/models/model-a:countTokens" });
  expect(counted.status).toBe(200);
  await speak(simulator, false);
  await vi.waitFor(() => expect(lines).toHaveLength(1));
});

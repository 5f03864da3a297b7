import { describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/start-simulator.ts";
import { ask, dialects, readJson, says, start } from "./ask.ts";

interface Heard {
  text: string | null;
  finish: string;
  calls: { name: string; input: unknown }[];
  out: number;
}

interface Completion {
  choices: {
    finish_reason: string;
    message: { content: string | null; tool_calls?: { function: { name: string; arguments: string } }[] };
  }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

interface Message {
  content: { type: string; text?: string; name?: string; input?: unknown }[];
  stop_reason: string;
  usage: { output_tokens: number };
}

const parameters = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer", minimum: 1, maximum: 5 } },
  required: ["city", "days"],
};

/** As some demand it: closed, and without bounds. */
const closed = {
  ...parameters,
  properties: { city: { type: "string" }, days: { type: "integer" } },
  additionalProperties: false,
};

describe.each(dialects)("answers in the %s dialect", (dialect) => {
  const isOpenai = dialect === "openai";
  const toolNamed = (name: string) =>
    isOpenai ? { type: "function", function: { name, parameters } } : { name, input_schema: parameters };
  const tools = { tools: [toolNamed("get_weather"), toolNamed("get_time")] };

  async function hear(simulator: Simulator, body: object = {}): Promise<Heard> {
    const response = await ask(simulator, { body });
    expect(response.status).toBe(200);
    return isOpenai
      ? heardFromChoices(await readJson<Completion>(response))
      : heardFromBlocks(await readJson<Message>(response));
  }

  test("text names the model and the question, says that it is simulated, and is counted", async () => {
    const simulator = await start({ dialect });
    const response = await ask(simulator, { body: says("What is a lever?") });
    expect(response.headers.get("x-simulated")).toBe("pointsman");
    const heard = await hear(simulator, says("What is a lever?"));
    expect(heard.text).toMatch(/^\(simulated\) model-a here\. You said: "What is a lever\?"\. [A-Z]/);
    expect(heard.finish).toBe(isOpenai ? "stop" : "end_turn");
    expect(heard.out).toBeGreaterThan(20);
  });

  test("the same question and seed get the same text, another seed another", async () => {
    const simulator = await start({ dialect, seed: 1 });
    const other = await start({ dialect, seed: 2 });
    const first = await hear(simulator);
    expect((await hear(simulator)).text).toBe(first.text);
    expect((await hear(other)).text).not.toBe(first.text);
  });

  test("max_tokens cuts the text and says so", async () => {
    const heard = await hear(await start({ dialect }), { max_tokens: 7 });
    expect(heard.out).toBe(7);
    expect(heard.finish).toBe(isOpenai ? "length" : "max_tokens");
  });

  test("a stop sequence ends the text before it", async () => {
    const stop = isOpenai ? { stop: ["here"] } : { stop_sequences: ["here"] };
    const heard = await hear(await start({ dialect }), stop);
    expect(heard.text).toBe("(simulated) model-a ");
    expect(heard.finish).toBe(isOpenai ? "stop" : "stop_sequence");
  });

  test("a number of words is followed", async () => {
    const heard = await hear(await start({ dialect }), { ...says("Write 300 words."), max_tokens: 5000 });
    expect(heard.text?.split(" ").length).toBeGreaterThan(300);
  });

  test("tools are called when the text says so, several of them when several are named", async () => {
    const simulator = await start({ dialect });
    expect((await hear(simulator, { ...says("Call get_time"), ...tools })).calls).toMatchObject([{ name: "get_time" }]);
    const both = await hear(simulator, { ...says("Please call get_weather and get_time."), ...tools });
    expect(both.calls.map((call) => call.name)).toEqual(["get_weather", "get_time"]);
    expect(both.calls[0]?.input).toEqual({ city: expect.any(String), days: expect.any(Number) });
    expect(both.finish).toBe(isOpenai ? "tool_calls" : "tool_use");
    expect((await hear(simulator, { ...says("Hello"), ...tools })).calls).toEqual([]);
  });

  test("the tool choice is followed", async () => {
    const simulator = await start({ dialect });
    const choose = (openai: unknown, anthropic: unknown) =>
      hear(simulator, { ...says("call get_time"), ...tools, tool_choice: isOpenai ? openai : anthropic });
    const named = { type: "function", function: { name: "get_weather" } };
    expect((await choose(named, { type: "tool", name: "get_weather" })).calls).toMatchObject([{ name: "get_weather" }]);
    expect((await choose("none", { type: "none" })).calls).toEqual([]);
    const required = { tool_choice: isOpenai ? "required" : { type: "any" } };
    expect((await hear(simulator, { ...tools, ...required })).calls).toMatchObject([{ name: "get_weather" }]);
  });

  test("after a tool result the answer is text again", async () => {
    const messages = isOpenai ? openaiToolTurns : anthropicToolTurns;
    const heard = await hear(await start({ dialect }), { messages, ...tools });
    expect(heard.text).toMatch(/The tool said: "call get_time again: 12:00"/);
  });

  test("a JSON schema is followed", async () => {
    const format = isOpenai
      ? { response_format: { type: "json_schema", json_schema: { name: "a", schema: parameters } } }
      : { output_config: { format: { type: "json_schema", schema: closed } } };
    const heard = await hear(await start({ dialect }), format);
    expect(JSON.parse(heard.text ?? "")).toEqual({ city: expect.any(String), days: expect.any(Number) });
  });
});

test("the openai dialect answers a JSON object when asked for one", async () => {
  const response = await ask(await start({ dialect: "openai" }), {
    body: { ...says("Hello JSON"), response_format: { type: "json_object" } },
  });
  const { choices } = await readJson<Completion>(response);
  expect(JSON.parse(choices[0]?.message.content ?? "")).toEqual({
    simulated: true,
    model: "model-a",
    echo: "Hello JSON",
  });
});

function heardFromChoices(answer: Completion): Heard {
  const { message, finish_reason: finish } = answer.choices[0]!;
  const calls = message.tool_calls ?? [];
  expect(answer.usage.total_tokens).toBe(answer.usage.prompt_tokens + answer.usage.completion_tokens);
  return {
    text: message.content,
    finish,
    calls: calls.map((call) => ({ name: call.function.name, input: JSON.parse(call.function.arguments) })),
    out: answer.usage.completion_tokens,
  };
}

function heardFromBlocks(answer: Message): Heard {
  const calls = answer.content.filter((block) => block.type === "tool_use");
  return {
    text: answer.content.find((block) => block.type === "text")?.text ?? null,
    finish: answer.stop_reason,
    calls: calls.map((call) => ({ name: call.name ?? "", input: call.input })),
    out: answer.usage.output_tokens,
  };
}

const openaiToolTurns = [
  { role: "user", content: "call get_time" },
  {
    role: "assistant",
    content: null,
    tool_calls: [{ id: "call_1", type: "function", function: { name: "get_time", arguments: "{}" } }],
  },
  { role: "tool", tool_call_id: "call_1", content: "call get_time again: 12:00" },
];

const anthropicToolTurns = [
  { role: "user", content: "call get_time" },
  { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "get_time", input: {} }] },
  { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "call get_time again: 12:00" }] },
];

import { expect, test } from "vitest";
import { ask, type ReadEvent, readEvents, readJson, says, start } from "./ask.ts";

const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

async function stream(dialect: "openai" | "anthropic", body: object): Promise<ReadEvent[]> {
  const response = await ask(await start({ dialect }), { body: { stream: true, ...body } });
  expect(response.headers.get("content-type")).toMatch("text/event-stream");
  return readEvents(await response.text());
}

async function chunks(body: object) {
  const events = await stream("openai", body);
  expect(events.every((event) => event.type === "")).toBe(true);
  expect(events.at(-1)?.data).toBe("[DONE]");
  return events.slice(0, -1).map((event) => JSON.parse(event.data));
}

test("openai chunks have one role, one finish, one id, and no usage unless asked", async () => {
  const all = await chunks({});
  expect(all[0].choices[0].delta).toEqual({ role: "assistant", content: "", refusal: null });
  expect(all.filter((chunk) => chunk.choices[0].delta.role)).toHaveLength(1);
  expect(all.map((chunk) => chunk.choices[0].finish_reason).filter(Boolean)).toEqual(["stop"]);
  expect(new Set(all.map((chunk) => chunk.id)).size).toBe(1);
  expect(all.some((chunk) => "usage" in chunk)).toBe(false);
});

test("an openai usage chunk comes last and counts the tokens that were sent", async () => {
  const all = await chunks({ stream_options: { include_usage: true } });
  const last = all.pop();
  expect(all.every((chunk) => chunk.usage === null)).toBe(true);
  expect(last.choices).toEqual([]);
  expect(last.usage.completion_tokens).toBe(all.filter((chunk) => chunk.choices[0].delta.content).length);
});

test("openai tool calls come in fragments that begin with their name", async () => {
  const tool = (name: string) => ({ type: "function", function: { name, parameters } });
  const all = await chunks({ ...says("call one and two"), tools: [tool("one"), tool("two")] });
  const deltas = all.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
  for (const [index, name] of ["one", "two"].entries()) {
    const [first, ...rest] = deltas.filter((delta) => delta.index === index);
    expect(first).toMatchObject({ id: expect.stringMatching(/^call_\w{24}$/), type: "function", function: { name } });
    expect(rest.every((delta) => Object.keys(delta).join() === "index,function")).toBe(true);
    expect(JSON.parse(rest.map((delta) => delta.function.arguments).join(""))).toEqual({ city: expect.any(String) });
  }
  expect(all.at(-1).choices[0].finish_reason).toBe("tool_calls");
});

test.each([
  ["text", {}],
  ["one tool call", { ...says("call one"), tools: [{ name: "one", input_schema: parameters }] }],
  [
    "two tool calls",
    { ...says("call one, two"), tools: ["one", "two"].map((name) => ({ name, input_schema: { type: "object" } })) },
  ],
  ["a cut tool call", { ...says("call one"), max_tokens: 6, tools: [{ name: "one", input_schema: parameters }] }],
])("anthropic events of %s keep the rules of the stream", async (_, body) => {
  const events = await stream("anthropic", body);
  const all = events.map((event) => JSON.parse(event.data));
  expect(events.map((event) => event.type)).toEqual(all.map((data) => data.type));
  expect(all[0]).toMatchObject({
    type: "message_start",
    message: { id: expect.stringMatching(/^msg_/), content: [], stop_reason: null, usage: { output_tokens: 1 } },
  });
  expect(openBlocks(all)).toBe("all closed");
  expect(all.at(-2)).toMatchObject({
    type: "message_delta",
    delta: { stop_reason: expect.any(String), stop_sequence: null },
    usage: { output_tokens: expect.any(Number) },
  });
  expect(all.at(-1)).toEqual({ type: "message_stop" });
});

test("an anthropic stream counts the tokens that were sent and says ping", async () => {
  const all = (await stream("anthropic", {})).map((event) => JSON.parse(event.data));
  const sent = all.filter((data) => data.type === "content_block_delta").length;
  expect(all.at(-2).usage.output_tokens).toBe(sent);
  expect(all.some((data) => data.type === "ping")).toBe(true);
});

test("the anthropic tool input is streamed and whole", async () => {
  const tools = [{ name: "one", input_schema: parameters }];
  const all = (await stream("anthropic", { ...says("call one"), tools })).map((event) => JSON.parse(event.data));
  const start = all.find((data) => data.type === "content_block_start");
  expect(start.content_block).toMatchObject({ type: "tool_use", name: "one", input: {} });
  const json = all.map((data) => data.delta?.partial_json ?? "").join("");
  expect(JSON.parse(json)).toEqual({ city: expect.any(String) });
});

test("streamed and whole text are the same", async () => {
  const simulator = await start({ dialect: "openai" });
  const whole = (await readJson<{ choices: { message: { content: string } }[] }>(await ask(simulator))).choices[0]
    ?.message.content;
  const events = readEvents(await (await ask(simulator, { body: { stream: true } })).text());
  const parts = events.slice(0, -1).map((event) => JSON.parse(event.data).choices[0].delta.content ?? "");
  expect(parts.join("")).toBe(whole);
});

/** Dense indexes from 0, one block open at a time, deltas only for the open one. */
function openBlocks(all: readonly { type: string; index: number }[]): string {
  let next = 0;
  let open: number | undefined;
  for (const { type, index } of all) {
    if (type === "content_block_start") {
      if (open !== undefined || index !== next) return `block ${index} starts while ${open} is open`;
      open = next++;
    }
    if (type === "content_block_delta" && index !== open) return `delta for ${index} while ${open} is open`;
    if (type === "content_block_stop") {
      if (index !== open) return `block ${index} stops while ${open} is open`;
      open = undefined;
    }
  }
  return open === undefined && next > 0 ? "all closed" : `${open} is open at the end`;
}

/** What streams of chat completions must be, for the clients that real reports name, whichever wire is behind. */
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { KEY } from "../../runtime/running.ts";
import type { TargetSpec } from "../../runtime/table-text.ts";
import type { Wire } from "../raw/wire.ts";
import { spoken, wires } from "../raw/wires.ts";
import {
  type Answered,
  type ClientChunk,
  callsOf,
  cased,
  chunksOf,
  DONE,
  event,
  hi,
  messageEvents,
  messagesOf,
  piece,
} from "./cased.ts";

const streamed = { messages: hi, stream: true };
const openai: TargetSpec = { dialect: "openai" };

const official = (url: string) => new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });

function skeleton(chunks: readonly ClientChunk[], index = 0): unknown[] {
  const choices = chunks.flatMap(({ choices: all }) => all.filter((choice) => choice.index === index));
  return choices.map(({ delta, finish_reason }) => [delta.role, delta.content, finish_reason]);
}

const whole = [
  ["assistant", "", null],
  [undefined, "He", null],
  [undefined, "llo", null],
  [undefined, undefined, "stop"],
];

describe("the role stands once and first, the finish once and last, and nothing but null before it", () => {
  test.each(wires.map((wire) => [wire.dialect, wire] as const))("behind %s", async (dialect, wire) => {
    const { ask } = await cased({
      target: { dialect },
      answer: { stream: spoken(wire, ["He", "llo"]), type: wire.type },
    });
    const chunks = chunksOf(await ask(streamed));
    expect(skeleton(chunks).map((each) => (each as unknown[]).map((part) => part ?? undefined))).toEqual(
      whole.map((each) => each.map((part) => part ?? undefined)),
    );
    for (const { choices } of chunks.slice(1)) expect(choices[0]?.delta ?? {}).not.toHaveProperty("role");
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  test.each([
    ["says it with every piece", (delta: object) => ({ role: "assistant", ...delta })],
    ["never says it", (delta: object) => delta],
    ["says it as an empty text", (delta: object) => ({ role: "", ...delta })],
  ])("a host that %s", async (_, write) => {
    const pieces = [piece(write({ content: "He" })), piece(write({ content: "l" })), piece(write({ content: "lo" }))];
    const { gateway, ask } = await cased({
      target: openai,
      answer: { stream: [...pieces, piece(write({}), "stop"), DONE] },
    });
    const roles = chunksOf(await ask(streamed)).map(({ choices }) => choices[0]?.delta.role);
    expect(roles).toEqual(["assistant", ...roles.slice(1).map(() => undefined)]);
    const stream = official(gateway.url).chat.completions.stream({
      model: "chat",
      messages: [{ role: "user", content: "hi" }],
    });
    expect((await stream.finalChatCompletion()).choices[0]?.message).toMatchObject({
      role: "assistant",
      content: "Hello",
    });
  });

  test("once for each choice, where there are two", async () => {
    const of = (index: number, delta: object, finish_reason: string | null = null) =>
      event({ id: "c1", object: "chat.completion.chunk", choices: [{ index, delta, finish_reason }] });
    const pieces = [0, 1, 0, 1].map((index, i) => of(index, { role: "assistant", content: `${i}` }));
    const stream = [...pieces, of(0, {}, "stop"), of(1, {}, "stop"), DONE];
    const { ask } = await cased({ target: openai, answer: { stream } });
    const chunks = chunksOf(await ask({ ...streamed, n: 2 }));
    for (const [index, texts] of [
      [0, ["0", "2"]],
      [1, ["1", "3"]],
    ] as const) {
      expect(skeleton(chunks, index)).toEqual([
        ["assistant", texts[0], null],
        [undefined, texts[1], null],
        [undefined, undefined, "stop"],
      ]);
    }
  });

  const part = (text: string, finishReason?: string) =>
    event({ candidates: [{ content: { role: "model", parts: [{ text }] }, ...(finishReason && { finishReason }) }] });
  const ends: Record<string, { target: TargetSpec; stream: string[] }> = {
    "says the end with every event": {
      target: { dialect: "gemini" },
      stream: [part("He", "STOP"), part("l", "STOP"), part("lo", "STOP")],
    },
    "says it twice": {
      target: openai,
      stream: [piece({ role: "assistant", content: "Hello" }), piece({}, "stop"), piece({}, "stop"), DONE],
    },
    "says it as an empty text with every piece": {
      target: openai,
      stream: [piece({ role: "assistant", content: "Hel" }, ""), piece({ content: "lo" }, ""), piece({}, "stop"), DONE],
    },
  };
  test.each(Object.entries(ends))("a host that %s", async (_, { target, stream }) => {
    const { ask } = await cased({ target, answer: { stream } });
    const finishes = chunksOf(await ask(streamed)).map(({ choices }) => choices[0]?.finish_reason);
    expect(finishes).toEqual([...finishes.slice(1).map(() => null), "stop"]);
  });

  test("an empty end with every piece of a call is a call to clients of the Messages API", async () => {
    const call = { index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "{}" } };
    const stream = [
      piece({ role: "assistant", content: "" }, ""),
      piece({ tool_calls: [call] }, ""),
      piece({}, "tool_calls"),
      DONE,
    ];
    const { ask } = await cased({ target: openai, answer: { stream } });
    const events = messagesOf(await ask({ ...streamed, max_tokens: 9 }, { path: "/v1/messages" }));
    expect(events.filter(({ type }) => type === "message_delta")).toMatchObject([
      { delta: { stop_reason: "tool_use" } },
    ]);
  });
});

describe("usage is told to who asked for it, once and without choices", () => {
  const usage = (tokens: number) => ({ prompt_tokens: 5, completion_tokens: tokens, total_tokens: 5 + tokens });
  const stream = [
    piece({ role: "assistant", content: "He" }, null, { usage: usage(1) }),
    piece({ content: "llo" }, null, { usage: usage(4) }),
    piece({}, "stop", { usage: usage(7) }),
    event({ id: "c1", object: "chat.completion.chunk", choices: [], usage: usage(7) }),
    DONE,
  ];
  test.each([[undefined], [{ include_usage: true }], [{ include_usage: false }]])(
    "stream_options: %j",
    async (stream_options) => {
      const { ask, gateway, seen } = await cased({ target: openai, answer: { stream } });
      const chunks = chunksOf(await ask({ ...streamed, stream_options }));
      const told = chunks.filter((chunk) => chunk.usage);
      if (stream_options?.include_usage) {
        expect(told).toEqual([chunks.at(-1)]);
        expect(told[0]).toMatchObject({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 7 } });
      } else {
        expect(told).toEqual([]);
        for (const { choices } of chunks) expect(choices).toHaveLength(1);
      }
      expect(seen[0]?.body.stream_options).toEqual({ include_usage: true });
      expect(gateway.log.at(-1)).toMatchObject({ inputTokens: 5, outputTokens: 7 });
    },
  );

  test("a piece without choices, or with none, is no client's to stumble over", async () => {
    const odd = [event({ id: "c1", object: "chat.completion.chunk", usage: usage(7) })];
    const { ask } = await cased({ target: openai, answer: { stream: [...stream.slice(0, 3), ...odd, DONE] } });
    for (const chunk of chunksOf(await ask({ ...streamed, stream_options: { include_usage: true } })))
      expect(chunk.choices).toBeInstanceOf(Array);
  });
});

describe("an error in the middle of a stream", () => {
  const begun = messageEvents(
    [
      "message_start",
      { message: { id: "m", type: "message", role: "assistant", content: [], usage: { input_tokens: 5 } } },
    ],
    ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
    ["content_block_delta", { index: 0, delta: { type: "text_delta", text: "Hel" } }],
  );
  const failed = messageEvents(["error", { error: { type: "overloaded_error", message: "Overloaded" } }]);

  test("is an object with all four members, and there is no end mark", async () => {
    const { ask, gateway } = await cased({
      target: { dialect: "anthropic" },
      answer: { stream: [...begun, ...failed] },
    });
    const reply = await ask(streamed);
    const last = chunksOf(reply).at(-1)?.error;
    expect(last).toMatchObject({ type: "overloaded_error", param: null, code: "overloaded" });
    expect(Object.keys(last ?? {}).sort()).toEqual(["code", "message", "param", "type"]);
    expect(reply.text).not.toContain("[DONE]");
    const client = official(gateway.url);
    const stream = await client.chat.completions.create({
      model: "chat",
      messages: [{ role: "user", content: "hi" }],
      stream: true,
    });
    const read = (async () => {
      for await (const _ of stream);
    })();
    await expect(read).rejects.toThrow(/overloaded/i);
  });

  test("is an error event of the Messages API to its clients", async () => {
    const { ask } = await cased({ target: { dialect: "anthropic" }, answer: { stream: [...begun, ...failed] } });
    const reply = await ask({ ...streamed, max_tokens: 9 }, { path: "/v1/messages" });
    expect(reply.text).toMatch(/event: error\ndata: \{"type":"error","error":\{"type":"overloaded_error"/);
  });

  test("is a refusal with its status where it comes first", async () => {
    const { ask } = await cased({ target: { dialect: "anthropic" }, answer: { stream: failed } });
    const { status, json } = await ask(streamed);
    expect([status, json.error?.code]).toEqual([503, "overloaded"]);
  });
});

describe("calls of a stream that is passed on are told as clients read them", () => {
  const bodies: Record<string, object[][]> = {
    "without an index": [
      [{ id: "a", type: "function", function: { name: "f", arguments: '{"a":' } }],
      [{ function: { arguments: "1}" } }],
      [{ id: "b", type: "function", function: { name: "g", arguments: "{}" } }],
    ],
    "with indexes from one": [
      [{ index: 1, id: "a", type: "function", function: { name: "f", arguments: "" } }],
      [{ index: 1, function: { arguments: '{"a":1}' } }],
      [{ index: 2, id: "b", type: "function", function: { name: "g", arguments: "{}" } }],
    ],
    "all with index 0": [
      [{ index: 0, id: "a", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
      [{ index: 0, id: "b", type: "function", function: { name: "g", arguments: "{}" } }],
    ],
    "two in one piece": [
      [
        { index: 0, id: "a", type: "function", function: { name: "f", arguments: '{"a":1}' } },
        { index: 1, id: "b", type: "function", function: { name: "g", arguments: "{}" } },
      ],
    ],
    "named in every piece": [
      [{ index: 0, id: "a", type: "function", function: { name: "f", arguments: "" } }],
      [{ index: 0, id: "a", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
      [{ index: 1, id: "b", type: "function", function: { name: "g", arguments: "" } }],
    ],
  };
  test.each(Object.entries(bodies))("%s", async (_, deltas) => {
    const pieces = deltas.map((tool_calls) => piece({ tool_calls }));
    const stream = [piece({ role: "assistant", content: null }), ...pieces, piece({}, "stop"), DONE];
    const { ask, gateway } = await cased({ target: openai, answer: { stream } });
    const reply = await ask(streamed);
    expect(callsOf(reply)).toEqual([
      { id: "a", name: "f", arguments: '{"a":1}' },
      { id: "b", name: "g", arguments: "{}" },
    ]);
    for (const { choices } of chunksOf(reply))
      expect(((choices[0]?.delta.tool_calls as []) ?? []).length).toBeLessThan(2);
    const done = await official(gateway.url)
      .chat.completions.stream({ model: "chat", messages: [{ role: "user", content: "hi" }] })
      .finalChatCompletion();
    expect(done.choices[0]?.finish_reason).toBe("tool_calls");
    expect(done.choices[0]?.message.tool_calls).toMatchObject([
      { id: "a", function: { arguments: '{"a":1}' } },
      { id: "b" },
    ]);
  });
});

test("a whole answer that is passed on has texts where clients read texts, and says that it calls", async () => {
  const content = [
    { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
    { type: "text", text: "Hello" },
  ];
  const tool_calls = [
    { id: "a", function: { name: "f", arguments: { a: 1 } } },
    { id: "a", function: { name: "g", arguments: "" } },
  ];
  const answer: Answered = {
    json: { id: "c", choices: [{ index: 0, message: { content, tool_calls }, finish_reason: "stop" }] },
  };
  const { ask } = await cased({ target: openai, answer });
  const { json } = await ask({ messages: hi });
  const [{ message, finish_reason }] = json.choices as unknown as [
    { message: Record<string, unknown>; finish_reason: string },
  ];
  expect(message).toMatchObject({ role: "assistant", content: "Hello", reasoning_content: "hm" });
  const calls = message.tool_calls as { id: string; type: string; function: { arguments: string } }[];
  expect(calls.map((call) => [call.type, call.function.arguments])).toEqual([
    ["function", '{"a":1}'],
    ["function", "{}"],
  ]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
  expect(finish_reason).toBe("tool_calls");
});

test.each(wires.map((wire) => [wire.dialect, wire] as const))(
  "text that is cut inside its characters arrives whole behind %s",
  async (dialect, wire: Wire) => {
    const text = "北京 🌍 안녕";
    const bytes = Buffer.concat(spoken(wire, [text]));
    const stream = [...bytes].map((byte) => Buffer.from([byte]));
    const { ask } = await cased({ target: { dialect }, answer: { stream, type: wire.type } });
    const said = chunksOf(await ask(streamed)).map(({ choices }) => choices[0]?.delta.content ?? "");
    expect(said.join("")).toBe(text);
  },
);

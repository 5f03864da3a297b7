/** The events of a stream, one by one, in the official client's own types. */
import type { ResponseStreamEvent } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { openai } from "../../../../runtime/dialects/openai/dialect.ts";
import type { ClientSteps, ReadChat } from "../../../../runtime/endpoints/endpoint.ts";
import { responses } from "../../../../runtime/endpoints/responses/endpoint.ts";
import type { Chunk } from "../../../../runtime/operations/chat/answer.ts";
import { refusalOf } from "../../../../runtime/refusal.ts";
import { StreamBody } from "../../../../runtime/request/stream-body.ts";
import { serverSentEvents } from "../../../../runtime/wire/framing.ts";

const endpoint = responses("a secret of some length");

function steps(chunks: Chunk[], body: object): ClientSteps {
  const read = endpoint.read({ model: "chat", input: "Hi", stream: true, store: false, ...body }) as ReadChat;
  const reader = { read: () => chunks.splice(0, 1), complete: true };
  return endpoint.translate(reader, { model: "m1", wantsUsage: true, request: read.request, inputTokens: () => 1 });
}

const raw = { bytes: Buffer.alloc(0), read: () => ({ type: "", data: "x" }) } as never;

/** What is sent for such chunks; each comes in an event of its own. */
function told(chunks: Chunk[], body: object = {}): ResponseStreamEvent[] {
  const written = steps([...chunks], body);
  const bytes = chunks.map(() => written.read(raw).bytes ?? Buffer.alloc(0));
  return parsed(Buffer.concat([...bytes, written.ending(0.5)]).toString());
}

/** Throws where an event is not written as all clients read it. */
function parsed(text: string): ResponseStreamEvent[] {
  expect(text.endsWith("\n\n")).toBe(true);
  return text
    .slice(0, -2)
    .split("\n\n")
    .map((event) => {
      const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
      const json = JSON.parse(data!) as ResponseStreamEvent;
      expect(json.type).toBe(type);
      return json;
    });
}

const types = (events: ResponseStreamEvent[]) => events.map(({ type }) => type.replace("response.", ""));
const call = (index: number, name: string): Chunk => ({ kind: "tool-call", index, id: `c${index}`, name });
const json = (index: number, text: string): Chunk => ({ kind: "tool-arguments", index, json: text });
const finish: Chunk = { kind: "finish", finish: "stop" };

test("a text is a message with one part, in this order", () => {
  const events = told([{ kind: "text", text: "Hel" }, { kind: "text", text: "lo" }, finish]);
  expect(types(events)).toEqual([
    ...["created", "in_progress", "output_item.added", "content_part.added", "output_text.delta", "output_text.delta"],
    ...["output_text.done", "content_part.done", "output_item.done", "completed"],
  ]);
});

test("what was thought is an item of its own, before what is said", () => {
  const thought: Chunk[] = [
    { kind: "reasoning", text: "Hm." },
    { kind: "proof", proof: { origin: "messages", value: "SIGNED" } },
  ];
  const events = told([...thought, { kind: "text", text: "Yes" }, finish]);
  expect(types(events)).toEqual([
    ...["created", "in_progress", "output_item.added", "reasoning_summary_part.added", "reasoning_summary_text.delta"],
    ...["reasoning_summary_text.done", "reasoning_summary_part.done", "output_item.done"],
    ...["output_item.added", "content_part.added", "output_text.delta", "output_text.done", "content_part.done"],
    ...["output_item.done", "completed"],
  ]);
});

test("a refusal is a part of its own kind", () => {
  const events = told([{ kind: "refusal", text: "No." }, finish]);
  expect(types(events).slice(3, -2)).toEqual([
    ...["content_part.added", "refusal.delta", "refusal.done", "content_part.done"],
  ]);
});

test("calls follow each other, and each ends before the next begins", () => {
  const events = told([call(0, "f"), json(0, '{"a"'), json(0, ":1}"), call(1, "g"), json(1, "{}"), finish]);
  const one = ["output_item.added", "function_call_arguments.delta"];
  expect(types(events)).toEqual([
    ...["created", "in_progress", ...one, "function_call_arguments.delta", "function_call_arguments.done"],
    ...["output_item.done", ...one, "function_call_arguments.done", "output_item.done", "completed"],
  ]);
});

test("calls whose pieces come by turns are told apart by their places", () => {
  const events = told([
    call(0, "f"),
    json(0, '{"a"'),
    call(1, "g"),
    json(1, '{"b"'),
    json(0, ":1}"),
    json(1, ":2}"),
    finish,
  ]);
  const done = events.flatMap((event) => (event.type === "response.output_item.done" ? [event] : []));
  expect(done.map(({ output_index }) => output_index)).toEqual([0, 1]);
  expect(done.map(({ item }) => (item.type === "function_call" ? item.arguments : ""))).toEqual(['{"a":1}', '{"b":2}']);
});

test("the input of a free-form tool is told as the text that it is", () => {
  const tools = [{ type: "custom", name: "apply_patch" }];
  const events = told([call(0, "apply_patch"), json(0, '{"input":"*** Be'), json(0, 'gin\\n\\"x\\""}'), finish], {
    tools,
  });
  expect(types(events).slice(2, -1)).toEqual([
    ...["output_item.added", "custom_tool_call_input.delta", "custom_tool_call_input.done", "output_item.done"],
  ]);
  expect(events.at(-2)).toMatchObject({ item: { type: "custom_tool_call", call_id: "c0", input: '*** Begin\n"x"' } });
});

test.each([{ store: false }, {}])(
  "the proof of a call comes back to the call, though it has no place in it (%o)",
  (body) => {
    const proof = { origin: "generate-content" as const, value: "SIGNED" };
    const proved: Chunk = { kind: "tool-call", index: 0, id: "c0", name: "f", proof };
    const events = told([proved, json(0, "{}"), finish], body);
    const last = events.at(-1)!;
    if (last.type !== "response.completed") throw new Error(last.type);
    const { output } = last.response;
    expect(output.slice(0, 2).map(({ type }) => type)).toEqual(["reasoning", "function_call"]);
    expect(JSON.stringify(events)).not.toContain("SIGNED");
    const answered = { type: "function_call_output", call_id: "c0", output: "done" };
    const read = endpoint.read({ model: "chat", input: [{ role: "user", content: "Hi" }, ...output, answered] });
    if ("class" in read) throw new Error(read.detail);
    const call0 = { kind: "tool-call", id: "c0", name: "f", arguments: "{}", proof };
    expect(read.request.messages[1]).toEqual({ role: "assistant", parts: [call0] });
  },
);

const all: Chunk[] = [
  { kind: "reasoning", text: "Hm." },
  { kind: "text", text: "Yes" },
  { kind: "refusal", text: "but no" },
  call(0, "f"),
  json(0, "{}"),
  { kind: "usage", usage: { input: 20, output: 10, cacheRead: 5, cacheWrite: 2, reasoning: 3 } },
  finish,
];

test.each([{ store: false }, { store: true }])(
  "with %o every event has the next number, and the last repeats all items",
  (body) => {
    const events = told(all, body);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, i) => i));
    const done = events.flatMap((event) => (event.type === "response.output_item.done" ? [event] : []));
    const added = events.flatMap((event) => (event.type === "response.output_item.added" ? [event] : []));
    expect(done.map(({ item }) => item.id)).toEqual(added.map(({ item }) => item.id));
    const last = events.at(-1)!;
    if (last.type !== "response.completed") throw new Error(last.type);
    expect(last.response.output).toEqual(done.map(({ item }) => item));
    expect(last.response.output).toHaveLength(body.store ? 4 : 3);
    expect(last.response.usage).toEqual({
      input_tokens: 20,
      input_tokens_details: { cached_tokens: 5, cache_write_tokens: 2 },
      output_tokens: 10,
      output_tokens_details: { reasoning_tokens: 3 },
      total_tokens: 30,
      cost_usd: 0.5,
    });
  },
);

test.each([
  ["length", "max_output_tokens"],
  ["content-filter", "content_filter"],
] as const)("an answer that ends by %s is incomplete, its last item too", (end, reason) => {
  const events = told([
    { kind: "text", text: "Ye" },
    { kind: "finish", finish: end },
  ]);
  expect(events.at(-1)).toMatchObject({
    type: "response.incomplete",
    response: { status: "incomplete", incomplete_details: { reason }, output: [{ status: "incomplete" }] },
  });
});

test("what keeps a stream open is a standard event with data and a number of its own, between two others", () => {
  const written = steps([{ kind: "text", text: "Hi" }], {});
  const first = written.read(raw).bytes!;
  const events = parsed(
    Buffer.concat([first, written.keepAlive(), written.keepAlive(), written.ending(undefined)]).toString(),
  );
  expect(types(events).slice(4, 8)).toEqual(["output_text.delta", "in_progress", "in_progress", "output_text.done"]);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, i) => i));
});

test("a stream that broke ends with a failed response that has what was said; nothing comes after", () => {
  const written = steps([{ kind: "text", text: "Hi" }], {});
  const first = written.read(raw).bytes!;
  const broken = written.broken(refusalOf({ class: "context-length", detail: "" }));
  const events = parsed(Buffer.concat([first, broken]).toString());
  expect(events.at(-1)).toMatchObject({
    type: "response.failed",
    response: {
      status: "failed",
      error: { code: "context_length_exceeded" },
      output: [{ type: "message", status: "incomplete", content: [{ text: "Hi" }] }],
    },
  });
  expect(written.ending(undefined)).toHaveLength(0);
  expect(written.keepAlive()).toHaveLength(0);
});

const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\r\n\r\n`;
const arguments_ = (index: number, text: string) => chunk({ tool_calls: [{ index, function: { arguments: text } }] });
const wire = Buffer.from(
  [
    chunk({ role: "assistant", content: "北京 🌍" }),
    chunk({ tool_calls: [{ index: 0, id: "c0", type: "function", function: { name: "f", arguments: "" } }] }),
    arguments_(0, '{"city":"Öl'),
    arguments_(0, 'o"}'),
    chunk({}, "tool_calls"),
    "data: [DONE]\r\n\r\n",
  ].join(""),
);

/** What a client gets of the provider's bytes, cut there; ids by their order. */
function cutAt(at: number): string {
  const read = endpoint.read({ model: "chat", input: "Hi", stream: true, store: false }) as ReadChat;
  const asked = { model: "m1", wantsUsage: true, request: read.request, inputTokens: () => 1 };
  const body = new StreamBody(endpoint.translate(openai.stream(read.request), asked), serverSentEvents.reader());
  let text = "";
  for (const bytes of [wire.subarray(0, at), wire.subarray(at)]) expect(body.push(bytes)).toBeUndefined();
  expect(body.end()).toBeUndefined();
  const write = (bytes: Buffer) => {
    text += bytes.toString();
    return true;
  };
  body.pipe({ write, drained: () => {} });
  text += body.steps.ending(undefined).toString();
  const ids = new Map<string, string>();
  return text
    .replace(/(resp|msg|fc)_[0-9a-f]{32}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id${ids.size}`);
      return ids.get(id)!;
    })
    .replace(/"(created|completed)_at":\d+/g, '"$1_at":0');
}

test("a provider's stream that is cut at any byte gives the same", () => {
  const whole = cutAt(wire.length);
  expect(whole).toContain("北京 🌍");
  expect(whole).toContain('{\\"city\\":\\"Ölo\\"}');
  for (let at = 1; at < wire.length; at++) expect(cutAt(at)).toBe(whole);
});

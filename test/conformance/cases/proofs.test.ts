/**
 * What a provider gives out beside a call goes back to it, whatever the client does with it: to a provider that refuses a history
 * without, as the third generation of Gemini does.
 */
import { describe, expect, test } from "vitest";
import { ProofMemory } from "../../../runtime/state/kept-proofs.ts";
import { hashKey } from "../../../runtime/state/keys.ts";
import { type Asked, ask, type Reply, runtime } from "../../runtime/running.ts";
import type { TargetSpec } from "../../runtime/table-text.ts";
import type { RawRequest } from "../raw/raw-server.ts";
import { answer, rawServer } from "../raw/raw-server.ts";
import { type Answered, callDeltas, called, cased, event, hi, messageEvents, tool } from "./cased.ts";

const SIG = "SIG/of+1==";
const UNKNOWN = "skip_thought_signature_validator";

type Part = { functionCall?: { name: string }; thoughtSignature?: string };

const calls = [
  { functionCall: { name: "f1", args: { a: 1 } }, thoughtSignature: SIG },
  { functionCall: { name: "f2", args: {} } },
];
const late = [{ functionCall: { name: "f1", args: { a: 1 } } }, { text: "", thoughtSignature: SIG }];
const candidate = (parts: object[], finishReason?: string) => ({
  candidates: [{ content: { role: "model", parts }, ...(finishReason && { finishReason }) }],
});

/** Refuses a history whose first call of a turn has no signature, where the model is of the third generation. */
function gemini(parts: object[]): (request: RawRequest) => Answered {
  return ({ url, body }) => {
    const turns = body.contents as { role: string; parts: Part[] }[];
    const bare = turns
      .filter(({ role }) => role === "model")
      .some((turn) => {
        const first = turn.parts.find(({ functionCall }) => functionCall);
        return first !== undefined && first.thoughtSignature === undefined;
      });
    if (bare && url.includes("gemini-3"))
      return {
        status: 400,
        json: { error: { code: 400, status: "INVALID_ARGUMENT", message: "missing a thought_signature" } },
      };
    const said = turns.some(({ role }) => role === "model") ? [{ text: "Done." }] : parts;
    if (url.includes(":streamGenerateContent"))
      return { stream: [...said.map((part) => event(candidate([part]))), event(candidate([], "STOP"))] };
    return { json: candidate(said, "STOP") };
  };
}

/** The catalog tells the generations apart by where they are told how much to think. */
const target = (model: string): TargetSpec => {
  const place = model.startsWith("gemini-3") ? "thinkingLevel" : "thinkingBudget";
  return {
    dialect: "gemini",
    model,
    parameters: { rename: { reasoning_effort: `generationConfig.thinkingConfig.${place}` } },
  };
};

interface ClientCall {
  id: string;
  function: { name: string; arguments: string };
  extra_content?: unknown;
}

const tools = [tool("f1"), tool("f2")];

async function talk(model: string, parts: object[], stream: boolean, keep: (calls: ClientCall[]) => object[]) {
  const { ask: asks, seen } = await cased({ target: target(model), answer: gemini(parts) });
  const first = await asks({ messages: hi, tools, stream });
  const given = stream ? (callDeltas(first).filter(({ id }) => id) as ClientCall[]) : wholeCalls(first);
  const tool_calls = keep(
    given.map((call) => (stream ? { ...call, function: { name: call.function.name, arguments: "{}" } } : call)),
  );
  const results = tool_calls.map((call) => ({ role: "tool", tool_call_id: (call as ClientCall).id, content: "1" }));
  const second = await asks({ messages: [...hi, { role: "assistant", content: null, tool_calls }, ...results], tools });
  const turns = seen.at(-1)?.body.contents as { role: string; parts: Part[] }[];
  return {
    status: second.status,
    signatures: turns.find(({ role }) => role === "model")!.parts.map((part) => part.thoughtSignature),
  };
}

function wholeCalls({ json }: Reply): ClientCall[] {
  return (json.choices as unknown as { message: { tool_calls: ClientCall[] } }[])[0]!.message.tool_calls;
}

const echoed = (given: ClientCall[]) => given;
const bare = (given: ClientCall[]) =>
  given.map(({ id, function: { name, arguments: json } }) => called(id, name, json));
const renamed = (given: ClientCall[]) => given.map(({ function: { name } }, i) => called(`call_own_${i}`, name));

describe.each([false, true])("signatures of calls, streamed: %s", (stream) => {
  test.each([
    ["sends back all that it was given", echoed],
    ["sends back id, type and function alone", bare],
  ])("go back on the very call to a client that %s", async (_, keep) => {
    expect(await talk("gemini-3-pro-preview", calls, stream, keep)).toEqual({
      status: 200,
      signatures: [SIG, undefined],
    });
  });

  test("that came behind their call go back on it", async () => {
    expect(await talk("gemini-3-pro-preview", late, stream, bare)).toEqual({ status: 200, signatures: [SIG] });
  });

  test("are said to be lost where the client made ids of its own", async () => {
    expect(await talk("gemini-3-pro-preview", calls, stream, renamed)).toEqual({
      status: 200,
      signatures: [UNKNOWN, undefined],
    });
  });

  test("are never said to be lost to a model that does not ask for them", async () => {
    expect(
      (
        await talk(
          "gemini-2.5-flash",
          calls.map(({ functionCall }) => ({ functionCall })),
          stream,
          renamed,
        )
      ).signatures,
    ).toEqual([undefined, undefined]);
  });
});

test("a history of another provider is said to have lost its signatures", async () => {
  const { ask: asks, seen } = await cased({
    target: target("gemini-3-pro-preview"),
    answer: gemini(calls),
  });
  const turn = { role: "assistant", content: null, tool_calls: [called("toolu_01A", "f1")] };
  const { status } = await asks({
    messages: [...hi, turn, { role: "tool", tool_call_id: "toolu_01A", content: "1" }],
    tools,
  });
  expect(status).toBe(200);
  const turns = seen[0]?.body.contents as { role: string; parts: Part[] }[];
  expect(turns[1]?.parts[0]?.thoughtSignature).toBe(UNKNOWN);
});

test("what was kept for one caller is not found by another, and is in no log", async () => {
  const keys = ["a", "b"].map((id) => ({ id, hash: hashKey(`key-${id}`), tags: [] }));
  const one = await rawServer((socket, request) => {
    const said = gemini(calls)(request);
    answer(socket, said.status ?? 200, JSON.stringify(said.json));
  });
  const gateway = await runtime(
    { targets: { "one/m": target("gemini-3-pro-preview") }, routes: { chat: { use: ["one/m"] } } },
    { one: one.url },
    { keys },
  );
  const asks = (id: string, body: object, more: Asked = {}) =>
    ask(gateway, { ...more, headers: { authorization: `Bearer key-${id}` }, body: { model: "chat", tools, ...body } });
  const [first, second] = wholeCalls(await asks("a", { messages: hi }));
  const turn = { role: "assistant", content: null, tool_calls: bare([first!, second!]) };
  const results = [first!, second!].map(({ id }) => ({ role: "tool", tool_call_id: id, content: "1" }));
  for (const [id, expected] of [
    ["b", UNKNOWN],
    ["a", SIG],
  ] as const) {
    expect((await asks(id, { messages: [...hi, turn, ...results] })).status).toBe(200);
    const turns = one.seen.at(-1)?.body.contents as { parts: Part[] }[];
    expect(turns[1]?.parts.map((part) => part.thoughtSignature)).toEqual([expected, undefined]);
  }
  expect(JSON.stringify(gateway.log)).not.toContain(SIG);
});

describe("thoughts that only their provider can read", () => {
  const usage = { input_tokens: 5, output_tokens: 7 };
  const thinking = (text: string) => ({ type: "thinking", thinking: text, signature: SIG });
  const use = { type: "tool_use", id: "toolu_1", name: "f1", input: {} };
  const whole = (content: object[]) => ({
    type: "message",
    role: "assistant",
    content,
    stop_reason: "tool_use",
    usage,
  });

  async function sentBack(first: Answered): Promise<{ turn: unknown; thinking: unknown }> {
    const { ask: asks, seen } = await cased({
      target: { dialect: "anthropic" },
      answer: ({ nth, body }) =>
        (body.messages as []).length > 1 || nth > 5 ? { json: whole([{ type: "text", text: "Done." }]) } : first,
    });
    await asks({ messages: hi, tools, reasoning_effort: "low", max_tokens: 4000, stream: first.stream !== undefined });
    const turn = { role: "assistant", content: null, tool_calls: [called("toolu_1", "f1")] };
    const result = { role: "tool", tool_call_id: "toolu_1", content: "1" };
    const reply = await asks({ messages: [...hi, turn, result], tools, reasoning_effort: "low", max_tokens: 4000 });
    expect(reply.status).toBe(200);
    const { messages, thinking: asked } = seen.at(-1)!.body as { messages: { content: object[] }[]; thinking: unknown };
    return { turn: messages[1]!.content, thinking: asked };
  }

  test("go back before their call, and thinking goes on", async () => {
    const streamed = messageEvents(
      ["message_start", { message: { type: "message", role: "assistant", content: [], usage } }],
      ["content_block_start", { index: 0, content_block: { type: "thinking", thinking: "", signature: "" } }],
      ["content_block_delta", { index: 0, delta: { type: "signature_delta", signature: SIG } }],
      ["content_block_stop", { index: 0 }],
      ["content_block_start", { index: 1, content_block: use }],
      ["content_block_stop", { index: 1 }],
      ["message_delta", { delta: { stop_reason: "tool_use" }, usage }],
      ["message_stop", {}],
    );
    for (const first of [{ json: whole([thinking(""), use]) }, { stream: streamed }])
      expect(await sentBack(first)).toEqual({ turn: [thinking(""), use], thinking: { type: "adaptive" } });
  });

  test("are not kept where they have words: thinking is turned off for the rest of the loop", async () => {
    const { turn, thinking: asked } = await sentBack({ json: whole([thinking("Words."), use]) });
    expect([turn, asked]).toEqual([[use], { type: "disabled" }]);
  });
});

test("what is put back counts as what the client sends: no bound is passed by it", async () => {
  const long = "s".repeat(60_000);
  const parts = [{ functionCall: { name: "f1", args: { a: 1 } }, thoughtSignature: long }];
  const { ask: asks, seen } = await cased({
    target: target("gemini-3-flash"),
    route: { max: { inputTokens: 2_000 } },
    answer: gemini(parts),
  });
  const first = await asks({ messages: hi, tools });
  const kept = wholeCalls(first).map(({ id, function: made }) => ({ id, type: "function", function: made }));
  const result = { role: "tool", tool_call_id: kept[0]!.id, content: "1" };
  const second = await asks({
    messages: [...hi, { role: "assistant", content: null, tool_calls: kept }, result],
    tools,
  });
  expect([second.status, seen.length]).toEqual([400, 1]);
  const made = [{ ...kept[0], id: "another" }];
  const other = { ...result, tool_call_id: "another" };
  const third = await asks({ messages: [...hi, { role: "assistant", content: null, tool_calls: made }, other], tools });
  expect([third.status, seen.length]).toEqual([200, 2]);
});

describe("the memory of proofs", () => {
  const kept = (value: string) => ({ proof: { origin: "x", value }, thoughts: [] });

  test("holds no more bytes than it may, of each owner and of all, and forgets the oldest of who has most", () => {
    const memory = new ProofMemory(() => 0, { total: 3_000, each: 2_000, lifetime: 1 });
    const long = "s".repeat(300);
    for (let i = 0; i < 5; i++) memory.keep("a", `a${i}`, kept(long));
    expect([0, 1, 2, 3, 4].map((i) => memory.find("a", `a${i}`) !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    memory.keep("b", "b0", kept(long));
    memory.keep("b", "b1", kept(long));
    expect(["a3", "a4"].map((id) => memory.find("a", id) !== undefined)).toEqual([false, true]);
    expect(["b0", "b1"].map((id) => memory.find("b", id) !== undefined)).toEqual([true, true]);
    memory.keep("c", "c0", kept("s".repeat(2_000)));
    expect(memory.find("c", "c0")).toBeUndefined();
  });

  test("forgets after a time, and finds again what is kept anew", () => {
    let now = 0;
    const memory = new ProofMemory(() => now, { total: 3_000, each: 2_000, lifetime: 10 });
    memory.keep("a", "1", kept("old"));
    now = 10;
    expect(memory.find("a", "1")).toBeUndefined();
    memory.keep("a", "2", kept("new"));
    memory.keep("a", "1", kept("newer"));
    expect([memory.find("a", "1")?.proof?.value, memory.find("a", "2")?.proof?.value]).toEqual(["newer", "new"]);
  });
});

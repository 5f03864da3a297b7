/** Tools and histories, as real reports broke them: what reaches each provider, and what the client reads. */
import { describe, expect, test } from "vitest";
import type { TargetSpec } from "../../runtime/table-text.ts";
import { wireOf } from "../raw/wires.ts";
import { called, callsOf, cased, chunksOf, DONE, hi, messageEvents, messagesOf, piece, tool } from "./cased.ts";

const anthropic: TargetSpec = { dialect: "anthropic" };
const bedrock: TargetSpec = { dialect: "bedrock-converse" };
const gemini: TargetSpec = { dialect: "gemini" };
const usage = { input_tokens: 5, output_tokens: 7 };

/** Answers anything with a text, in the words of the wire. */
const well = (dialect: TargetSpec["dialect"]) => ({ json: wireOf(dialect).whole("Done.") });

describe("arguments of streamed calls", () => {
  const streamOf = (deltas: readonly string[]) =>
    messageEvents(
      ["message_start", { message: { type: "message", role: "assistant", content: [], usage } }],
      ["content_block_start", { index: 0, content_block: { type: "tool_use", id: "toolu_1", name: "f", input: {} } }],
      ...deltas.map(
        (partial_json) =>
          ["content_block_delta", { index: 0, delta: { type: "input_json_delta", partial_json } }] as const,
      ),
      ["content_block_stop", { index: 0 }],
      ["message_delta", { delta: { stop_reason: "tool_use" }, usage }],
      ["message_stop", {}],
    );

  test.each([
    [["", '{"a":', "1}"], '{"a":1}'],
    [[""], "{}"],
    [[], "{}"],
  ])("%j come to %s, with nothing in front", async (deltas, expected) => {
    const { ask } = await cased({ target: anthropic, answer: { stream: streamOf(deltas) } });
    const reply = await ask({ messages: hi, tools: [tool("f")], stream: true });
    expect(callsOf(reply)).toEqual([{ id: "toolu_1", name: "f", arguments: expected }]);
    const [first] = chunksOf(reply).flatMap(
      ({ choices }) => (choices[0]?.delta.tool_calls as { function: object }[]) ?? [],
    );
    expect(first?.function).toEqual({ name: "f", arguments: "" });
    expect(chunksOf(reply).at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  test.each([
    ["anthropic", "input"],
    ["bedrock-converse", "input"],
    ["gemini", "args"],
  ] as const)("that were none go to %s as an object of nothing in the next turn", async (dialect, member) => {
    for (const args of ["", "{}"]) {
      const { ask, seen } = await cased({ target: { dialect }, answer: well(dialect) });
      const turn = { role: "assistant", content: null, tool_calls: [called("call_1", "f", args)] };
      const { status } = await ask({
        messages: [...hi, turn, { role: "tool", tool_call_id: "call_1", content: "1" }],
        tools: [tool("f")],
      });
      expect(status).toBe(200);
      expect(seen[0]?.text).toContain(`"${member}":{}`);
    }
  });
});

describe("lines of JSON with calls", () => {
  const line = (data: object) => `${JSON.stringify(data)}\n`;
  const calls = ["f", "g"].map((name) =>
    line({
      message: { role: "assistant", content: "", tool_calls: [{ function: { name, arguments: { a: 1 } } }] },
      done: false,
    }),
  );
  const last = (done_reason: string) =>
    line({ message: { content: "" }, done: true, done_reason, prompt_eval_count: 26, eval_count: 9 });
  const ollama: TargetSpec = { dialect: "ollama" };
  const type = "application/x-ndjson";
  const body = { messages: hi, tools: [tool("f"), tool("g")], stream: true, stream_options: { include_usage: true } };

  test("are told apart, with ids and arguments as texts, and counted", async () => {
    const { ask } = await cased({ target: ollama, answer: { stream: [...calls, last("stop")], type } });
    const reply = await ask(body);
    expect(callsOf(reply)).toEqual(
      ["f", "g"].map((name) => ({ id: expect.stringMatching(/^call_/), name, arguments: '{"a":1}' })),
    );
    const chunks = chunksOf(reply);
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 26, completion_tokens: 9, total_tokens: 35 });
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  test.each([
    ["length", "length"],
    ["load", "tool_calls"],
  ])("that end with %s finish with %s", async (reason, expected) => {
    const { ask } = await cased({ target: ollama, answer: { stream: [...calls, last(reason)], type } });
    expect(chunksOf(await ask(body)).at(-2)?.choices[0]?.finish_reason).toBe(expected);
  });

  test("are read wherever they are cut, and an error among them ends the stream as one", async () => {
    const bytes = Buffer.from([...calls, last("stop")].join(""));
    const stream = [bytes.subarray(0, 30), bytes.subarray(30, 31), bytes.subarray(31)];
    const cut = await cased({ target: ollama, answer: { stream, type } });
    expect(callsOf(await cut.ask(body))).toHaveLength(2);
    const broken = await cased({ target: ollama, answer: { stream: [calls[0]!, '{"error":"boom"}\n'], type } });
    expect(chunksOf(await broken.ask(body)).at(-1)?.error?.code).toBe("upstream_error");
  });
});

describe("names of tools that a provider does not take", () => {
  const long = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";
  const other = "mcp__plugin_atlassian_atlassian__createCompassComponentRelation.other";
  const tools = [long, other].map((name) => ({ name, input_schema: { type: "object", properties: {} } }));
  const history = [
    ...hi,
    { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: long, input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "1" }] },
  ];

  test.each([false, true])(
    "are legal, distinct and the same everywhere on the wire, and the client's own in the answer (stream: %s)",
    async (stream) => {
      const wire = wireOf("bedrock-converse");
      const { ask, seen } = await cased({
        target: bedrock,
        answer: ({ body }) => {
          const { toolConfig } = body as { toolConfig: { tools: { toolSpec: { name: string } }[] } };
          const { name } = toolConfig.tools[0]!.toolSpec;
          if (stream)
            return {
              stream: [...wire.begin, ...wire.call(0, "t2", name, {}), ...wire.called, ...wire.end],
              type: wire.type,
            };
          const content = [{ toolUse: { toolUseId: "t2", name, input: {} } }];
          return {
            json: {
              output: { message: { role: "assistant", content } },
              stopReason: "tool_use",
              usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
            },
          };
        },
      });
      const body = { messages: history, max_tokens: 50, tools, tool_choice: { type: "tool", name: long }, stream };
      const reply = await ask(body, { path: "/v1/messages" });
      const sent = seen[0]!.body as {
        toolConfig: { tools: { toolSpec: { name: string } }[]; toolChoice: { tool: { name: string } } };
        messages: { content: { toolUse?: { name: string } }[] }[];
      };
      const names = sent.toolConfig.tools.map(({ toolSpec: { name } }) => name);
      for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(new Set(names).size).toBe(2);
      expect(sent.toolConfig.toolChoice.tool.name).toBe(names[0]);
      expect(sent.messages[1]?.content[0]?.toolUse?.name).toBe(names[0]);
      expect(reply.text).toContain(`"name":"${long}"`);
      expect(reply.text).not.toContain(`"${names[0]}"`);
    },
  );
});

describe("text and calls of a stream, to clients of the Messages API", () => {
  test.each(["tool_calls", "stop"])("are blocks one behind the other, and stop for a tool: %s", async (finish) => {
    const call = { index: 0, id: "call_1", type: "function", function: { name: "f", arguments: '{"a":1}' } };
    const stream = [
      piece({ role: "assistant", content: "Look" }),
      piece({ content: "ing" }),
      piece({ tool_calls: [call] }),
      piece({}, finish),
      DONE,
    ];
    const { ask } = await cased({ target: { dialect: "openai" }, answer: { stream } });
    const reply = await ask(
      { messages: hi, max_tokens: 9, stream: true, tools: [{ name: "f", input_schema: { type: "object" } }] },
      { path: "/v1/messages" },
    );
    const events = messagesOf(reply);
    const blocks = events.filter(({ type }) => type === "content_block_start" || type === "content_block_stop");
    expect(
      blocks.map(({ type, index, content_block: block }) => [
        type,
        index,
        (block as { type: string } | undefined)?.type,
      ]),
    ).toEqual([
      ["content_block_start", 0, "text"],
      ["content_block_stop", 0, undefined],
      ["content_block_start", 1, "tool_use"],
      ["content_block_stop", 1, undefined],
    ]);
    expect(events.at(-2)).toMatchObject({
      type: "message_delta",
      delta: { stop_reason: "tool_use" },
      usage: expect.anything(),
    });
    expect(events.at(-1)?.type).toBe("message_stop");
  });
});

test("JSON and tools together go to models of the second generation as words, to those of the third as they are", async () => {
  const schema = { type: "object", properties: { a: { type: "number" } }, required: ["a"] };
  const format = { type: "json_schema", json_schema: { name: "n", schema, strict: true } };
  for (const [place, isNative] of [
    ["thinkingBudget", false],
    ["thinkingLevel", true],
  ] as const) {
    const target = {
      ...gemini,
      parameters: { rename: { reasoning_effort: `generationConfig.thinkingConfig.${place}` } },
    };
    const { ask, seen } = await cased({
      target,
      answer: ({ body }) => {
        const { responseMimeType } = (body.generationConfig ?? {}) as { responseMimeType?: string };
        if (responseMimeType && body.tools && !isNative)
          return { status: 400, json: { error: { code: 400, status: "INVALID_ARGUMENT", message: "unsupported" } } };
        return {
          json: { candidates: [{ content: { role: "model", parts: [{ text: '{"a":1}' }] }, finishReason: "STOP" }] },
        };
      },
    });
    const reply = await ask({ messages: hi, tools: [tool("f")], response_format: format });
    expect([reply.status, reply.json.choices?.[0]?.message?.content]).toEqual([200, '{"a":1}']);
    expect(seen[0]?.body.tools).toHaveLength(1);
    expect(seen[0]?.text.includes("responseMimeType")).toBe(isNative);
    expect(seen[0]?.text.includes("systemInstruction")).toBe(!isNative);
  }
});

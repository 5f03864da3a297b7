/** What reaches a provider of what clients of this endpoint say. */
import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { ask, provider, type Reply, runtime } from "../../running.ts";

type Json = Record<string, unknown>;

interface Told {
  reply: Reply;
  headers: IncomingHttpHeaders;
  json: { output: Json[]; error?: { message: string; param: string } };
  /** The body that the provider got. */
  sent: Json & { messages: Json[]; tools?: { function: Json }[] };
}

const plain = { choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }] };

/** Asks through a gateway of its own, whose provider answers so. */
async function told(
  body: Json,
  dialect: "openai" | "anthropic" = "openai",
  answers: object[] = [plain],
): Promise<Told[]> {
  const sent: unknown[] = [];
  const url = await provider((_, response, text) => {
    sent.push(JSON.parse(text));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answers[sent.length - 1]));
  });
  const targets = { "one/m1": dialect === "openai" ? { dialect } : { dialect, maxOutput: 10_000 } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m1"] } } }, { one: url });
  const all: Told[] = [];
  let input = body.input;
  for (const _ of answers) {
    const reply = await ask(gateway, { path: "/v1/responses", body: { model: "chat", ...body, input } });
    const json = JSON.parse(reply.text) as Told["json"];
    all.push({ reply, headers: reply.headers, json, sent: sent.at(-1) as Told["sent"] });
    if (Array.isArray(input)) input = [...(input as Json[]), ...json.output, ...resultsOf(json.output)];
  }
  return all;
}

function resultsOf(output: Json[]): Json[] {
  const calls = output.filter(({ call_id: id }) => id !== undefined);
  return calls.map(({ call_id, type }) => ({ type: `${String(type)}_output`, call_id, output: "done" }));
}

const first = async (body: Json): Promise<Told> => (await told(body))[0]!;
const messagesOf = async (input: unknown, more: Json = {}) => (await first({ input, ...more })).sent.messages;

describe("the input", () => {
  test("a text is a message of the user, behind the instructions", async () => {
    expect(await messagesOf("Hi", { instructions: "Be brief." })).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ]);
  });

  test("texts, images and files of a message keep their order", async () => {
    const content = [
      { type: "input_text", text: "What is this?" },
      { type: "input_image", image_url: "https://example.com/a.png", detail: "low" },
      { type: "input_file", file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
    ];
    expect(await messagesOf([{ type: "message", role: "user", content }])).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
          { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" } },
        ],
      },
    ]);
  });

  test("what the assistant did in a row is one message, and results stand behind it in the order of the calls", async () => {
    const called = (call_id: string) => ({ type: "function_call", call_id, name: "f", arguments: "" });
    const answered = (call_id: string, output: unknown) => ({ type: "function_call_output", call_id, output });
    const messages = await messagesOf([
      { role: "developer", content: "Be kind." },
      { role: "user", content: "Go" },
      { role: "assistant", content: [{ type: "output_text", text: "Let me see.", annotations: [] }] },
      called("a"),
      called("b"),
      answered("b", [{ type: "input_text", text: "two" }]),
      { role: "user", content: "and be quick" },
      answered("a", "one"),
    ]);
    const call = (id: string) => ({ id, type: "function", function: { name: "f", arguments: "{}" } });
    expect(messages).toEqual([
      { role: "system", content: "Be kind." },
      { role: "user", content: "Go" },
      { role: "assistant", content: "Let me see.", tool_calls: [call("a"), call("b")] },
      { role: "tool", tool_call_id: "a", content: "one" },
      { role: "tool", tool_call_id: "b", content: "two" },
      { role: "user", content: "and be quick" },
    ]);
  });

  test("a picture that a tool answered follows its result", async () => {
    const output = [
      { type: "input_text", text: "see" },
      { type: "input_image", image_url: "data:image/png;base64,AA" },
    ];
    const messages = await messagesOf([
      { role: "user", content: "Go" },
      { type: "function_call", call_id: "a", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "a", output },
    ]);
    expect(messages.at(-2)).toEqual({ role: "tool", tool_call_id: "a", content: "see" });
    expect(messages.at(-1)).toEqual({
      role: "user",
      content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AA" } }],
    });
  });

  test("traces of what a provider ran are left out and named, reasoning of others is left out", async () => {
    const { sent, headers } = await first({
      input: [
        { role: "user", content: "Go" },
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "hm" }], encrypted_content: "gAAA" },
        { type: "web_search_call", id: "ws_1", status: "completed", action: { type: "search", query: "x" } },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "Done." }] },
        { role: "user", content: "Thanks" },
      ],
    });
    expect(sent.messages).toEqual([
      { role: "user", content: "Go" },
      { role: "assistant", content: "Done." },
      { role: "user", content: "Thanks" },
    ]);
    expect(headers["x-pointsman-dropped"]).toBe("input.web_search_call");
  });

  test("the shell of a client's machine is a call like others", async () => {
    const messages = await messagesOf([
      { role: "user", content: "Go" },
      {
        type: "local_shell_call",
        id: "ls_1",
        call_id: "c1",
        action: { type: "exec", command: ["ls"] },
        status: "completed",
      },
      { type: "local_shell_call_output", id: "c1", output: '{"stdout":"a.txt"}' },
    ]);
    expect(messages.slice(1)).toMatchObject([
      { role: "assistant", tool_calls: [{ id: "c1", function: { name: "local_shell" } }] },
      { role: "tool", tool_call_id: "c1", content: '{"stdout":"a.txt"}' },
    ]);
  });
});

describe("parameters", () => {
  test("each goes by its name at the provider", async () => {
    const schema = { type: "object", properties: {}, additionalProperties: false };
    const { sent, headers } = await first({
      input: "Hi",
      temperature: 0.5,
      top_p: 0.9,
      max_output_tokens: 200,
      parallel_tool_calls: false,
      reasoning: { effort: "high", summary: "auto" },
      text: { verbosity: "low", format: { type: "json_schema", name: "out", schema, strict: true } },
      tools: [{ type: "function", name: "f", description: "d", parameters: schema, strict: null }],
      tool_choice: { type: "function", name: "f" },
      user: "u1",
      prompt_cache_key: "k1",
      metadata: { team: "blue" },
      store: false,
      include: ["reasoning.encrypted_content"],
      truncation: "disabled",
    });
    expect(sent).toEqual({
      model: "m1",
      messages: [{ role: "user", content: "Hi" }],
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 200,
      parallel_tool_calls: false,
      reasoning_effort: "high",
      verbosity: "low",
      response_format: { type: "json_schema", json_schema: { name: "out", schema, strict: true } },
      tools: [{ type: "function", function: { name: "f", description: "d", parameters: schema } }],
      tool_choice: { type: "function", function: { name: "f" } },
      user: "u1",
      prompt_cache_key: "k1",
      metadata: { team: "blue" },
    });
    expect(headers["x-pointsman-dropped"]).toBeUndefined();
  });

  test("what has no place anywhere is left out and named", async () => {
    const { sent, headers } = await first({
      ...{ input: "Hi", store: true, truncation: "auto", max_tool_calls: 3, top_logprobs: 2, stop: ["x"], zebra: 1 },
      tools: [{ type: "web_search" }, { type: "function", name: "f", parameters: null, strict: null }],
    });
    expect(sent).toEqual({
      model: "m1",
      messages: [{ role: "user", content: "Hi" }],
      tools: [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }],
    });
    const dropped = String(headers["x-pointsman-dropped"]).split(", ").sort();
    const names = ["max_tool_calls", "stop", "store", "tools.web_search", "top_logprobs", "truncation", "zebra"];
    expect(dropped).toEqual(names);
  });

  test("only tools that are allowed go out", async () => {
    const tools = ["f", "g", "h"].map((name) => ({ type: "function", name, parameters: {} }));
    const allowed = ["h", "f"].map((name) => ({ type: "function", name }));
    const { sent } = await first({
      ...{ input: "Hi", tools },
      tool_choice: { type: "allowed_tools", mode: "required", tools: allowed },
    });
    expect(sent.tools!.map(({ function: { name } }) => name)).toEqual(["f", "h"]);
    expect(sent.tool_choice).toBe("required");
  });
});

const calls = (...made: [string, string, string][]) => ({
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: null,
        tool_calls: made.map(([id, name, json]) => ({ id, type: "function", function: { name, arguments: json } })),
      },
      finish_reason: "tool_calls",
    },
  ],
});

test("a free-form tool is a function of one text for the model, and its own self for the client, there and back", async () => {
  const patch = '*** Begin Patch\n+ "quoted" \\ 北京\n*** End Patch';
  const definition = "start: begin hunk+ end";
  const tool = {
    ...{ type: "custom", name: "apply_patch", description: "Edits files." },
    format: { type: "grammar", syntax: "lark", definition },
  };
  const answers = [calls(["c1", "apply_patch", JSON.stringify({ input: patch })]), plain];
  const [one, two] = await told(
    { input: [{ role: "user", content: "Go" }], tools: [tool], store: false },
    "openai",
    answers,
  );
  const { name, description, parameters } = one!.sent.tools![0]!.function;
  expect(name).toBe("apply_patch");
  expect(description).toMatch(/^Edits files\.[\s\S]*start: begin hunk\+ end$/);
  expect(parameters).toMatchObject({ type: "object", required: ["input"], properties: { input: { type: "string" } } });
  expect(one!.json.output).toEqual([
    {
      id: expect.stringMatching(/^ctc_/),
      type: "custom_tool_call",
      status: "completed",
      call_id: "c1",
      name: "apply_patch",
      input: patch,
    },
  ]);
  expect(two!.sent.messages.slice(1)).toEqual([
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "c1", type: "function", function: { name: "apply_patch", arguments: JSON.stringify({ input: patch }) } },
      ],
    },
    { role: "tool", tool_call_id: "c1", content: "done" },
  ]);
});

test("tools of a namespace have one name for the model, and both for the client", async () => {
  const inner = { type: "function", name: "search", parameters: { type: "object" } };
  const tools = [{ type: "namespace", name: "docs", description: "d", tools: [inner] }];
  const input = [{ role: "user", content: "Go" }];
  const [one, two] = await told({ input, tools }, "openai", [calls(["c1", "docs__search", "{}"]), plain]);
  expect(one!.sent.tools![0]!.function.name).toBe("docs__search");
  expect(one!.json.output).toMatchObject([{ type: "function_call", name: "search", namespace: "docs", call_id: "c1" }]);
  expect(two!.sent.messages[1]).toMatchObject({ tool_calls: [{ function: { name: "docs__search" } }] });
});

const thinking = {
  ...{ type: "message", role: "assistant", stop_reason: "tool_use", usage: { input_tokens: 5, output_tokens: 7 } },
  content: [
    { type: "thinking", thinking: "Hm. ", signature: "SIGNED" },
    { type: "redacted_thinking", data: "REDACTED" },
    { type: "text", text: "Let me see." },
    { type: "tool_use", id: "toolu_1", name: "f", input: { a: 1 } },
  ],
};

test.each([
  ["as items with what was sealed", { store: false }],
  ["as items by a client that asks for it", { include: ["reasoning.encrypted_content"] }],
  ["as items whose ids carry it", {}],
])("thoughts go back to who signed them %s", async (_, more) => {
  const tools = [{ type: "function", name: "f", parameters: { type: "object" } }];
  const body = { input: [{ role: "user", content: "Go" }], tools, reasoning: { effort: "low" }, ...more };
  const [one, two] = await told(body, "anthropic", [thinking, thinking]);
  expect(one!.json.output.map(({ type }) => type)).toEqual(["reasoning", "reasoning", "message", "function_call"]);
  expect(one!.json.output[0]!.summary).toEqual([{ type: "summary_text", text: "Hm. " }]);
  expect(one!.reply.text).not.toContain("SIGNED");
  expect(two!.sent.messages[1]!.content).toMatchObject(thinking.content);
});

/** Every field wrong, one at a time: 4xx that names it, never the provider's affair. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../../../runtime/main.ts";
import { responsesParameters } from "../../../../schemas/parameters/responses.ts";
import { startSimulator } from "../../../../simulator/start-simulator.ts";
import { ask, keyRecord } from "../../running.ts";
import { tableText } from "../../table-text.ts";

let gateway: Runtime;

beforeAll(async () => {
  const one = await startSimulator({ dialect: "openai" });
  const table = tableText({ targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } });
  const options = { table, port: 0, operatorPort: 0, keys: [keyRecord], env: {}, standIns: { one: one.url } };
  gateway = await startRuntime(options);
  return async () => {
    await gateway.close();
    await one.close();
  };
});

const user = { role: "user", content: "Hi" };
const call = { type: "function_call", call_id: "c1", name: "f", arguments: "{}" };
const output = { type: "function_call_output", call_id: "c1", output: "done" };
const f = { type: "function", name: "f", parameters: { type: "object" } };
const part = (value: object) => [{ type: "message", role: "user", content: [value] }];

/** What is sent beside `model`, and the place that the answer names. */
const wrong: [string, Record<string, unknown>][] = [
  ["input", {}],
  ["input", { input: null }],
  ["input", { input: [] }],
  ["input[0]", { input: ["Hi"] }],
  ["input[0].type", { input: [{ content: "Hi" }] }],
  ["input[0].type", { input: [{ type: "telepathy" }] }],
  ["input[0].type", { input: [{ type: "compaction", encrypted_content: "x" }] }],
  ["input[0].Role", { input: [{ ...user, Role: "user" }] }],
  ["input[0].role", { input: [{ type: "message", content: "Hi" }] }],
  ["input[0].role", { input: [{ role: "king", content: "Hi" }] }],
  ["input[0].content", { input: [{ role: "user" }] }],
  ["input[0].content", { input: [{ role: "user", content: 1 }] }],
  ["input[0].content[0]", { input: [{ role: "user", content: ["Hi"] }] }],
  ["input[0].content[0].type", { input: part({ text: "Hi" }) }],
  ["input[0].content[0].type", { input: part({ type: "output_text", text: "Hi" }) }],
  ["input[0].content[0].text", { input: part({ type: "input_text" }) }],
  ["input[0].content[0].image_url", { input: part({ type: "input_image" }) }],
  ["input[0].content[0].image_url", { input: part({ type: "input_image", image_url: "file:///etc/passwd" }) }],
  ["input[0].content[0].detail", { input: part({ type: "input_image", image_url: "https://a.example/", detail: 1 }) }],
  ["input[0].content[0].file_id", { input: part({ type: "input_image", file_id: "file_1" }) }],
  ["input[0].content[0].file_id", { input: part({ type: "input_file", file_id: "file_1" }) }],
  ["input[0].content[0].file_url", { input: part({ type: "input_file", file_url: "https://a.example/a.pdf" }) }],
  ["input[0].content[0].file_data", { input: part({ type: "input_file", filename: "a.pdf" }) }],
  [
    "input[0].content[0].file_data",
    { input: part({ type: "input_file", file_data: "data:application/zip;base64,AA" }) },
  ],
  ["input[0].content[0].file_data", { input: part({ type: "input_file", file_data: "data:text/plain,Hello" }) }],
  [
    "input[0].content[0].filename",
    { input: part({ type: "input_file", file_data: "data:application/pdf;base64,AA", filename: 1 }) },
  ],
  ["input[0].content[0].input_audio", { input: part({ type: "input_audio" }) }],
  ["input[1].call_id", { input: [user, call] }],
  ["input[1].call_id", { input: [user, output] }],
  ["input[1].call_id", { input: [user, output, call] }],
  ["input[3].call_id", { input: [user, call, output, output] }],
  ["input[1].call_id", { input: [user, { ...call, call_id: undefined }, output] }],
  ["input[1].name", { input: [user, { ...call, name: 1 }, output] }],
  ["input[1].arguments", { input: [user, { ...call, arguments: {} }, output] }],
  ["input[2].output", { input: [user, call, { ...output, output: 1 }] }],
  ["input[2].output[0].type", { input: [user, call, { ...output, output: [{ type: "refusal" }] }] }],
  ["input[1].input", { input: [user, { type: "custom_tool_call", call_id: "c1", name: "f" }] }],
  ["input[1].action", { input: [user, { type: "local_shell_call", call_id: "c1" }] }],
  ["input[1].summary", { input: [user, { type: "reasoning", id: "rs_1", summary: "hm" }] }],
  ["input[1].summary[0]", { input: [user, { type: "reasoning", id: "rs_1", summary: ["hm"] }] }],
  ["input[1].encrypted_content", { input: [user, { type: "reasoning", summary: [], encrypted_content: 1 }] }],
  ["input[1].id", { input: [user, { type: "item_reference" }] }],
  ["tools[0]", { input: "Hi", tools: ["f"] }],
  ["tools[0].type", { input: "Hi", tools: [{ name: "f" }] }],
  ...["file_search", "code_interpreter", "computer", "mcp", "shell", "nonsense"].map(
    (type): [string, Record<string, unknown>] => ["tools[0].type", { input: "Hi", tools: [{ type }] }],
  ),
  ["tools[0].name", { input: "Hi", tools: [{ ...f, name: "" }] }],
  ["tools[0].parameters", { input: "Hi", tools: [{ ...f, parameters: "none" }] }],
  ["tools[0].strict", { input: "Hi", tools: [{ ...f, strict: "yes" }] }],
  ["tools[0].description", { input: "Hi", tools: [{ ...f, description: 1 }] }],
  ["tools[0].Parameters", { input: "Hi", tools: [{ ...f, Parameters: {} }] }],
  ["tools[0].format.type", { input: "Hi", tools: [{ type: "custom", name: "p", format: {} }] }],
  [
    "tools[0].format.definition",
    { input: "Hi", tools: [{ type: "custom", name: "p", format: { type: "grammar", syntax: "lark" } }] },
  ],
  ["tools[0].tools", { input: "Hi", tools: [{ type: "namespace", name: "n" }] }],
  ["tools[0].tools[0].name", { input: "Hi", tools: [{ type: "namespace", name: "n", tools: [{ type: "function" }] }] }],
  ["tool_choice", { input: "Hi", tool_choice: "must" }],
  ["tool_choice.type", { input: "Hi", tools: [f], tool_choice: { type: "web_search" } }],
  ["tool_choice.name", { input: "Hi", tools: [f], tool_choice: { type: "function", name: "g" } }],
  [
    "tool_choice.tools[0].name",
    {
      input: "Hi",
      tools: [f],
      tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "g" }] },
    },
  ],
  ["text.format", { input: "Hi", text: { format: "json" } }],
  ["text.format.type", { input: "Hi", text: { format: { type: "yaml" } } }],
  ["text.format.name", { input: "Hi", text: { format: { type: "json_schema", schema: {} } } }],
  ["text.format.schema", { input: "Hi", text: { format: { type: "json_schema", name: "a" } } }],
  ["text.format.strict", { input: "Hi", text: { format: { type: "json_schema", name: "a", schema: {}, strict: 1 } } }],
  ["text.verbosity", { input: "Hi", text: { verbosity: "loud" } }],
  ["text.Format", { input: "Hi", text: { Format: {} } }],
  ["reasoning.effort", { input: "Hi", reasoning: { effort: "huge" } }],
  ["reasoning.summary", { input: "Hi", reasoning: { summary: true } }],
  ["include[0]", { input: "Hi", include: [1] }],
  ["max_output_tokens", { input: "Hi", max_output_tokens: 0 }],
  ["temperature", { input: "Hi", temperature: 3 }],
  ["Temperature", { input: "Hi", Temperature: 1 }],
  ["top_p", { input: "Hi", top_p: -1 }],
  ["truncation", { input: "Hi", truncation: "always" }],
  ["metadata", { input: "Hi", metadata: "blue" }],
];

const answered = async (body: unknown) => {
  const { status, json } = await ask(gateway, { path: "/v1/responses", body });
  return { status, param: json.error?.param, message: json.error?.message, type: json.error?.type };
};

test.each(wrong)("%s: %j", async (param, body) => {
  const answer = await answered({ model: "chat", ...body });
  expect(answer).toEqual({
    status: 400,
    param,
    message: expect.stringContaining(param),
    type: "invalid_request_error",
  });
});

describe("each parameter of the list, of a type that it is not", () => {
  const values = [true, 1.5, "a text", ["a list"], { an: "object" }];
  const kinds: Record<string, number[]> = {
    number: [1],
    whole: [],
    boolean: [0],
    text: [2],
    word: [],
    texts: [2, 3],
    object: [4],
    list: [3],
    "text-or-object": [2, 4],
    "text-or-list": [2, 3],
  };
  test.each(Object.entries(responsesParameters))("%s", async (name, { type, refused }) => {
    for (const [i, value] of values.entries()) {
      if (kinds[type.kind]!.includes(i) && refused === undefined) continue;
      const answer = await answered({ model: "chat", input: "Hi", [name]: value });
      expect(answer, JSON.stringify(value)).toMatchObject({ status: 400, param: name });
    }
  });
});

/** Numbers from 0 up to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("whatever is in a body, it is answered, and never as a fault of ours", async () => {
  const random = randomOf(20_261_127);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const value = (depth: number): unknown => {
    const plain = [null, true, 0, -1, 1e300, "", "a", "auto", "function", "input_text", "a\u0000b", "🌍"];
    if (depth === 0 || random() < 0.4) return pick(plain);
    const many = Array.from({ length: Math.floor(random() * 3) }, () => value(depth - 1));
    if (random() < 0.5) return many;
    return Object.fromEntries(many.map((each) => [pick(["type", "text", "name", "content", "tools", "format"]), each]));
  };
  const item = () => {
    const all = {
      type: pick(["message", "function_call", "function_call_output", "reasoning", "item_reference", "x", 1]),
      role: pick(["user", "assistant", "system", "x", 1]),
      content: random() < 0.5 ? "Hi" : value(3),
      ...{
        id: value(0),
        call_id: pick(["a", "b", 1]),
        name: "f",
        output: value(2),
        summary: value(2),
        arguments: value(1),
      },
    };
    return Object.fromEntries(Object.entries(all).filter(() => random() < 0.8));
  };
  const names = [...Object.keys(responsesParameters), "zebra"].filter((name) => name !== "stream");
  const seen = new Set<number>();
  for (let i = 0; i < 400; i++) {
    const input = random() < 0.3 ? "Hi" : Array.from({ length: Math.floor(random() * 4) }, item);
    const more = Object.fromEntries(Array.from({ length: Math.floor(random() * 3) }, () => [pick(names), value(3)]));
    const body = { model: "chat", input, ...more };
    const { status, json } = await ask(gateway, { path: "/v1/responses", body });
    expect([200, 400, 404], JSON.stringify(body)).toContain(status);
    const refused = { type: "invalid_request_error", message: expect.any(String) };
    if (status !== 200) expect(json.error, JSON.stringify(body)).toMatchObject(refused);
    seen.add(status);
  }
  expect(seen).toContain(200);
  expect(seen).toContain(400);
});

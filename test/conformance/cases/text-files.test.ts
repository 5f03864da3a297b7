/** Files that are texts: who can take them is asked, with their words, and they count as what they say. */
import { expect, test } from "vitest";
import { ask as askOf, runtime } from "../../runtime/running.ts";
import type { TargetSpec } from "../../runtime/table-text.ts";
import { answer, rawServer } from "../raw/raw-server.ts";
import { wireOf } from "../raw/wires.ts";
import { cased } from "./cased.ts";

type Dialect = TargetSpec["dialect"];

const words = "Bergen is north of Oslo. 北京 🌍";
const data = (text: string, type = "text/plain") => `data:${type};base64,${Buffer.from(text).toString("base64")}`;
const asking = (file: object) => ({
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What does it say?" },
        { type: "file", file },
      ],
    },
  ],
});

test.each([
  ["anthropic", "text/plain"],
  ["anthropic", "text/markdown"],
  ["gemini", "text/plain"],
  ["vertex", "text/csv"],
  ["bedrock-converse", "text/html"],
  ["cohere", "text/plain;charset=utf-8"],
  ["ollama", "text/x-python"],
] as const)("%s is sent the words of %s", async (dialect: Dialect, type) => {
  const { ask, seen } = await cased({ target: { dialect }, answer: { json: wireOf(dialect).whole("So it says.") } });
  const reply = await ask(asking({ filename: "a.txt", file_data: data(words, type) }));
  expect([reply.status, reply.json.choices?.[0]?.message?.content]).toEqual([200, "So it says."]);
  const { text } = seen[0]!;
  expect(text.includes(words) || text.includes(Buffer.from(words).toString("base64"))).toBe(true);
});

test("a host of the client's own wire gets them as they came", async () => {
  const { ask, seen } = await cased({ target: { dialect: "openai" }, answer: { json: wireOf("openai").whole("Hi") } });
  const asked = asking({ filename: "a.txt", file_data: data(words) });
  expect((await ask(asked)).status).toBe(200);
  expect(seen[0]?.text).toContain(JSON.stringify(asked.messages));
});

test("who cannot take them is passed over for who can", async () => {
  const one = await rawServer((socket) => answer(socket, 200, JSON.stringify(wireOf("cohere").whole("one"))));
  const two = await rawServer((socket) => answer(socket, 200, JSON.stringify(wireOf("anthropic").whole("two"))));
  const targets = {
    "one/m": { dialect: "cohere" as const, lacks: ["needs.pdf"] },
    "two/m": { dialect: "anthropic" as const },
  };
  const gateway = await runtime(
    { targets, routes: { chat: { use: ["one/m", "two/m"] } } },
    { one: one.url, two: two.url },
  );
  const { json } = await askOf(gateway, { body: { model: "chat", ...asking({ file_data: data(words) }) } });
  expect([json.choices?.[0]?.message?.content, one.seen.length]).toEqual(["two", 0]);
});

test("they count as what they say, so that a route's bound holds of them", async () => {
  const route = { max: { inputTokens: 1_000 } };
  const { ask, seen } = await cased({
    target: { dialect: "anthropic" },
    route,
    answer: { json: wireOf("anthropic").whole("Hi") },
  });
  expect((await ask(asking({ file_data: data("word ".repeat(400)) }))).status).toBe(200);
  const over = await ask(asking({ file_data: data("word ".repeat(2_000)) }));
  expect([over.status, seen.length]).toEqual([400, 1]);
  expect(over.json.error?.message).toMatch(/tokens/);
});

test.each([
  ["what is no base64", { file_data: "data:text/plain,Hello" }],
  ["what is no text", { file_data: "data:application/zip;base64,AAAA" }],
  ["what another keeps", { file_id: "file-1", file_data: data(words) }],
])("%s cannot be counted, and is refused by its place", async (_, file) => {
  const { ask, seen } = await cased({ target: { dialect: "openai" }, answer: { json: wireOf("openai").whole("Hi") } });
  const { status, json } = await ask(asking(file));
  expect([status, json.error?.param, seen.length]).toEqual([400, "messages[0].content[1]", 0]);
});

const input = (file: object, role = "user") => [
  { role, content: [{ type: "input_text", text: "What does it say?" }, { type: "input_file", ...file }] }, // biome-ignore format: one line
];

test.each([
  ...(["openai", "azure-openai", "anthropic", "gemini", "vertex", "bedrock-converse"] as const),
  ...(["cohere", "ollama", "openai-responses"] as const),
])("of a client of Responses %s is sent the words, under the file's name", async (dialect: Dialect) => {
  const { url, seen } = await told(dialect);
  const file = { filename: "a.md", file_data: data(words, "text/markdown") };
  const { status, text } = await askOf(url, { path: "/v1/responses", body: { model: "chat", input: input(file) } });
  expect([status, text.includes("So it says.")]).toEqual([200, true]);
  expect(seen[0]?.text).toContain(JSON.stringify(`a.md\n\n${words}`).slice(1, -1));
});

test("what a tool answered with in a file of text goes on as its words", async () => {
  const { url, seen } = await told("openai");
  const call = { type: "function_call", call_id: "call_1", name: "read", arguments: "{}" };
  const output = [{ type: "input_file", file_data: data(words) }];
  const items = [
    ...input({ file_data: data("Hi") }),
    call,
    { type: "function_call_output", call_id: "call_1", output },
  ];
  expect((await askOf(url, { path: "/v1/responses", body: { model: "chat", input: items } })).status).toBe(200);
  expect(seen[0]?.text).toContain(JSON.stringify({ role: "tool", tool_call_id: "call_1", content: words }));
});

test("in Responses they count as what they say, too", async () => {
  const { url, seen } = await told("anthropic", { max: { inputTokens: 1_000 } });
  const asked = async (text: string) => {
    const body = { model: "chat", input: input({ file_data: data(text) }) };
    const { status, json } = await askOf(url, { path: "/v1/responses", body });
    return [status, json.error?.message ?? ""];
  };
  expect((await asked("word ".repeat(400)))[0]).toBe(200);
  expect(await asked("word ".repeat(2_000))).toEqual([400, expect.stringMatching(/tokens/)]);
  expect(seen.length).toBe(1);
});

async function told(dialect: Dialect, route: object = {}) {
  const { url, seen } = await rawServer((socket) =>
    answer(socket, 200, JSON.stringify(wireOf(dialect).whole("So it says."))),
  );
  const gateway = await runtime(
    { targets: { "one/m": { dialect } }, routes: { chat: { use: ["one/m"], ...route } } },
    { one: url },
  );
  return { url: gateway, seen };
}

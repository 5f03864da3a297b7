/** Files that are texts, in chat completions: who can take them is asked, with their words, and they count as what they say. */
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

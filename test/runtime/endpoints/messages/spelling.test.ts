/** Members inside a Messages body that differ from known ones in case alone: some readers would take them for those. */
import { expect, test } from "vitest";
import { ask, runtime, simulator } from "../../running.ts";

const text = { type: "text", text: "Hello." };
const use = { type: "tool_use", id: "t1", name: "f", input: {} };
const result = { type: "tool_result", tool_use_id: "t1", content: "done" };
const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
const user = (content: unknown) => ({ role: "user", content });
const called = (block: object) => [user("Hi."), { role: "assistant", content: [block] }, user([result])];

test.each([
  ["messages[0].Content", { messages: [{ ...user("Hi."), Content: "More." }] }],
  ["messages[0].ROLE", { messages: [{ ...user("Hi."), ROLE: "system" }] }],
  ["messages[0].content[0].Text", { messages: [user([{ ...text, Text: "More." }])] }],
  ["messages[0].content[0].SOURCE", { messages: [user([{ ...image, SOURCE: {} }])] }],
  ["messages[0].content[0].Cache_Control", { messages: [user([{ ...text, Cache_Control: {} }])] }],
  ["messages[1].content[0].Input", { messages: called({ ...use, Input: {} }) }],
  ["messages[2].content[0].CONTENT", { messages: [...called(use).slice(0, 2), user([{ ...result, CONTENT: "x" }])] }],
  ["system[0].TEXT", { messages: [user("Hi.")], system: [{ ...text, TEXT: "More." }] }],
  ["tools[0].Name", { messages: [user("Hi.")], tools: [{ name: "f", input_schema: { type: "object" }, Name: "g" }] }],
])("%s is refused by its place", async (place, body) => {
  const { url } = await simulator({ dialect: "anthropic" });
  const targets = { "one/m": { dialect: "anthropic" as const } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m"] } } }, { one: url });
  const reply = await ask(gateway, { path: "/v1/messages", body: { model: "chat", max_tokens: 10, ...body } });
  expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(`${place} must be written`)]);
});

import { describe, expect, test } from "vitest";
import { hello, only, served } from "./recorded.ts";

const message = { role: "user", content: "Hello" };
const text = JSON.stringify;

describe("a member that stands twice is refused, and named", () => {
  test.each([
    ["messages", `{"model":"chat","messages":[${text(message)}],"messages":[${text(message)}]}`],
    ["model", `{"model":"chat","messages":[${text(message)}],"model":"other"}`],
    ["model", `{"model":"chat","messages":[${text(message)}],"mod\\u0065l":"chat"}`],
    [
      "messages[1].content",
      `{"model":"chat","messages":[${text(message)},{"role":"user","content":"a","content":"b"}]}`,
    ],
    [
      "messages[0].content[0].text",
      `{"model":"chat","messages":[{"role":"user","content":[{"text":"a","type":"text","text":"b"}]}]}`,
    ],
    ["metadata.a", `{"model":"chat","messages":[${text(message)}],"metadata":{"a":"1","a":"1"}}`],
    ["unknown.deep[2].x", `{"unknown":{"deep":[1,[],{"x":1,"x":1}]},"model":"chat","messages":[${text(message)}]}`],
    ["", `{"":1,"":2,"model":"chat","messages":[${text(message)}]}`],
  ])("%s", async (param, body) => {
    const { ask, sent } = await served(only("own/model"));
    const reply = await ask(body);
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatchObject({ code: "duplicate_member", param });
    expect(sent).toEqual([]);
  });

  test("equal names in different objects are no twins", async () => {
    const { wire } = await served(only("own/model"));
    const metadata = { a: "1", role: "2", messages: "3" };
    expect((await wire({ ...hello, messages: [message, message], metadata })).body.metadata).toEqual(metadata);
  });
});

describe("a member that differs in case alone from one that is known is refused", () => {
  const part = { type: "text", text: "a" };
  const user = (more: object) => ({ ...hello, messages: [{ ...message, ...more }] });
  test.each([
    ["Model", { ...hello, Model: "x" }],
    ["MESSAGES", { ...hello, MESSAGES: [] }],
    ["Max_Tokens", { ...hello, Max_Tokens: 9 }],
    ["N", { ...hello, N: 9 }],
    ["meſſages", { ...hello, meſſages: [] }],
    ["ſeed", { ...hello, ſeed: 1 }],
    ["logprobs".replace("l", "L"), { ...hello, Logprobs: true }],
    ["max_to\u212Aens", { ...hello, "max_to\u212Aens": 9 }],
    ["messages[0].Content", user({ Content: "x" })],
    ["messages[0].content[0].Text", user({ content: [{ ...part, Text: "b" }] })],
    [
      "messages[0].content[0].image_url.URL",
      user({ content: [{ type: "image_url", image_url: { url: "https://a.test/b", URL: "x" } }] }),
    ],
    ["tools[0].Function", { ...hello, tools: [{ type: "function", function: { name: "f" }, Function: {} }] }],
    [
      "tools[0].function.Parameters",
      { ...hello, tools: [{ type: "function", function: { name: "f", Parameters: {} } }] },
    ],
    [
      "messages[0].tool_calls[0].function.Arguments",
      {
        ...hello,
        messages: [{ role: "assistant", tool_calls: [{ id: "a", function: { name: "f", Arguments: "{}" } }] }],
      },
    ],
  ])("%s", async (param, body) => {
    const { ask, sent } = await served(only("own/model"));
    const reply = await ask(body);
    expect(reply.status).toBe(400);
    expect(reply.json.error?.param).toBe(param);
    expect(sent).toEqual([]);
  });

  test("but not inside what is free: schemas and metadata", async () => {
    const { wire } = await served(only("own/model"));
    const schema = { type: "object", properties: { Type: {}, type: {}, Content: {} } };
    const tools = [{ type: "function", function: { name: "f", parameters: schema } }];
    const { body } = await wire({ ...hello, tools, metadata: { Model: "x", model: "y" } });
    expect(body).toMatchObject({ tools, metadata: { Model: "x", model: "y" } });
  });
});

describe("what nobody can count is refused", () => {
  test.each([
    [
      "messages[0].content[0].type",
      { ...hello, messages: [{ role: "user", content: [{ type: "hologram", x: "y" }] }] },
    ],
    [
      "messages[0].content[0]",
      { ...hello, messages: [{ role: "user", content: [{ type: "file", file: { file_id: "file-1" } }] }] },
    ],
    ["messages[0].role", { ...hello, messages: [{ role: "robot", content: "x" }] }],
    ["tools[0].type", { ...hello, tools: [{ type: "web_search" }] }],
    ["tool_choice.type", { ...hello, tool_choice: { type: "web_search" } }],
    ["response_format.type", { ...hello, response_format: { type: "grammar", grammar: "x" } }],
    [
      "messages[0].tool_calls[0].type",
      { ...hello, messages: [{ role: "assistant", tool_calls: [{ id: "a", type: "x" }] }] },
    ],
  ])("%s", async (param, body) => {
    const { ask, sent } = await served(only("own/model"));
    const reply = await ask(body);
    expect(reply.status).toBe(400);
    expect(reply.json.error?.param).toBe(param);
    expect(sent).toEqual([]);
  });
});

/** What the headers tell of settings that a wire format takes in part, in words, or not at all, whichever API the client speaks. */
import { beforeAll, expect, test } from "vitest";
import { type Gateway, startGateway } from "../endpoints/bad-input/gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  return () => gateway.close();
});

async function told(path: string, body: object): Promise<unknown[]> {
  const { status, headers, text } = await gateway.post(path, JSON.stringify(body));
  expect(status, text).toBe(200);
  return [headers["x-pointsman-dropped"], headers["x-pointsman-changed"]];
}

const messages = [{ role: "user", content: "Hi" }];

test.each(["anthropic", "bedrock"])("texts of blanks that %s takes no answer to end at are told", async (route) => {
  const asked = (stop: string[]) => told("/v1/chat/completions", { model: `chat-${route}`, messages, stop });
  expect(await asked(["\n\n", "###"])).toEqual([undefined, "stop"]);
  expect(await asked(["\n\n", " "])).toEqual(["stop", undefined]);
  expect(await asked(["###"])).toEqual([undefined, undefined]);
});

test.each(["anthropic", "bedrock"])("%s is asked for any JSON object in words, which is told", async (route) => {
  const asked = (type: string) =>
    told("/v1/chat/completions", { model: `chat-${route}`, messages, response_format: { type } });
  expect(await asked("json_object")).toEqual([undefined, "response_format"]);
  expect(await asked("text")).toEqual([undefined, undefined]);
});

test.each(["gemini", "vertex"])("an empty text and a seed of more than 32 bits are told at %s", async (route) => {
  const asked = (more: object) => told("/v1/chat/completions", { model: `chat-${route}`, messages, ...more });
  expect(await asked({ stop: ["", "###"] })).toEqual([undefined, "stop"]);
  expect(await asked({ stop: [""] })).toEqual(["stop", undefined]);
  expect(await asked({ seed: 5_000_000_000 })).toEqual([undefined, "seed"]);
  expect(await asked({ seed: 5 })).toEqual([undefined, undefined]);
});

test.each(["openai", "azure", "responses"])("a client of Messages is told that %s has no top_k", async (route) => {
  const asked = (more: object) => told("/v1/messages", { model: `chat-${route}`, messages, max_tokens: 300, ...more });
  expect(await asked({ top_k: 40 })).toEqual(["top_k", undefined]);
  expect(await asked({})).toEqual([undefined, undefined]);
});

const ofChat = { type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } };
const ofMessages = { name: "weather", input_schema: { type: "object", properties: {} } };
const called = [
  { role: "user", content: "How is it in Lyon?" },
  { role: "assistant", content: null, tool_calls: [call("call_a")] },
  { role: "tool", tool_call_id: "call_a", content: "12 degrees" },
];

function call(id: string): object {
  return { id, type: "function", function: { name: "weather", arguments: "{}" } };
}

test("that a tool must be called is said to Ollama in words, which is told; that none may be called is not", async () => {
  const asked = (tool_choice: unknown) =>
    told("/v1/chat/completions", { model: "chat-ollama", messages, tools: [ofChat], tool_choice });
  expect(await asked("required")).toEqual([undefined, "tool_choice"]);
  expect(await asked({ type: "function", function: { name: "weather" } })).toEqual([undefined, "tool_choice"]);
  expect(await asked("none")).toEqual([undefined, undefined]);
  expect(await asked("auto")).toEqual([undefined, undefined]);
});

test("that no tool may be called is said to Bedrock in words where earlier calls need the tools, which is told", async () => {
  const asked = (said: object[], tool_choice: string) =>
    told("/v1/chat/completions", { model: "chat-bedrock", messages: said, tools: [ofChat], tool_choice });
  expect(await asked(called, "none")).toEqual([undefined, "tool_choice"]);
  expect(await asked(called, "auto")).toEqual([undefined, undefined]);
  expect(await asked(messages, "none")).toEqual([undefined, undefined]);
});

test.each(["anthropic", "bedrock", "gemini", "vertex", "cohere", "ollama"])(
  "notes of a client of Messages have no place at %s, which is told",
  async (route) => {
    const body = { model: `chat-${route}`, messages, max_tokens: 300, tools: [ofMessages] };
    const asked = (metadata: object) => told("/v1/messages", { ...body, metadata });
    expect((await asked({ note: "n-1" }))[0]).toContain("metadata");
    expect(String((await asked({ user_id: "u-1" }))[0])).not.toContain("metadata");
  },
);

test.each(["openai", "azure", "responses"])("notes of a client of Messages go on to %s", async (route) => {
  const body = { model: `chat-${route}`, messages, max_tokens: 300, metadata: { note: "n-1" } };
  expect(await told("/v1/messages", body)).toEqual([undefined, undefined]);
});

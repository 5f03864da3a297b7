/** Claude in a project of a cloud: asked as the cloud documents it, and by a client of the gateway that is served with stand-ins. */
import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { runUntil } from "../cli/recording-terminal.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { readEvents, start } from "./ask.ts";

const models = "/v1/projects/acme/locations/europe-west1/publishers/anthropic/models";
const hello = { max_tokens: 100, messages: [{ role: "user", content: "Hello there" }] };
const versioned = { anthropic_version: "vertex-2023-10-16", ...hello };

async function cloud() {
  const { url } = await start({ dialect: "anthropic" });
  return (path: string, body: object, headers: Record<string, string> = { authorization: "Bearer ya29.token" }) =>
    fetch(`${url}${models}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
}

test("the path names the model, and the body the version: the answer is a message", async () => {
  const ask = await cloud();
  const answer = await ask("claude-opus-4-5@20251101:rawPredict", versioned);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    type: "message",
    model: "claude-opus-4-5@20251101",
    content: [{ type: "text", text: expect.stringContaining('You said: "Hello there"') }],
    stop_reason: "end_turn",
  });
});

test("a stream comes as the maker's events, from the method for streams", async () => {
  const ask = await cloud();
  const answer = await ask("claude-opus-4-5@20251101:streamRawPredict", { ...versioned, stream: true });
  expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const types = readEvents(await answer.text()).map(({ type }) => type);
  expect([types[0], types.at(-1)]).toEqual(["message_start", "message_stop"]);
});

test("tokens are counted at a name in place of the model's, as many as are billed", async () => {
  const ask = await cloud();
  const { max_tokens: _, ...asked } = hello;
  const count = await ask("count-tokens:rawPredict", { model: "claude-opus-4-5@20251101", ...asked });
  const { usage } = (await (await ask("claude-opus-4-5@20251101:rawPredict", versioned)).json()) as Anthropic.Message;
  expect(await count.json()).toEqual({ input_tokens: usage.input_tokens });
});

test.each([
  ["a body without the version", "rawPredict", hello, /^anthropic_version: Field required/],
  ["the maker's own version", "rawPredict", { ...hello, anthropic_version: "2023-06-01" }, /^anthropic_version: Input/],
  ["a model in the body", "rawPredict", { ...versioned, model: "claude-opus-4-5" }, /^model: Extra inputs/],
  ["a stream from the other method", "rawPredict", { ...versioned, stream: true }, /^stream: /],
  ["no stream from the method for streams", "streamRawPredict", versioned, /^stream: /],
  ["a member that nobody knows", "rawPredict", { ...versioned, top_kk: 1 }, /^top_kk: Extra inputs/],
  ["both kinds of sampling", "rawPredict", { ...versioned, temperature: 1, top_p: 1 }, /cannot both be specified/],
])("%s is refused in the maker's words", async (_, method, body, message) => {
  const ask = await cloud();
  const answer = await ask(`claude-opus-4-5@20251101:${method}`, body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    type: "error",
    error: { type: "invalid_request_error", message: expect.stringMatching(message) },
  });
});

test("a request without a token is refused", async () => {
  const ask = await cloud();
  expect((await ask("claude-opus-4-5@20251101:rawPredict", versioned, {})).status).toBe(401);
});

test("a policy is served with a stand-in for it: answers, streams, tools and counts", async () => {
  const path = temporaryFolder({
    "routes.yaml": "routes:\n  claude: { otherwise: vertex/claude-opus-4-5@20251101 }\n",
    "catalog.yaml": "providers:\n  vertex: { variables: { project: acme, location: europe-west1 } }\n",
  });
  const words = ["serve", path("routes.yaml"), "--simulate", "--open", "--port", "0", "--operator-port", "0"];
  const { code } = await runUntil(words, async (_, url) => {
    const client = new Anthropic({ baseURL: url, apiKey: "any", maxRetries: 0 });
    const messages = [{ role: "user" as const, content: "call get_time" }];
    const tools = [{ name: "get_time", input_schema: { type: "object" as const, properties: {} } }];
    const asked = { model: "claude", max_tokens: 200, messages, tools };
    const { data, response } = await client.messages.create(asked).withResponse();
    expect(response.headers.get("x-pointsman-target")).toBe("vertex/claude-opus-4-5@20251101");
    expect(response.headers.get("x-pointsman-simulated")).toBe("vertex@anthropic");
    expect(data.content).toMatchObject([{ type: "tool_use", name: "get_time" }]);
    const streamed = await client.messages.stream(asked).finalMessage();
    expect([streamed.content[0]?.type, streamed.usage]).toEqual(["tool_use", data.usage]);
    const counted = await client.messages.countTokens({ model: "claude", messages, tools });
    expect(counted.input_tokens).toBe(data.usage.input_tokens);
  });
  expect(code).toBe(0);
});

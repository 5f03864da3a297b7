/** Other makers' chats in a project of the cloud: asked as they are documented, and by a client of the gateway that is served with stand-ins. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { runUntil } from "../cli/recording-terminal.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { readEvents, start } from "./ask.ts";

const models = "/v1/projects/acme/locations/europe-west1/publishers/mistralai/models";
const hello = { model: "mistral-small-2503", messages: [{ role: "user", content: "Hello there" }] };

async function cloud() {
  const { url } = await start({ dialect: "openai" });
  return (method: string, body: object, headers: Record<string, string> = { authorization: "Bearer ya29.token" }) =>
    fetch(`${url}${models}/mistral-small-2503:${method}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
}

test("path and body name the model, and each method answers in its way, a stream with its usage unasked", async () => {
  const ask = await cloud();
  const whole = (await (await ask("rawPredict", { ...hello, random_seed: 7 })).json()) as OpenAI.ChatCompletion;
  expect(whole.choices[0]?.message.content).toContain('You said: "Hello there"');
  const events = readEvents(await (await ask("streamRawPredict", { ...hello, stream: true })).text());
  const last = JSON.parse(events.at(-2)!.data) as OpenAI.ChatCompletionChunk;
  expect([events.at(-1)?.data, last.usage?.total_tokens]).toEqual(["[DONE]", whole.usage?.total_tokens]);
});

test.each([
  ["a stream from the other method", "rawPredict", { ...hello, stream: true }, /^stream: /],
  ["no stream from the method for streams", "streamRawPredict", hello, /^stream: /],
  ["another model in the body", "rawPredict", { ...hello, model: "codestral-2501" }, /^model: /],
  ["no model in the body", "rawPredict", { messages: hello.messages }, /^model: /],
  ["a member that the maker does not know", "rawPredict", { ...hello, user: "u-1" }, /^user: Extra inputs/],
])("%s is refused", async (_, method, body, message) => {
  const answer = await (await cloud())(method, body);
  const { error } = (await answer.json()) as { error: { message: string } };
  expect([answer.status, error.message]).toEqual([400, expect.stringMatching(message)]);
});

test.each([
  ["mistral-small-2503", "vertex@mistral"],
  ["openai/gpt-oss-120b-maas", "vertex@openai"],
])("a policy is served with a stand-in for %s: answers, streams and calls", async (model, wire) => {
  const path = temporaryFolder({
    "routes.yaml": `routes:\n  chat: { otherwise: vertex/${model} }\n`,
    "catalog.yaml": "providers:\n  vertex: { variables: { project: acme, location: europe-west1 } }\n",
  });
  const words = ["serve", path("routes.yaml"), "--simulate", "--open", "--port", "0", "--operator-port", "0"];
  const { code } = await runUntil(words, async (_, url) => {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "any", maxRetries: 0 });
    const messages = [{ role: "user" as const, content: "call get_time" }];
    const tools = [{ type: "function" as const, function: { name: "get_time", parameters: { type: "object" } } }];
    const asked = { model: "chat", max_completion_tokens: 200, messages, tools, seed: 7 };
    const { data, response } = await client.chat.completions.create(asked).withResponse();
    expect(response.headers.get("x-pointsman-simulated")).toBe(wire);
    expect(data.choices[0]?.message.tool_calls).toMatchObject([{ function: { name: "get_time" } }]);
    const streamed = client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } });
    const { choices, usage } = await streamed.finalChatCompletion();
    expect([choices[0]?.finish_reason, usage?.total_tokens]).toEqual(["tool_calls", data.usage?.total_tokens]);
  });
  expect(code).toBe(0);
});

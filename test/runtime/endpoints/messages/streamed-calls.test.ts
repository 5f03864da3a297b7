/** Calls of tools that come with a provider's proof, in a stream to a client of the Messages API. */
import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { KEY, provider, runtime } from "../../running.ts";

const call = (name: string, city: string) => ({ functionCall: { name, args: { city } } });
const signature = { thoughtSignature: Buffer.from("signed").toString("base64") };

function event(parts: readonly object[], finishReason?: string): string {
  const candidates = [{ index: 0, content: { role: "model", parts }, ...(finishReason && { finishReason }) }];
  return `data: ${JSON.stringify({ candidates, usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 3 } })}\n\n`;
}

test.each([
  ["first", [[{ ...call("a", "Lyon"), ...signature }], [call("b", "Köln")]]],
  ["first, in one event with the second", [[{ ...call("a", "Lyon"), ...signature }, call("b", "Köln")]]],
  ["first, behind a text", [[{ text: "I look." }], [{ ...call("a", "Lyon"), ...signature }], [call("b", "Köln")]]],
])("arrive with their arguments where the proof stands on the %s", async (_, pieces) => {
  const url = await provider((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(pieces.map((parts, i) => event(parts, i === pieces.length - 1 ? "STOP" : undefined)).join(""));
  });
  const targets = { "one/m": { dialect: "gemini" as const } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m"] } } }, { one: url });
  const client = new Anthropic({ baseURL: gateway.url, apiKey: KEY, maxRetries: 0 });
  const tools = ["a", "b"].map((name) => ({ name, input_schema: { type: "object" as const } }));
  const messages = [{ role: "user" as const, content: "Hello." }];
  const { content } = await client.messages.stream({ model: "chat", max_tokens: 20, messages, tools }).finalMessage();
  const calls = content.flatMap((block) => (block.type === "tool_use" ? [[block.name, block.input]] : []));
  expect(calls).toEqual([
    ["a", { city: "Lyon" }],
    ["b", { city: "Köln" }],
  ]);
});

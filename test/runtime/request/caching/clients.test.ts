/** The clients that people use take what was kept for what a model says. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { hello } from "../../running.ts";
import { cached, said } from "./cached.ts";

const question = [{ role: "user" as const, content: "Hello there" }];

test("OpenAI's: chat completions and responses, whole and streamed", async () => {
  const { gateway, provider } = await cached();
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: "alice-key", maxRetries: 0 });
  for (let i = 0; i < 2; i++) {
    const whole = await client.chat.completions.create({ model: hello.model, messages: question });
    expect(whole.choices[0]?.message.content).toBe(said(1));
    const stream = client.chat.completions.stream({ model: hello.model, messages: question });
    expect((await stream.finalChatCompletion()).choices[0]?.message.content).toBe(said(1));
  }
  expect(provider.bodies.length).toBe(1);
  for (let i = 0; i < 2; i++) {
    const whole = await client.responses.create({ model: hello.model, input: "Hello there", store: false });
    expect(whole.output_text).toBe(said(2));
    const stream = client.responses.stream({ model: hello.model, input: "Hello there", store: false });
    const kinds: string[] = [];
    for await (const event of stream) kinds.push(event.type);
    expect((await stream.finalResponse()).output_text).toBe(said(2));
    expect(kinds.filter((kind) => kind === "response.output_text.delta").length).toBeGreaterThan(0);
  }
  expect(provider.bodies.length).toBe(2);
});

test("Anthropic's: messages, whole and streamed", async () => {
  const { gateway, provider } = await cached();
  const client = new Anthropic({ baseURL: gateway.url, authToken: "alice-key", apiKey: null, maxRetries: 0 });
  const asked = { model: hello.model, max_tokens: 100, messages: question };
  for (let i = 0; i < 2; i++) {
    const whole = await client.messages.create(asked);
    expect(whole.content).toMatchObject([{ type: "text", text: said(1) }]);
    const kinds: string[] = [];
    const stream = client.messages.stream(asked).on("streamEvent", ({ type }) => kinds.push(type));
    expect(await stream.finalText()).toBe(said(1));
    expect([kinds[0], kinds.at(-1)]).toEqual(["message_start", "message_stop"]);
  }
  expect(provider.bodies.length).toBe(1);
});

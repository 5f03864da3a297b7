/** What the neutral form does not hold of a completion is not lost where its stream is put together: the official client does the same. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { rawProvider } from "../../dialects/raw-answers.ts";
import { ask, hello, KEY, runtime } from "../../running.ts";

const head = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m", system_fingerprint: "fp_1" };
const piece = (choices: object[], more: object = {}) => `data: ${JSON.stringify({ ...head, ...more, choices })}\n\n`;
const token = (text: string) => ({ token: text, logprob: -0.5, bytes: [...Buffer.from(text)], top_logprobs: [] });
const say = (index: number, delta: object, more: object = {}) => ({ index, delta, finish_reason: null, ...more });
const call = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });

const stream = [
  piece([say(0, { role: "assistant", content: "" })]),
  piece([say(0, { content: "One" }, { logprobs: { content: [token("One")], refusal: null } })]),
  piece([say(1, { role: "assistant", content: null })]),
  piece([say(1, call(0, { id: "call_a", type: "function", function: { name: "look", arguments: "" } }))]),
  piece([say(0, { content: " two." }, { logprobs: { content: [token(" two.")], refusal: null } })]),
  piece([say(1, call(0, { function: { arguments: '{"at":' } }))]),
  piece([say(1, call(0, { function: { arguments: '"sea"}' } }))]),
  piece([say(1, call(1, { id: "call_b", type: "function", function: { name: "stop", arguments: "{}" } }))]),
  piece([
    say(0, { annotations: [{ type: "url_citation", url_citation: { url: "https://a.example", start_index: 0 } }] }),
  ]),
  piece([say(0, {}, { finish_reason: "stop" })]),
  piece([say(1, {}, { finish_reason: "tool_calls" })]),
  piece([], { service_tier: "default", usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 } }),
  "data: [DONE]\n\n",
].join("");

const limits = { firstToken: 2_000, wholeAsStream: true as const };
const spec = { targets: { "one/m": { dialect: "openai" as const } }, routes: { chat: { use: ["one/m"], limits } } };

test("two choices, calls, likelihoods, notes, tier and fingerprint are those that the official client reads of the stream", async () => {
  const one = await rawProvider(() => ({ type: "text/event-stream", bytes: stream, piece: 17 }));
  const gateway = await runtime(spec, { one: one.url });
  const { status, json } = await ask(gateway, { body: { ...hello, n: 2, logprobs: true } });
  expect(status).toBe(200);
  expect(one.sent[0]!.body).toMatchObject({ stream: true, stream_options: { include_usage: true }, n: 2 });
  const client = new OpenAI({ baseURL: one.url, apiKey: KEY, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "Hello there" }];
  const read = await client.chat.completions.stream({ model: "m", messages, n: 2 }).finalChatCompletion();
  const { choices, ...rest } = json as unknown as OpenAI.ChatCompletion;
  expect(choices[0]).toMatchObject({
    message: { content: "One two.", annotations: [{ type: "url_citation" }] },
    logprobs: { content: [token("One"), token(" two.")] },
    finish_reason: "stop",
  });
  expect(choices[1]!.message).toEqual({
    role: "assistant",
    content: null,
    refusal: null,
    tool_calls: [
      { id: "call_a", type: "function", function: { name: "look", arguments: '{"at":"sea"}' } },
      { id: "call_b", type: "function", function: { name: "stop", arguments: "{}" } },
    ],
  });
  expect(choices.map(({ finish_reason }) => finish_reason)).toEqual(read.choices.map((each) => each.finish_reason));
  expect(choices.map(({ message }) => message.content)).toEqual(read.choices.map(({ message }) => message.content));
  expect(rest).toEqual({
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1, model: "m", system_fingerprint: "fp_1" },
    service_tier: "default",
    usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 },
  });
});

test("sound is not asked for as a stream, and a host that streams nothing is taken at its word", async () => {
  const message = { role: "assistant", content: "Yes." };
  const whole = { choices: [{ index: 0, message, finish_reason: "stop" }] };
  const one = await rawProvider(() => ({ type: "application/json", bytes: JSON.stringify(whole) }));
  const gateway = await runtime(spec, { one: one.url });
  const spoken = { ...hello, modalities: ["text", "audio"], audio: { voice: "ash", format: "wav" } };
  for (const body of [spoken, hello]) {
    const { status, json } = await ask(gateway, { body });
    expect([status, json.choices?.[0]?.message?.content]).toEqual([200, "Yes."]);
  }
  expect(one.sent.map(({ body }) => body.stream)).toEqual([undefined, true]);
});

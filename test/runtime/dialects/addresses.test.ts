/** Where requests of dialects go that no endpoint speaks, and with what, before a server that knows nothing of them. */
import { expect, test } from "vitest";
import { ask, events, runtime, textOf } from "../running.ts";
import { rawProvider } from "./raw-answers.ts";

const messages = [{ role: "user", content: "hi" }];

test("chat of the second version is asked with a bearer, and what is read counts, not what is billed", async () => {
  const usage = {
    billed_units: { input_tokens: 12, output_tokens: 5 },
    tokens: { input_tokens: 507, output_tokens: 9 },
  };
  const answer = { message: { content: [{ type: "text", text: "Hi" }] }, finish_reason: "COMPLETE", usage };
  const { url, sent } = await rawProvider(() => ({ type: "application/json", bytes: JSON.stringify(answer) }));
  const targets = { "one/command": { dialect: "cohere" as const } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/command"] } } }, { one: url });
  const reply = await ask(gateway, { body: { model: "chat", messages, top_p: 1, logit_bias: { 1: 1 } } });
  expect(sent).toMatchObject([{ method: "POST", url: "/v2/chat", headers: { authorization: "Bearer simulated" } }]);
  expect(sent[0]?.body).toEqual({ model: "command", messages, p: 0.99, stream: false });
  expect(reply.headers["x-pointsman-dropped"]).toBe("logit_bias");
  expect(reply.json.usage).toMatchObject({ prompt_tokens: 507, completion_tokens: 9 });
});

test("lines of JSON are asked for as such, with the window; an error among them ends the stream as one", async () => {
  const line = (content: string) => JSON.stringify({ message: { role: "assistant", content }, done: false });
  const done = JSON.stringify({
    message: { content: "" },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 26,
    eval_count: 9,
  });
  let bytes = [line("Hel"), line("lo"), done].join("\n");
  const { url, sent } = await rawProvider(() => ({ type: "application/x-ndjson", bytes, piece: 3 }));
  const targets = { "one/small": { dialect: "ollama" as const, context: 16_384 } };
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/small"] } } }, { one: url });
  const body = { model: "chat", messages, stream: true, stream_options: { include_usage: true } };
  const whole = await ask(gateway, { body });
  expect(textOf(whole)).toBe("Hello");
  expect(events(whole.text).at(-1)?.usage).toMatchObject({ prompt_tokens: 26, completion_tokens: 9 });
  expect(sent[0]).toMatchObject({ url: "/api/chat", headers: { accept: "application/x-ndjson" } });
  expect(sent[0]?.body).toEqual({ model: "small", messages, stream: true, options: { num_ctx: 16_384 } });
  bytes = [line("Hel"), '{"error":"boom"}', line("lo"), done].join("\n");
  const broken = await ask(gateway, { body });
  expect(textOf(broken)).toBe("Hel");
  expect(broken.text).not.toContain("[DONE]");
  expect(events(broken.text).at(-1)?.error?.code).toBe("upstream_error");
});

test.each([
  ["ollama", "options", { num_ctx: 100_000 }, { message: { content: "Hi" }, done: true }],
  ["bedrock-converse", "additionalModelRequestFields", {}, { output: { message: { content: [{ text: "Hi" }] } } }],
] as const)(
  "%s has members that a target accepts beside the listed ones in %s",
  async (dialect, member, others, answer) => {
    const { url, sent } = await rawProvider(() => ({ type: "application/json", bytes: JSON.stringify(answer) }));
    const targets = { "one/m": { dialect, accepts: ["min_p"] } };
    const gateway = await runtime({ targets, routes: { chat: { use: ["one/m"] } } }, { one: url });
    const reply = await ask(gateway, { body: { model: "chat", messages, min_p: 0.1, top_a: 1 } });
    expect(sent[0]?.body[member]).toEqual({ ...others, min_p: 0.1 });
    expect(sent[0]?.body).not.toHaveProperty("min_p");
    expect(reply.headers["x-pointsman-dropped"]).toBe("top_a");
  },
);

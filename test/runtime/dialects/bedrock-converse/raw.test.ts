/** What goes over the wire to Converse and comes back, against a server that knows nothing of the dialect. */
import { expect, test } from "vitest";
import { ask, events, runtime, type TestRuntime, textOf } from "../../running.ts";
import type { TargetSpec } from "../../table-text.ts";
import { eventFrame, exceptionFrame } from "../../wire/aws-frames.ts";
import { type RawAnswer, rawProvider, type Sent } from "../raw-answers.ts";

const messages = [{ role: "user", content: "hi" }];
const usage = {
  inputTokens: 5,
  outputTokens: 42,
  totalTokens: 2147,
  cacheReadInputTokens: 2000,
  cacheWriteInputTokens: 100,
};
const whole = {
  output: { message: { role: "assistant", content: [{ text: "Hello" }] } },
  stopReason: "end_turn",
  usage,
};
const text = "北京 🌍 안녕";
const delta = (piece: string) =>
  eventFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: piece }, p: "abc" });
const started = eventFrame("messageStart", { role: "assistant" });
const ended = [
  eventFrame("contentBlockStop", { contentBlockIndex: 0 }),
  eventFrame("messageStop", { stopReason: "end_turn" }),
  eventFrame("metadata", { usage, metrics: { latencyMs: 1 } }),
];
const streamed = Buffer.concat([started, delta("北京"), delta(" 🌍 안녕"), ...ended]);
const FRAMES = "application/vnd.amazon.eventstream";

async function served(
  answer: RawAnswer,
  target: Partial<TargetSpec> = {},
): Promise<{ gateway: TestRuntime; sent: Sent[] }> {
  const { url, sent } = await rawProvider(() => answer);
  const spec: TargetSpec = {
    dialect: "bedrock-converse",
    model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    ...target,
  };
  const gateway = await runtime({ targets: { "one/m": spec }, routes: { chat: { use: ["one/m"] } } }, { one: url });
  return { gateway, sent };
}

test("a request has its model in the path, the key as a bearer and nothing in its body that Converse does not know", async () => {
  const { gateway, sent } = await served({ type: "application/json", bytes: JSON.stringify(whole) });
  const reply = await ask(gateway, { body: { model: "chat", messages, max_tokens: 50, temperature: 0.5, seed: 1 } });
  expect(sent).toMatchObject([
    {
      method: "POST",
      url: "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
      headers: { authorization: "Bearer simulated", accept: "application/json", "content-type": "application/json" },
    },
  ]);
  expect(sent[0]?.body).toEqual({
    messages: [{ role: "user", content: [{ text: "hi" }] }],
    inferenceConfig: { maxTokens: 50, temperature: 0.5 },
  });
  expect(reply.headers["x-pointsman-dropped"]).toBe("seed");
  expect(textOf(reply)).toBe("Hello");
  expect(reply.json.usage).toMatchObject({
    prompt_tokens: 2105,
    completion_tokens: 42,
    prompt_tokens_details: { cached_tokens: 2000 },
  });
});

test("a name that is an ARN is one segment of the path", async () => {
  const model = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc";
  const { gateway, sent } = await served({ type: "application/json", bytes: JSON.stringify(whole) }, { model });
  await ask(gateway, { body: { model: "chat", messages } });
  expect(sent[0]?.url).toBe(
    "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Aapplication-inference-profile%2Fabc/converse",
  );
});

test.each([1, 7, 64, undefined])(
  "a stream in pieces of %s bytes is the same to the client, its usage with it",
  async (piece) => {
    const { gateway, sent } = await served({ type: FRAMES, bytes: streamed, ...(piece && { piece }) });
    const body = { model: "chat", messages, stream: true, stream_options: { include_usage: true } };
    const reply = await ask(gateway, { body });
    expect(sent[0]?.url).toMatch(/converse-stream$/);
    expect(sent[0]?.headers.accept).toBe(FRAMES);
    expect(textOf(reply)).toBe(text);
    expect(reply.text).toMatch(/data: \[DONE\]\n\n$/);
    const all = events(reply.text);
    expect(all.at(-1)?.usage).toMatchObject({ prompt_tokens: 2105, completion_tokens: 42, total_tokens: 2147 });
    expect(all.flatMap((event) => event.choices?.[0]?.finish_reason ?? [])).toEqual(["stop"]);
  },
);

test("a stream that is cut anywhere before its stop ends as an error, never as a clean end", async () => {
  const stop = streamed.length - ended[2]!.length;
  for (const at of [started.length + 40, streamed.length - ended[1]!.length - ended[2]!.length, stop - 3, stop + 20]) {
    const { gateway } = await served({ type: FRAMES, bytes: streamed.subarray(0, at) });
    const reply = await ask(gateway, { body: { model: "chat", messages, stream: true } });
    expect(reply.text).not.toContain("[DONE]");
    const error = reply.status === 200 ? events(reply.text).at(-1)?.error : reply.json.error;
    expect(error?.code).toBe("upstream_truncated");
  }
});

test("a stream that stops without its usage is whole", async () => {
  const { gateway } = await served({ type: FRAMES, bytes: streamed.subarray(0, streamed.length - ended[2]!.length) });
  const reply = await ask(gateway, { body: { model: "chat", messages, stream: true } });
  expect(textOf(reply)).toBe(text);
  expect(reply.text).toContain("[DONE]");
});

test("a bit that has turned over is an error, whatever the text would have said", async () => {
  const bent = Buffer.from(streamed);
  const at = bent.indexOf("안녕") + 1;
  bent[at] = bent[at]! ^ 1;
  const { gateway } = await served({ type: FRAMES, bytes: bent });
  const reply = await ask(gateway, { body: { model: "chat", messages, stream: true } });
  expect(textOf(reply)).toBe("北京");
  expect(reply.text).not.toContain("[DONE]");
});

test("an exception first is an answer with its status; after text it ends the stream", async () => {
  const exception = exceptionFrame("throttlingException", { message: "Too many requests" });
  const first = await served({ type: FRAMES, bytes: exception });
  const refused = await ask(first.gateway, { body: { model: "chat", messages, stream: true } });
  expect(refused.status).toBe(429);
  expect(refused.json.error?.code).toBe("rate_limit_exceeded");
  const later = await served({ type: FRAMES, bytes: Buffer.concat([started, delta("Hel"), exception]) });
  const broken = await ask(later.gateway, { body: { model: "chat", messages, stream: true } });
  expect(textOf(broken)).toBe("Hel");
  expect(events(broken.text).at(-1)?.error?.code).toBe("rate_limit_exceeded");
  expect(broken.text).not.toContain("[DONE]");
});

test("JSON with status 200 in place of a stream is an error, by what it says", async () => {
  const bytes = JSON.stringify({
    Output: { __type: "com.amazon.coral.service#UnknownOperationException" },
    Version: "1.0",
  });
  for (const stream of [true, false]) {
    const { gateway } = await served({ type: "application/json", bytes });
    const reply = await ask(gateway, { body: { model: "chat", messages, stream } });
    expect(reply.status).toBe(502);
  }
});

test("a refusal is told by the name in its header, without the account's words", async () => {
  const refusal = {
    status: 403,
    type: "application/json",
    bytes: '{"message":"arn:aws:iam::123456789012:user/x is not authorized"}',
  };
  const { gateway } = await served({
    ...refusal,
    headers: { "x-amzn-errortype": "AccessDeniedException:http://internal/" },
  });
  const reply = await ask(gateway, { body: { model: "chat", messages } });
  expect(reply.status).toBe(502);
  expect(reply.text).not.toContain("123456789012");
});

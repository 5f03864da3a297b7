import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import { ask, events, finish, hello, open, provider, runtime, simulator, textOf } from "../running.ts";
import type { TableSpec } from "../table-text.ts";

const streamed = { ...hello, stream: true };

function oneTarget(limits: object = {}, dialect: "openai" | "anthropic" = "openai"): TableSpec {
  return { targets: { "one/m1": { dialect } }, routes: { chat: { use: ["one/m1"], limits } } };
}

function piece(delta: object, finish_reason: string | null = null): string {
  return `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
}

const role = piece({ role: "assistant", content: "" });

function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

test.each(
  (["openai", "anthropic"] as const).flatMap((dialect) =>
    (["cut-stream", "error-event", "malformed"] as const).map((fault) => ({ dialect, fault })),
  ),
)(
  "a $dialect stream that breaks by $fault after it has begun ends as an error, never as a clean end",
  async ({ dialect, fault }) => {
    const one = await simulator({ dialect, faults: [{ fault, value: 6 }] });
    const gateway = await runtime(oneTarget({}, dialect), { one: one.url });
    const reply = await ask(gateway, { body: streamed });
    expect(reply.status).toBe(200);
    expect(textOf(reply)).not.toBe("");
    expect(reply.text).not.toContain("[DONE]");
    expect(events(reply.text).at(-1)?.error?.type).toBeTypeOf("string");
    expect(gateway.log.at(-1)).toMatchObject({ event: "request", target: "one/m1", failure: expect.any(String) });
  },
);

test("a stream that ends without a finish is an error", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.end(role + piece({ content: "Hal" }));
  });
  const reply = await ask(await runtime(oneTarget(), { one }), { body: streamed });
  expect(events(reply.text).at(-1)?.error?.code).toBe("upstream_truncated");
  expect(reply.text).not.toContain("[DONE]");
});

test("a stream that falls silent in the middle is an error", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.write(role + piece({ content: "Hal" }));
  });
  const reply = await ask(await runtime(oneTarget({ idle: 60 }), { one }), { body: streamed });
  expect(events(reply.text).at(-1)?.error?.code).toBe("timeout");
});

test("a stream that goes on beyond the deadline is an error", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.write(role);
    const timer = setInterval(() => response.write(piece({ content: "a" })), 10);
    response.on("close", () => clearInterval(timer));
  });
  const reply = await ask(await runtime(oneTarget({ deadline: 500 }), { one }), { body: streamed });
  expect(events(reply.text).at(-1)?.error?.code).toBe("deadline_exceeded");
});

test("a stream that has said its end mark ends at once, though the connection stays open", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.write(`${role}${piece({ content: "Hi" })}${piece({}, "stop")}data: [DONE]\n\n`);
  });
  const reply = await ask(await runtime(oneTarget({ idle: 60_000, deadline: 60_000 }), { one }), { body: streamed });
  expect(reply.text.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("a stream that has finished but forgets its end mark is whole", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.end(role + piece({ content: "Hi" }) + piece({}, "stop"));
  });
  const reply = await ask(await runtime(oneTarget(), { one }), { body: streamed });
  expect(reply.text.endsWith("data: [DONE]\n\n")).toBe(true);
  expect(reply.text).not.toContain('"error"');
});

test("a stream without anything useful is an answer too", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.end(`${role}${piece({}, "stop")}data: [DONE]\n\n`);
  });
  const reply = await ask(await runtime(oneTarget(), { one }), { body: streamed });
  expect(reply.text).toBe(`${role}${piece({}, "stop")}data: [DONE]\n\n`);
});

test("a refusal that comes with status 200 where a stream was asked for is that refusal", async () => {
  const one = await provider((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: "slow down", code: "rate_limit_exceeded" } }));
  });
  const reply = await ask(await runtime(oneTarget(), { one }), { body: streamed });
  expect(reply.status).toBe(429);
  expect(reply.json.error?.code).toBe("rate_limit_exceeded");
});

test("text that is split inside a character arrives whole", async () => {
  const text = "北京 🌍 안녕";
  const one = await provider(async (_request, response) => {
    begin(response);
    for (const byte of Buffer.from(`${role}${piece({ content: text })}${piece({}, "stop")}data: [DONE]\n\n`)) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
  });
  const reply = await ask(await runtime(oneTarget(), { one }), { body: streamed });
  expect(textOf(reply)).toBe(text);
});

test.each([true, false])("a client that goes away ends the upstream's work (stream: %s)", async (stream) => {
  const slow = { tokensPerSecond: 20, delay: stream ? 0 : 60_000 };
  const one = await simulator(slow);
  const two = await simulator();
  const targets = { "one/m1": { dialect: "openai" }, "two/m2": { dialect: "openai" } } as const;
  const routes = { chat: { use: ["one/m1", "two/m2"], limits: { deadline: 120_000 } } };
  const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
  const leaving = new AbortController();
  const reply = open(gateway, { body: { ...hello, stream }, signal: leaving.signal });
  if (stream) await once(await reply, "data");
  else await vi.waitFor(() => expect(one.open).toBe(1));
  reply.then(
    (response) => response.on("error", () => {}),
    () => {},
  );
  leaving.abort();
  await vi.waitFor(() => expect(one.aborted).toBe(1));
  await vi.waitFor(() => expect(gateway.log).toHaveLength(1));
  expect(gateway.log[0]).toMatchObject({ status: 499, failure: "cancelled" });
  expect(two.requests).toHaveLength(0);
});

test("a client that does not read holds the provider back, and loses nothing", async () => {
  const count = 600;
  const long = piece({ content: "x".repeat(100_000) });
  let written = 0;
  const one = await provider(async (_request, response) => {
    begin(response);
    for (; written < count; written++) if (!response.write(long)) await once(response, "drain");
    response.end(`${piece({}, "stop")}data: [DONE]\n\n`);
  });
  const gateway = await runtime(oneTarget({ idle: 1_000, deadline: 30_000 }), { one });
  const response = await open(gateway, { body: streamed });
  let seen = -1;
  await vi.waitFor(
    () => {
      const before = seen;
      seen = written;
      expect(written).toBe(before);
    },
    { interval: 100, timeout: 10_000 },
  );
  expect(written).toBeLessThan(count);
  const reply = await finish(response);
  expect(reply.text.length).toBe(count * long.length + `${piece({}, "stop")}data: [DONE]\n\n`.length);
}, 30_000);

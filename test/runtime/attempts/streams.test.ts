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
    response.write(role);
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
  expect(reply.text.length).toBe(role.length + count * long.length + `${piece({}, "stop")}data: [DONE]\n\n`.length);
}, 30_000);

const DONE = "data: [DONE]\n\n";
const choice = (index: number, delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index, delta, finish_reason }] })}\n\n`;

/** A gateway over one provider that sends this for a stream, and one that is well. */
async function overPieces(pieces: readonly string[], stays = false, limits: object = {}) {
  const one = await provider((_request, response) => {
    begin(response);
    for (const text of pieces) response.write(text);
    if (!stays) response.end();
  });
  const well = await simulator();
  const spec: TableSpec = {
    targets: { "one/m1": { dialect: "openai" }, "well/m1": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1", "well/m1"], limits } },
  };
  return runtime(spec, { one, well: well.url });
}

test("every choice that has begun must finish", async () => {
  const half = [choice(0, { content: "A is done." }), choice(1, { content: "B is hal" }), choice(0, {}, "stop")];
  const cut = await ask(await overPieces([...half, DONE]), { body: { ...streamed, n: 2 } });
  expect(events(cut.text).at(-1)?.error?.code).toBe("upstream_truncated");
  expect(cut.text).not.toContain("[DONE]");
  const whole = await ask(await overPieces([...half, choice(1, {}, "stop"), DONE]), { body: { ...streamed, n: 2 } });
  expect(whole.text.endsWith(DONE)).toBe(true);
});

test("a piece of nothing behind the finish opens no choice again", async () => {
  const pieces = [role, piece({ content: "Hi" }), piece({}, "stop"), piece({})];
  for (const end of [[DONE], []]) {
    const reply = await ask(await overPieces([...pieces, ...end]), { body: streamed });
    expect(reply.text.endsWith(DONE)).toBe(true);
    expect(events(reply.text).some(({ error }) => error)).toBe(false);
  }
});

test("text that stops without a finish is broken, whatever end mark follows; an end mark alone is no answer", async () => {
  const broken = await ask(await overPieces([role, piece({ content: "Hal" }), DONE]), { body: streamed });
  expect(events(broken.text).at(-1)?.error?.code).toBe("upstream_truncated");
  for (const pieces of [[DONE], [": hello\n\n", DONE]]) {
    const reply = await ask(await overPieces(pieces), { body: streamed });
    expect([reply.status, reply.headers["x-pointsman-target"]]).toEqual([200, "well/m1"]);
  }
});

test("a piece that is no JSON ends the stream as an error, though it looks like text", async () => {
  const pieces = [
    role,
    piece({ content: "Hel" }),
    'data: {"choices":[{"delta":{"content":"broken"}\n\n',
    piece({}, "stop"),
    DONE,
  ];
  const reply = await ask(await overPieces(pieces), { body: streamed });
  expect(events(reply.text).at(-1)?.error?.code).toBe("upstream_malformed");
  expect(reply.text).not.toContain("broken");
});

test("a stream that has said all ends soon, though the connection stays open without an end mark", async () => {
  const began = performance.now();
  const gateway = await overPieces([role, piece({ content: "Hi" }), piece({}, "stop")], true, {
    idle: 60_000,
    deadline: 90_000,
  });
  const reply = await ask(gateway, { body: streamed });
  expect(reply.text.endsWith(DONE)).toBe(true);
  expect(performance.now() - began).toBeLessThan(20_000);
});

test("comments keep no stream alive", async () => {
  const one = await provider((_request, response) => {
    begin(response);
    response.write(role + piece({ content: "Hal" }));
    const timer = setInterval(() => response.write(": ping\n\n"), 20);
    response.once("close", () => clearInterval(timer));
  });
  const reply = await ask(await runtime(oneTarget({ idle: 200 }), { one }), { body: streamed });
  expect(events(reply.text).at(-1)?.error?.code).toBe("timeout");
});

test.each([
  ["speech", [{ audio: { id: "a1" } }, { audio: { data: "AAAA" } }]],
  [
    "the older form of tools",
    [{ function_call: { name: "f", arguments: "" } }, { function_call: { arguments: "{}" } }],
  ],
])("%s is an answer that has begun", async (_, deltas) => {
  const one = await provider((_request, response) => {
    begin(response);
    response.write(role);
    let next = 0;
    const timer = setInterval(() => {
      if (next < 12) return void response.write(piece(deltas[Math.min(next++, 1)]!));
      clearInterval(timer);
      response.end(piece({}, "stop") + DONE);
    }, 20);
  });
  const reply = await ask(await runtime(oneTarget({ firstToken: 150 }), { one }), { body: streamed });
  expect(reply.status).toBe(200);
  expect(events(reply.text)).toHaveLength(14);
});

test("only what clients can read is passed on", async () => {
  const odd = [
    ": hb\n\n",
    'event: ping\ndata: {"type":"ping"}\n\n',
    "data:\n\n",
    "id: 1\n: c\n\n",
    'data: {"type":"note"}\n\n',
  ];
  const said = [role, piece({ content: "Hel" }), piece({ content: "lo" }), piece({}, "stop")];
  const pieces = said.flatMap((text) => [...odd, `id: 7\n: c\n${text}`]);
  const reply = await ask(await overPieces([...pieces, ...odd, DONE]), { body: streamed });
  expect(reply.text).toBe([...said, DONE].join(""));
  expect(reply.headers["x-accel-buffering"]).toBe("no");
});

test("what has begun is broken off in our words", async () => {
  const error = {
    message: "The value for sk-abcd1234 at http://10.0.0.7:8000 is wrong",
    type: "invalid_request_error",
  };
  const reply = await ask(
    await overPieces([role, piece({ content: "Hal" }), `data: ${JSON.stringify({ error })}\n\n`]),
    {
      body: streamed,
    },
  );
  expect(events(reply.text).at(-1)?.error).toMatchObject({ code: "bad_request", message: "The request is not valid." });
  expect(reply.text).not.toMatch(/sk-abcd|10\.0\.0\.7/);
});

import { expect, test } from "vitest";
import { ask, events, hello, KEY, keyRecord, provider, runtime, simulator } from "../running.ts";
import type { RouteSpec, TableSpec, TargetSpec } from "../table-text.ts";

const answer = {
  id: "c1",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi", odd: 1 }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1000, completion_tokens: 100 },
};

/** A provider that answers, and what it was sent. */
async function recorder(): Promise<{ url: string; bodies: string[]; headers: NodeJS.Dict<string | string[]>[] }> {
  const bodies: string[] = [];
  const headers: NodeJS.Dict<string | string[]>[] = [];
  const url = await provider((request, response, body) => {
    bodies.push(body);
    headers.push(request.headers);
    response.writeHead(200, { "content-type": "application/json", "set-cookie": "a=b", "x-request-id": "up-1" });
    response.end(JSON.stringify(answer, null, 1));
  });
  return { url, bodies, headers };
}

function one(target: Partial<TargetSpec> = {}, route: RouteSpec = {}): TableSpec {
  return {
    targets: { "one/m1": { dialect: "openai", ...target } },
    routes: { chat: { use: ["one/m1"], ...route } },
    metadata: { team: { values: ["sales", "support"] } },
  };
}

test("members pass byte for byte, but for the model and what is not on the list", async () => {
  const up = await recorder();
  const gateway = await runtime(one(), { one: up.url });
  const kept = '"messages":[{"role":"user","content":"h\\u00e9 \u{1F30D}", "b":1, "a":2.0}] , "seed" : 1.0';
  await ask(gateway, { body: `{ "temperature":1.0,"model" : "chat",\n ${kept}, "x_own":{"b":1,"a":2} }` });
  expect(up.bodies).toEqual([`{"model":"m1","temperature":1.0,${kept}}`]);
});

test("an answer passes byte for byte", async () => {
  const up = await recorder();
  const reply = await ask(await runtime(one(), { one: up.url }), { body: hello });
  expect(reply.text).toBe(JSON.stringify(answer, null, 1));
});

test("a provider is sent its own key and the gateway's headers, and nothing of the client's", async () => {
  const up = await recorder();
  await ask(await runtime(one(), { one: up.url }), {
    body: hello,
    headers: { cookie: "c=1", "x-mine": "2", accept: "*/*" },
  });
  const { authorization, cookie, "x-mine": mine, "accept-encoding": encoding, accept } = up.headers[0] ?? {};
  expect({ authorization, cookie, mine, encoding, accept }).toEqual({
    authorization: "Bearer simulated",
    cookie: undefined,
    mine: undefined,
    encoding: "identity",
    accept: "application/json",
  });
});

test("the answer's headers say how it was served", async () => {
  const up = await recorder();
  const { headers } = await ask(await runtime(one(), { one: up.url }), {
    body: hello,
    headers: { "x-request-id": "abc.1" },
  });
  expect(headers).toMatchObject({
    "x-request-id": "abc.1",
    "x-pointsman-route": "chat",
    "x-pointsman-rule": "chat/otherwise",
    "x-pointsman-target": "one/m1",
    "x-pointsman-attempts": "1",
    "x-pointsman-cost-usd": "0.0028",
    "x-pointsman-price-input": "2",
    "x-pointsman-price-output": "8",
    "x-pointsman-table": expect.stringMatching(/^sha256-/),
    "x-pointsman-simulated": "one",
    "x-upstream-request-id": "up-1",
    "server-timing": expect.stringContaining("attempts;dur="),
  });
  expect(headers["set-cookie"]).toBeUndefined();
});

test("a request id that is not sane is replaced", async () => {
  const up = await recorder();
  const { headers } = await ask(await runtime(one(), { one: up.url }), {
    body: hello,
    headers: { "x-request-id": "a b" },
  });
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("without a price there is no cost", async () => {
  const up = await recorder();
  const { headers } = await ask(await runtime(one({ price: undefined }), { one: up.url }), { body: hello });
  expect(headers["x-pointsman-cost-usd"]).toBeUndefined();
});

test("metadata for the policy stays here, the rest passes", async () => {
  const up = await recorder();
  const gateway = await runtime(one(), { one: up.url });
  for (const metadata of [{ team: "sales" }, { team: "sales", own: "1" }, { own: "1" }]) {
    await ask(gateway, { body: { ...hello, metadata } });
  }
  const sent = up.bodies.map((body) => (JSON.parse(body) as { metadata?: object }).metadata);
  expect(sent).toEqual([undefined, { own: "1" }, { own: "1" }]);
});

test("parameters that the model refuses are left out and named", async () => {
  const up = await recorder();
  const parameters = { rename: { max_completion_tokens: "max_tokens" }, drop: ["temperature"] };
  const gateway = await runtime(one({ parameters }), { one: up.url });
  const { headers } = await ask(gateway, { body: { ...hello, temperature: 0.5, max_completion_tokens: 9 } });
  expect(JSON.parse(up.bodies[0] ?? "")).toEqual({ ...hello, model: "m1", max_tokens: 9 });
  expect(headers["x-pointsman-dropped"]).toBe("temperature");
});

test.each(["openai", "anthropic"] as const)(
  "%s: usage is streamed to those who asked, with the cost",
  async (dialect) => {
    const up = await simulator({ dialect });
    const gateway = await runtime(one({ dialect }), { one: up.url });
    const asked = await ask(gateway, { body: { ...hello, stream: true, stream_options: { include_usage: true } } });
    const withUsage = events(asked.text).filter(({ usage }) => usage);
    expect(withUsage).toHaveLength(1);
    expect(withUsage[0]?.choices).toEqual([]);
    expect(withUsage[0]?.usage?.prompt_tokens).toBeGreaterThan(0);
    expect(asked.trailers["x-pointsman-cost-usd"]).toMatch(/^0\.\d+$/);
    const silent = await ask(gateway, { body: { ...hello, stream: true } });
    expect(events(silent.text).filter(({ usage, choices }) => usage || choices?.length === 0)).toEqual([]);
    expect(silent.trailers["x-pointsman-cost-usd"]).toBe(asked.trailers["x-pointsman-cost-usd"]);
  },
);

test("usage that a provider repeats with every piece is told once", async () => {
  const piece = (content: string, usage: object) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: content === "" ? "stop" : null }], usage })}\n\n`;
  const url = await provider((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const [a, b, c] = [1, 2, 3].map((completion_tokens) => ({ prompt_tokens: 1000, completion_tokens }));
    response.end(`${piece("x", a!)}${piece("y", b!)}${piece("", c!)}data: [DONE]\n\n`);
  });
  const gateway = await runtime(one(), { one: url });
  const asked = await ask(gateway, { body: { ...hello, stream: true, stream_options: { include_usage: true } } });
  expect(events(asked.text).flatMap(({ usage }) => usage ?? [])).toEqual([
    { prompt_tokens: 1000, completion_tokens: 3, cost_usd: 0.002024 },
  ]);
  expect((await ask(gateway, { body: { ...hello, stream: true } })).text).not.toContain("usage");
});

test("an answer in another dialect is translated", async () => {
  const up = await simulator({ dialect: "anthropic" });
  const { json, headers } = await ask(await runtime(one({ dialect: "anthropic" }), { one: up.url }), {
    body: { ...hello, seed: 1 },
  });
  expect(json).toMatchObject({ object: "chat.completion", choices: [{ finish_reason: "stop" }] });
  expect(headers["x-pointsman-dropped"]).toBe("seed");
});

test("an answer in an encoding that nobody knows is not passed on", async () => {
  const url = await provider((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "compress" });
    response.end("x");
  });
  const reply = await ask(await runtime(one(), { one: url }), { body: hello });
  expect(reply.json.error?.code).toBe("upstream_malformed");
});

test("the log has one line for a request, without its words and keys", async () => {
  const up = await simulator();
  const gateway = await runtime(one(), { one: up.url });
  await ask(gateway, { body: hello });
  expect(gateway.log).toHaveLength(1);
  expect(gateway.log[0]).toMatchObject({ event: "request", key: "k1", route: "chat", target: "one/m1", status: 200 });
  expect(gateway.log[0]?.costUsd).toBeGreaterThan(0);
  expect(JSON.stringify(gateway.log)).not.toMatch(new RegExp(`Hello there|${KEY}`));
});

test("a key that may name targets gets that target, without a route", async () => {
  const up = await recorder();
  const gateway = await runtime(one(), { one: up.url }, { keys: [{ ...keyRecord, direct: true }] });
  const { status, headers } = await ask(gateway, { body: { ...hello, model: "one/m1" } });
  expect(status).toBe(200);
  expect(headers["x-pointsman-target"]).toBe("one/m1");
  expect(headers["x-pointsman-route"]).toBeUndefined();
});

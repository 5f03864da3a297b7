/** What is asked beside requests: by share, after the client's answer, and never in its place. */
import { expect, test } from "vitest";
import { ask, finish, hello, KEY, open, runtime, simulator, textOf } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";
import { answerAsAsked, chunk, last, type Watched, watched } from "./begun.ts";

const dialect = "openai";
const spec = (share: number, shadow = ["other/m2"], more: Partial<TableSpec["targets"]> = {}): TableSpec => ({
  targets: { "one/m1": { dialect }, "other/m2": { dialect }, ...(more as TableSpec["targets"]) },
  routes: { chat: { use: ["one/m1"], shadow: { use: shadow, share } } },
});

const shadowLines = (log: Record<string, unknown>[]) => log.filter(({ event }) => event === "shadow");

async function both(): Promise<[Watched, Watched]> {
  const one = await watched((_request, response, body) => answerAsAsked(response, body, "first"));
  const other = await watched((_request, response, body) => answerAsAsked(response, body, "second"));
  return [one, other];
}

test("whole and streamed requests are asked beside, with the model's own name, and the client has the first answer", async () => {
  const [one, other] = await both();
  const gateway = await runtime(spec(1), { one: one.url, other: other.url });
  for (const stream of [false, true]) {
    const reply = await ask(gateway, { body: { ...hello, stream } });
    expect([reply.status, textOf(reply), reply.headers["x-pointsman-target"]]).toEqual([200, "first", "one/m1"]);
    expect(reply.headers["x-pointsman-attempts"]).toBe("1");
  }
  await expect.poll(() => shadowLines(gateway.log).length).toBe(2);
  expect(other.bodies.map((body) => JSON.parse(body) as object)).toEqual(
    one.bodies.map((body) => ({ ...(JSON.parse(body) as object), model: "m2" })),
  );
});

test("the line of a shadow has its target, time and cost, and neither the request's line nor any other has its text", async () => {
  const [one, other] = await both();
  const gateway = await runtime(spec(1), { one: one.url, other: other.url });
  const secret = "IBAN DE89 3704 0044 0532 0130 00";
  await ask(gateway, { body: { ...hello, messages: [{ role: "user", content: secret }] } });
  await expect.poll(() => shadowLines(gateway.log).length).toBe(1);
  expect(shadowLines(gateway.log)[0]).toMatchObject({
    level: "info",
    route: "chat",
    target: "other/m2",
    beside: "one/m1",
    inputTokens: 10,
    outputTokens: 4,
    costUsd: 0.000052,
    ms: expect.any(Number),
  });
  const [request] = gateway.log.filter(({ event }) => event === "request");
  expect(request).toMatchObject({ target: "one/m1", costUsd: 0.000052, attempts: [{ target: "one/m1" }] });
  expect(shadowLines(gateway.log)[0]!.id).toBe(request!.id);
  const text = JSON.stringify(gateway.log);
  for (const part of [secret, "DE89", "second", "first", KEY]) expect(text).not.toContain(part);
});

test("the share of the policy is kept", async () => {
  const [one, other] = await both();
  const gateway = await runtime(spec(0.2), { one: one.url, other: other.url });
  for (let i = 0; i < 40; i++) await Promise.all(Array.from({ length: 10 }, () => ask(gateway, { body: hello })));
  await expect.poll(() => other.open).toBe(0);
  // Of 400 with a share of 0.2: 80, give or take five standard deviations of 8.
  expect(other.bodies.length).toBeGreaterThan(40);
  expect(other.bodies.length).toBeLessThan(120);
  expect(one.bodies.length).toBe(400);
});

test("it begins when the client has its whole answer, not before", async () => {
  let finishAnswer: () => void = () => {};
  const one = await watched((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(chunk({ content: "first" }));
    finishAnswer = () => response.end(`${chunk({}, "stop")}${last}`);
  });
  const other = await watched((_request, response, body) => answerAsAsked(response, body, "second"));
  const gateway = await runtime(spec(1), { one: one.url, other: other.url });
  const answer = await open(gateway, { body: { ...hello, stream: true } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.bodies).toEqual([]);
  finishAnswer();
  await finish(answer);
  await expect.poll(() => other.bodies.length).toBe(1);
});

test("nothing is asked beside what is refused, fails, breaks off, or is not waited for", async () => {
  const one = await watched((_request, response, body) => {
    const { stream, user } = JSON.parse(body) as { stream?: boolean; user?: string };
    if (user === "fails")
      return void response.writeHead(400).end('{"error":{"message":"no","type":"invalid_request_error"}}');
    if (!stream) return;
    response.writeHead(200, { "content-type": "text/event-stream" }).write(chunk({ content: "first" }));
    setTimeout(() => response.destroy(), 50);
  });
  const other = await watched((_request, response, body) => answerAsAsked(response, body, "second"));
  const gateway = await runtime(spec(1), { one: one.url, other: other.url });
  expect((await ask(gateway, { body: { ...hello, user: "fails" } })).status).toBe(400);
  expect((await ask(gateway, { body: { ...hello, model: "nowhere" } })).status).toBe(404);
  expect((await ask(gateway, { body: { ...hello, stream: true } })).text).toContain('"error"');
  const leaving = new AbortController();
  const left = ask(gateway, { body: hello, signal: leaving.signal });
  await expect.poll(() => one.open).toBe(1);
  leaving.abort();
  await expect(left).rejects.toThrow();
  await expect.poll(() => gateway.log.filter(({ event }) => event === "request").length).toBe(4);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.bodies).toEqual([]);
});

test("a request that its shadow cannot serve is not sent there", async () => {
  const [one, other] = await both();
  const gateway = await runtime(
    spec(1, ["small/m3", "blind/m4"], {
      "small/m3": { dialect, context: 10 },
      "blind/m4": { dialect, lacks: ["needs.vision"] },
    }),
    { one: one.url, small: other.url, blind: other.url, other: other.url },
  );
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };
  const content = [{ type: "text", text: "What is this?" }, image];
  await ask(gateway, { body: { ...hello, messages: [{ role: "user", content }] } });
  await ask(gateway, { body: { ...hello, messages: [{ role: "user", content: "long ".repeat(50) }] } });
  await expect.poll(() => other.bodies.length).toBe(1);
  expect(JSON.parse(other.bodies[0]!)).toMatchObject({ model: "m4", messages: [{ content: "long ".repeat(50) }] });
});

test.each(["/v1/messages", "/v1/responses"])(
  "a client of %s is asked beside in the candidate's own dialect",
  async (path) => {
    const one = await simulator({ dialect: "openai" });
    const candidate = await simulator({ dialect: "anthropic" });
    const gateway = await runtime(
      {
        targets: { "one/m1": { dialect: "openai" }, "other/m2": { dialect: "anthropic" } },
        routes: { chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1 } } },
      },
      { one: one.url, other: candidate.url },
    );
    const asked = path === "/v1/messages" ? { messages: hello.messages, max_tokens: 50 } : { input: "Hello there" };
    for (const stream of [false, true]) {
      const reply = await ask(gateway, { path, body: { model: "chat", stream, ...asked } });
      expect([reply.status, reply.headers["x-pointsman-target"]]).toEqual([200, "one/m1"]);
    }
    await expect.poll(() => shadowLines(gateway.log).length).toBe(2);
    for (const line of shadowLines(gateway.log))
      expect(line).toMatchObject({ target: "other/m2", outputTokens: expect.any(Number) });
  },
);

test("counting tokens asks nobody beside", async () => {
  const [one, other] = await both();
  const gateway = await runtime(spec(1), { one: one.url, other: other.url });
  const reply = await ask(gateway, {
    path: "/v1/messages/count_tokens",
    body: { model: "chat", messages: hello.messages },
  });
  expect(reply.status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.bodies).toEqual([]);
});

test("a table that comes later has its shadow, and one that goes takes it along", async () => {
  const [one, other] = await both();
  const gateway = await runtime(
    { ...spec(1), routes: { chat: { use: ["one/m1"] } } },
    { one: one.url, other: other.url },
  );
  const { tableText } = await import("../../table-text.ts");
  const standIns = { one: one.url, other: other.url };
  await ask(gateway, { body: hello });
  expect((await gateway.offer({ table: tableText(spec(1)), standIns })).kind).toBe("swapped");
  await ask(gateway, { body: hello });
  await expect.poll(() => other.bodies.length).toBe(1);
  const plain = { ...spec(1), routes: { chat: { use: ["one/m1"] } } };
  expect((await gateway.offer({ table: tableText(plain), standIns })).kind).toBe("swapped");
  await ask(gateway, { body: hello });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.bodies.length).toBe(1);
});

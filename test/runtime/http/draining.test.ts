/** Answers while the runtime shuts down. */
import { once } from "node:events";
import { expect, test } from "vitest";
import { finish, hello, open, provider, runtime, simulator } from "../running.ts";
import { chatBytes, rawClient } from "./raw-socket.ts";

const targets = { "one/m1": { dialect: "openai" } } as const;
const routes = { chat: { use: ["one/m1"] } };
const keepAlive = { connection: "keep-alive" };

test("answers say that the connection is closed once the runtime drains, and not before", async () => {
  let answer: () => void = () => {};
  let asked = 0;
  const body = JSON.stringify({
    choices: [{ message: { role: "assistant", content: "late" }, finish_reason: "stop" }],
  });
  const one = await provider((_request, response) => {
    const say = (): void => void response.writeHead(200, { "content-type": "application/json" }).end(body);
    if (asked++ === 0) say();
    else answer = say;
  });
  const gateway = await runtime({ targets, routes }, { one });
  const before = await open(gateway, { body: hello, headers: keepAlive });
  expect(before.headers.connection).toBe("keep-alive");
  before.resume();
  const late = open(gateway, { body: hello, headers: keepAlive });
  await expect.poll(() => asked).toBe(2);
  const closed = gateway.close();
  answer();
  const response = await late;
  expect([response.statusCode, response.headers.connection]).toEqual([200, "close"]);
  expect((await finish(response)).text).toContain("late");
  await closed;
});

test("a request on a connection that is open still is refused while the runtime drains, and the connection is closed", async () => {
  const one = await simulator({ tokensPerSecond: 50 });
  const gateway = await runtime({ targets, routes }, { one: one.url });
  const stream = await open(gateway, { body: { ...hello, stream: true } });
  await once(stream, "readable");
  const client = await rawClient(gateway.url);
  client.socket.write("POST /v1/chat");
  await expect.poll(() => client.socket.bytesWritten).toBe(13);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = gateway.close();
  client.socket.write(chatBytes(hello).slice(13));
  const text = await client.closed();
  expect(text).toMatch(/^HTTP\/1\.1 503 /);
  expect(text).toMatch(/\r\nconnection: close\r\n/i);
  expect(text).toContain("shutting_down");
  stream.resume();
  await closed;
});

test.each([
  ["a path that is not there", "GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n", 404],
  ["readiness", "GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n", 503],
])("the answer to %s says so as well", async (_what, bytes, status) => {
  const one = await simulator({ tokensPerSecond: 50 });
  const gateway = await runtime({ targets, routes }, { one: one.url });
  const stream = await open(gateway, { body: { ...hello, stream: true } });
  await once(stream, "readable");
  const client = await rawClient(gateway.url);
  client.socket.write(bytes.slice(0, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = gateway.close();
  client.socket.write(bytes.slice(5));
  expect(await client.closed()).toMatch(new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*\r\nconnection: close\r\n`, "i"));
  stream.resume();
  await closed;
});

import OpenAI from "openai";
import { expect, test, vi } from "vitest";
import { isLoopback } from "../../../runtime/loopback.ts";
import { ask, hello, KEY, runtime, simulator } from "../running.ts";

const targets = { "one/m1": { dialect: "openai" } } as const;
const routes = { chat: { use: ["one/m1"] } };

test("a listener on ::1 is named by a URL that clients take, and its clients by their address", async () => {
  const one = await simulator();
  const gateway = await runtime({ targets, routes }, { one: one.url }, { host: "::1" });
  expect(gateway.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
  const { choices } = await client.chat.completions.create({
    model: "chat",
    messages: [{ role: "user", content: "Hi" }],
  });
  expect(choices[0]?.finish_reason).toBe("stop");
  await ask(gateway, { path: "/nowhere" });
  await vi.waitFor(() =>
    expect(gateway.log).toMatchObject([
      { status: 200, peer: "::1" },
      { status: 404, peer: "::1" },
    ]),
  );
});

test("a listener on :: takes clients of both kinds, and writes an IPv4 address in its own form", async () => {
  const gateway = await runtime({ targets, routes }, { one: "http://127.0.0.1:1" }, { host: "::" });
  const { port } = new URL(gateway.url);
  for (const host of ["127.0.0.1", "[::1]"]) expect((await ask({ url: `http://${host}:${port}` })).status).toBe(400);
  expect(gateway.log.map(({ peer }) => peer)).toEqual(["127.0.0.1", "::1"]);
});

test("without keys it listens on the loopback of IPv6, too, and takes its pages for local", async () => {
  const one = await simulator();
  const gateway = await runtime({ targets, routes }, { one: one.url }, { host: "::1", keys: "open" });
  const port = new URL(gateway.url).port;
  for (const host of [`[::1]:${port}`, "localhost", "[::ffff:127.0.0.1]"]) {
    const headers = { authorization: "", host };
    expect([host, (await ask(gateway, { body: hello, headers })).status]).toEqual([host, 200]);
  }
  const elsewhere = { authorization: "", host: "[2606:4700::1111]" };
  expect((await ask(gateway, { body: hello, headers: elsewhere })).status).toBe(401);
});

test.each(["127.0.0.1", "127.9.8.7", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "localhost"])(
  "%s is this machine alone",
  (host) => expect(isLoopback(host)).toBe(true),
);

test.each([
  "0.0.0.0",
  "::",
  "10.0.0.1",
  "::ffff:10.0.0.1",
  "::2",
  "127.0.0.1.example",
  "127.1",
  "fe80::1",
  "localhost.example",
  "",
])("%j is not", (host) => expect(isLoopback(host)).toBe(false));

/** What clients send behind a request that is still being answered. */
import { expect, test, vi } from "vitest";
import { hello, provider, runtime, simulator } from "../running.ts";
import { chatBytes, rawClient } from "./raw-socket.ts";

const spec = { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } } as const;
const gateway = (url: string, options = {}) =>
  runtime({ ...spec, routes: { chat: { use: ["one/m1"] } } }, { one: url }, options);
const stream = { ...hello, stream: true };

test.each([
  ["no HTTP", "\x00\x01garbage\r\n\r\n"],
  ["no HTTP, piece by piece", "GAR|BAGE|\r\n\r\n|more"],
  ["a header that is too large", `GET / HTTP/1.1\r\nx: ${"x".repeat(40_000)}\r\n\r\n`],
  [
    "a broken body of a second request",
    `${chatBytes({}).replace(/content-length[\s\S]*/, "transfer-encoding: chunked")}\r\n\r\nzz\r\n`,
  ],
])(
  "%s behind a stream's request is not answered inside the stream: it ends whole, then the connection is closed",
  async (_what, garbage) => {
    const { url } = await simulator({ tokensPerSecond: 100 });
    const running = await gateway(url);
    const client = await rawClient(running.url);
    client.socket.write(chatBytes(stream));
    await client.until(/data: /);
    for (const piece of garbage.split("|")) {
      client.socket.write(piece, "latin1");
      await client.until(/data: /);
    }
    const text = await client.closed();
    expect(text.match(/^HTTP\/1\.1 /gm)).toEqual(["HTTP/1.1 "]);
    expect(text).toMatch(/data: \[DONE\]\n\n\r\n0\r\n[\s\S]*\r\n\r\n$/);
    await vi.waitFor(() => expect(running.log.map(({ status }) => status).sort()).toContain(200));
    const refusals = running.log.filter(({ status }) => status === 400 || status === 431);
    expect(refusals).toEqual([expect.objectContaining({ peer: "127.0.0.1" })]);
  },
);

test("garbage behind a request that has no answer yet leaves that answer whole", async () => {
  const { url } = await simulator({ tokensPerSecond: 200 });
  const client = await rawClient((await gateway(url)).url);
  client.socket.write(`${chatBytes(hello)}GARBAGE\r\n\r\n`);
  const text = await client.closed();
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(JSON.parse(text.slice(text.indexOf("\r\n\r\n") + 4))).toMatchObject({ object: "chat.completion" });
});

test("a client that goes away behind its garbage aborts the upstream", async () => {
  const one = await simulator({ tokensPerSecond: 5 });
  const client = await rawClient((await gateway(one.url)).url);
  client.socket.write(chatBytes(stream));
  await client.until(/data: /);
  client.socket.end("GARBAGE\r\n\r\n");
  await vi.waitFor(() => expect(one.aborted).toBe(1));
});

test("requests that are sent at once are answered in their order", async () => {
  let asked = 0;
  const url = await provider((_request, response) => {
    const first = asked++ === 0;
    const answer = { choices: [{ message: { role: "assistant", content: first ? "a" : "b" }, finish_reason: "stop" }] };
    setTimeout(
      () => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer)),
      first ? 50 : 0,
    );
  });
  const client = await rawClient((await gateway(url)).url);
  client.socket.write(chatBytes(hello) + chatBytes(hello, { connection: "close" }));
  const text = await client.closed();
  expect(text.match(/"content":"."/g)).toEqual(['"content":"a"', '"content":"b"']);
});

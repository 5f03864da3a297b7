/** Answers that only inform, before the one that counts: over TCP as servers write them. */
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, onTestFinished, test } from "vitest";
import { Heads } from "../../../runtime/upstream/continues.ts";
import { ask, hello, runtime, textOf } from "../running.ts";
import type { TableSpec } from "../table-text.ts";
import { certified } from "./certificates.ts";
import { proxyServer } from "./proxy-server.ts";

const whole = JSON.stringify({
  choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }],
});
const piece = JSON.stringify({ choices: [{ index: 0, delta: { content: "Yes." }, finish_reason: "stop" }] });
const events = `data: ${piece}\n\ndata: [DONE]\n\n`;

const head = (type: string, body: string) =>
  `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** `before` is written before each answer, so many bytes at a time. */
async function raw(
  before: string,
  bytes = 1_000,
  tls = false,
): Promise<{ url: string; ca: string; sockets: number[] }> {
  const sockets: number[] = [];
  const own = certified();
  const serve = (socket: Socket) => {
    sockets.push(0);
    const mine = sockets.length - 1;
    let text = "";
    socket.on("error", () => {});
    socket.on("data", async (data) => {
      text += data.toString();
      if (!text.includes('"messages"') || !text.endsWith("}")) return;
      const answer = text.includes('"stream":true')
        ? head("text/event-stream", events)
        : head("application/json", whole);
      text = "";
      sockets[mine]!++;
      for (let i = 0; i < before.length; i += bytes) {
        socket.write(before.slice(i, i + bytes));
        await new Promise(setImmediate);
      }
      socket.write(answer);
    });
  };
  const pem = { cert: readFileSync(own.cert), key: readFileSync(own.key) };
  const server = tls ? createTlsServer(pem, serve) : createServer({ noDelay: true }, serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `${tls ? "https" : "http"}://127.0.0.1:${port}`, ca: own.ca, sockets };
}

const specOf = (origin: string): TableSpec => ({
  targets: { "one/m1": { dialect: "openai" } },
  routes: { chat: { use: ["one/m1"] } },
  providers: { one: { chatUrl: `${origin}/v1/chat/completions` } },
});

const continues = "HTTP/1.1 100 Continue\r\n\r\n";
const hints = "HTTP/1.1 103 Early Hints\r\nlink: </x>; a=HTTP/1.1 100\r\n\r\n";

describe.each([
  ["100 Continue", continues],
  ["two of them", continues + continues],
  ["hints and 100", hints + continues],
  ["100 with headers, and hints", `HTTP/1.1 100 Continue\r\nx-a: b\r\nx-c: d\r\n\r\n${hints}`],
  ["102", "HTTP/1.1 102 Processing\r\n\r\n"],
  ["a status of its own", "HTTP/1.1 110 Response is Stale\r\n\r\n"],
])("%s before an answer", (_what, before) => {
  test.each([1, 7, 1_000])(
    "is passed over, %i bytes at a time, whole and streamed, and the connection is kept",
    async (bytes) => {
      const server = await raw(before, bytes);
      const gateway = await runtime(specOf(server.url), {}, { env: { ONE_KEY: "k" } });
      for (const stream of [false, true, false]) {
        const reply = await ask(gateway, { body: { ...hello, stream } });
        expect([reply.status, textOf(reply)]).toEqual([200, "Yes."]);
      }
      expect(server.sockets).toEqual([3]);
    },
  );
});

test("100 Continue is passed over in TLS, and through a proxy's tunnel", async () => {
  const server = await raw(hints + continues, 5, true);
  const proxy = await proxyServer();
  for (const way of [{}, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }]) {
    const gateway = await runtime(specOf(server.url), {}, { env: { ONE_KEY: "k", ...way }, ca: server.ca });
    expect(textOf(await ask(gateway, { body: hello }))).toBe("Yes.");
  }
  expect(proxy.asked).toHaveLength(1);
});

test("nothing but the status of heads before the final one is altered, wherever the bytes are cut", () => {
  const after = "HTTP/1.1 200 OK\r\nx: y\r\n\r\nHTTP/1.1 100 in the body\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
  const said = continues + hints + continues + after;
  const expected = continues.replace("100", "102") + hints + continues.replace("100", "102") + after;
  for (let i = 0; i <= said.length; i++) {
    for (const j of [i, i + 1, i + 13]) {
      const heads = new Heads();
      heads.begin();
      const parts = [said.slice(0, i), said.slice(i, j), said.slice(j)].map((part) => Buffer.from(part));
      for (const part of parts) heads.pass(part);
      expect(Buffer.concat(parts).toString()).toBe(expected);
    }
  }
});

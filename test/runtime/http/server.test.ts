import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { finish, hello, KEY, runtime, simulator } from "../running.ts";

const routes = { chat: { use: ["one/m1"] } };
const targets = { "one/m1": { dialect: "openai" } } as const;

/** What comes back for these bytes, until the connection is closed. */
async function raw(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(bytes);
  let text = "";
  for await (const piece of socket.setEncoding("utf8")) text += piece as string;
  return text;
}

test("a client of HTTP/1.0 gets its stream, without the trailer that it could not read", async () => {
  const one = await simulator();
  const gateway = await runtime({ targets, routes }, { one: one.url });
  const body = JSON.stringify({ ...hello, stream: true });
  const head = `POST /v1/chat/completions HTTP/1.0\r\nauthorization: Bearer ${KEY}\r\ncontent-length: ${body.length}\r\n\r\n`;
  const text = await raw(gateway.url, head + body);
  expect(text).toMatch(/^HTTP\/1\.1 200/);
  expect(text).not.toMatch(/^trailer:/im);
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("a fault of ours says by which table the gateway serves, and by what its log finds it", async () => {
  const gateway = await runtime(
    { targets, routes },
    { one: "http://127.0.0.1:1" },
    {
      log: (line) => {
        if (line.includes("/nowhere")) throw new Error("the disk is full");
      },
    },
  );
  const reply = await fetch(`${gateway.url}/nowhere`, { headers: { "x-request-id": "mine" } });
  expect([reply.status, await reply.json()]).toMatchObject([500, { error: { code: "internal_error" } }]);
  const own = await fetch(`${gateway.url}/v1/models`);
  expect(reply.headers.get("x-pointsman-table")).toMatch(/^sha256-/);
  expect(reply.headers.get("x-pointsman-table")).toBe(own.headers.get("x-pointsman-table"));
  expect(reply.headers.get("x-request-id")).toBe("mine");
});

test("what is not HTTP is refused in the same form as everything else", async () => {
  const gateway = await runtime({ targets, routes }, { one: "http://127.0.0.1:1" });
  const text = await raw(gateway.url, "HELLO\r\n\r\n");
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(JSON.parse(text.slice(text.indexOf("{")))).toMatchObject({ error: { type: "invalid_request_error" } });
});

test("a body without a length is refused once it is over the limit, and the client sees the answer", async () => {
  const gateway = await runtime({ targets, routes }, { one: "http://127.0.0.1:1" }, { bodyLimit: 100_000 });
  const request = httpRequest(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    agent: false,
    headers: { authorization: `Bearer ${KEY}` },
  });
  request.on("error", () => {});
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  for (let i = 0; i < 4; i++) request.write("x".repeat(50_000));
  const [response] = await answered;
  request.end();
  const { status, json } = await finish(response);
  expect([status, json.error?.code]).toEqual([413, "request_too_large"]);
});

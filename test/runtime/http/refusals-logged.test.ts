/** Every request that is refused leaves one line, with the address of who sent it. */
import { expect, test, vi } from "vitest";
import { type Asked, ask, hello, KEY, runtime, simulator } from "../running.ts";
import { chatBytes, rawClient } from "./raw-socket.ts";

const spec = { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } } as const;

const gateway = (standIn = "http://127.0.0.1:1", options = {}) =>
  runtime({ ...spec, routes: { chat: { use: ["one/m1"] } } }, { one: standIn }, options);

const wrong = { authorization: "Bearer sk-wrong" };
const refused: [string, Asked, object][] = [
  [
    "a path that is not there",
    { path: "/v1/nothing?key=sk-1" },
    { status: 404, failure: "not_found", method: "POST", path: "/v1/nothing" },
  ],
  [
    "a method that is not taken",
    { method: "DELETE" },
    { status: 405, failure: "method_not_allowed", method: "DELETE" },
  ],
  [
    "a chat with a wrong key",
    { body: hello, headers: wrong },
    { status: 401, failure: "invalid_api_key", endpoint: "chat" },
  ],
  [
    "models with a wrong key",
    { path: "/v1/models", method: "GET", headers: wrong },
    { status: 401, failure: "invalid_api_key", path: "/v1/models" },
  ],
  [
    "one model with a wrong key",
    { path: "/v1/models/chat", method: "GET", headers: wrong },
    { status: 401, failure: "invalid_api_key" },
  ],
  [
    "a model that is not there",
    { path: "/v1/models/chap", method: "GET" },
    { status: 404, failure: "model_not_found", path: "/v1/models/chap" },
  ],
  ["a body that is no JSON", { body: "{" }, { status: 400, failure: "invalid_json" }],
];

test.each(refused)(
  "%s is logged once, with the peer and the request's id, and without a key",
  async (_what, asked, entry) => {
    const running = await gateway();
    const { status, headers } = await ask(running, asked);
    expect(running.log).toEqual([
      expect.objectContaining({ event: "request", peer: "127.0.0.1", id: headers["x-request-id"], status, ...entry }),
    ]);
    expect(JSON.stringify(running.log)).not.toContain("sk-");
  },
);

const bad: [string, string, number, string][] = [
  ["what is not HTTP", "HELLO\r\n\r\n", 400, "bad_request"],
  ["a header that is too large", `GET / HTTP/1.1\r\nx: ${"x".repeat(40_000)}\r\n\r\n`, 431, "headers_too_large"],
  ["a request with two lengths", chatBytes(hello, { "Content-length": "3" }), 400, "bad_request"],
  [
    "a chunk without a size",
    "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    400,
    "bad_request",
  ],
];

test.each(bad)("%s is answered with an id and logged with the peer", async (_what, bytes, status, failure) => {
  const patient = { readLimit: 600_000, drainLimit: 600_000 };
  const running = await gateway("http://127.0.0.1:1", patient);
  const client = await rawClient(running.url);
  client.socket.write(bytes);
  const text = await client.closed();
  const id = /^x-request-id: (.+)\r$/m.exec(text)?.[1];
  expect(text).toMatch(
    new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*\r\nrequest-id: ${id}\r\n[\\s\\S]*\r\nconnection: close\r\n`),
  );
  expect(running.log[0]).toMatchObject({ event: "request", peer: "127.0.0.1", id, status, failure });
  // That the client has gone is seen: nothing is left to be waited for.
  await running.close();
});

test("a connection on which nothing was said leaves no line", async () => {
  const running = await gateway();
  for (let i = 0; i < 3; i++) {
    const { socket } = await rawClient(running.url);
    if (i === 0) socket.resetAndDestroy();
    else socket.end();
  }
  await ask(running, { path: "/nowhere" });
  expect(running.log).toHaveLength(1);
});

test("a request that is served is logged with its peer", async () => {
  const { url } = await simulator();
  const running = await gateway(url);
  await ask(running, { body: hello });
  await vi.waitFor(() => expect(running.log).toHaveLength(1));
  expect(running.log[0]).toMatchObject({ status: 200, peer: "127.0.0.1" });
  expect(running.log[0]).not.toHaveProperty("path");
});

test.each([
  ["a chat", { body: hello }],
  ["a stream", { body: { ...hello, stream: true } }],
  ["a list", { path: "/v1/models", method: "GET" }],
  ["a refusal", { body: "{" }],
  ["a path that is not there", { path: "/nowhere" }],
  ["health", { path: "/healthz", method: "GET" }],
])("the answer to %s says its id by both names that clients read", async (_what, asked) => {
  const { url } = await simulator();
  const { headers } = await ask(await gateway(url), { ...asked, headers: { "x-request-id": "mine-1" } });
  expect([headers["x-request-id"], headers["request-id"]]).toEqual(["mine-1", "mine-1"]);
});

test.each(["/v1/messages/nothing", "/v1/messages/count_tokens/x"])(
  "what is not at %s is refused as clients of that API read errors",
  async (path) => {
    const { status, json, headers } = await ask(await gateway(), { path, body: hello });
    expect(status).toBe(404);
    expect(json).toEqual({
      type: "error",
      error: { type: "not_found_error", message: expect.stringContaining(path) },
      request_id: headers["request-id"],
    });
  },
);

test.each(["/v1/messagesx", "/v1/nothing", "/", "/v1/chat/completions/"])(
  "what is not at %s says what is there",
  async (path) => {
    const { status, json } = await ask(await gateway(), { path, headers: { authorization: `Bearer ${KEY}` } });
    expect(status).toBe(404);
    expect(json.error).toMatchObject({
      type: "invalid_request_error",
      code: "not_found",
      message: expect.stringMatching(/POST \/v1\/chat\/completions.*GET \/v1\/models/),
    });
  },
);

import { expect, test } from "vitest";
import { type Asked, ask, hello, keyRecord, open, runtime, type TestRuntime } from "../running.ts";

const spec = {
  targets: { "one/m1": { dialect: "openai" } },
  routes: {
    chat: { use: ["one/m1"], max: { inputTokens: 50 } },
    support: { use: ["one/m1"] },
    closed: { reject: { status: 451, message: "Not from here." } },
  },
  metadata: { team: {} },
} as const;

/** No request may reach the provider: nothing listens there. */
function gateway(keys = [keyRecord]): Promise<TestRuntime> {
  const { chat, support, closed } = spec.routes;
  const routes = { chat: { ...chat, use: ["one/m1"] }, support: { use: [...support.use] }, closed };
  return runtime({ ...spec, routes }, { one: "http://127.0.0.1:1" }, { keys, bodyLimit: 2_000 });
}

const refusals: [string, Asked, { status: number; code: string | null; param?: string; message: RegExp }][] = [
  ["not JSON", { body: '{"model":' }, { status: 400, code: "invalid_json", message: /not valid JSON/ }],
  [
    "a JSON value that is no object",
    { body: "[]" },
    { status: 400, code: "bad_request", message: /must be a JSON object/ },
  ],
  [
    "over the limit",
    { body: { ...hello, x: "x".repeat(3_000) } },
    { status: 413, code: "request_too_large", message: /2000 bytes/ },
  ],
  [
    "without messages",
    { body: { model: "chat" } },
    { status: 400, code: "bad_request", param: "messages", message: /messages/ },
  ],
  [
    "without a model",
    { body: { messages: hello.messages } },
    { status: 400, code: "bad_request", param: "model", message: /route/ },
  ],
  [
    "with an unknown model",
    { body: { ...hello, model: "suport" } },
    {
      status: 404,
      code: "model_not_found",
      param: "model",
      message: /Did you mean "support"\?.*chat, support, closed/,
    },
  ],
  [
    "with a target that the key may not name",
    { body: { ...hello, model: "one/m1" } },
    { status: 403, code: "direct_not_allowed", param: "model", message: /one\/m1/ },
  ],
  [
    "with a wrong key",
    { body: hello, headers: { authorization: "Bearer nope" } },
    { status: 401, code: "invalid_api_key", message: /not known/ },
  ],
  [
    "without a key",
    { body: hello, headers: { authorization: "" } },
    { status: 401, code: "invalid_api_key", message: /key/ },
  ],
  [
    "with a key in another scheme",
    { body: hello, headers: { authorization: "Basic abc" } },
    { status: 401, code: "invalid_api_key", message: /key/ },
  ],
  [
    "longer than the route takes",
    { body: { ...hello, messages: [{ role: "user", content: "many words ".repeat(100) }] } },
    { status: 400, code: "context_length_exceeded", param: "messages", message: /this route takes 50/ },
  ],
  [
    "with a metadata header that is not JSON",
    { body: hello, headers: { "x-pointsman-metadata": "{team" } },
    { status: 400, code: "invalid_metadata", param: "x-pointsman-metadata", message: /JSON object of texts/ },
  ],
  [
    "that the policy rejects",
    { body: { ...hello, model: "closed" } },
    { status: 451, code: "rejected_by_policy", message: /^Not from here\.$/ },
  ],
  [
    "for another path",
    { path: "/v1/nothing", body: hello },
    { status: 404, code: "not_found", message: /\/v1\/chat\/completions/ },
  ],
  ["with another method", { method: "GET" }, { status: 405, code: "method_not_allowed", message: /POST/ }],
];

test.each(refusals)(
  "a request %s is refused and told what to do",
  async (_what, asked, { status, code, param, message }) => {
    const reply = await ask(await gateway(), asked);
    expect(reply.status).toBe(status);
    expect(reply.json.error).toEqual({
      message: expect.stringMatching(message) as string,
      type: expect.any(String) as string,
      param: param ?? null,
      code,
    });
    expect(reply.headers["x-request-id"]).toBeTypeOf("string");
  },
);

test("a key that may use some routes is told of those only", async () => {
  const running = await gateway([{ ...keyRecord, routes: ["chat"] }]);
  const other = await ask(running, { body: { ...hello, model: "support" } });
  expect(other.status).toBe(403);
  const unknown = await ask(running, { body: { ...hello, model: "suport" } });
  expect(unknown.json.error?.message).not.toContain('support"?');
  const list = await ask(running, { path: "/v1/models", method: "GET" });
  expect(list.json.data?.map(({ id }) => id)).toEqual(["chat"]);
});

test("what a refused request would have met is in its headers", async () => {
  const { headers } = await ask(await gateway(), { body: { ...hello, model: "closed" } });
  expect(headers["x-pointsman-rule"]).toBe("closed/otherwise");
});

test("models are listed and found one by one, with a key only", async () => {
  const running = await gateway([{ ...keyRecord, direct: true }]);
  const list = await ask(running, { path: "/v1/models", method: "GET" });
  expect(list.json.data?.map(({ id }) => id)).toEqual(["chat", "support", "closed", "one/m1"]);
  for (const id of ["chat", "one/m1", "one%2Fm1"]) {
    const one = await ask(running, { path: `/v1/models/${id}`, method: "GET" });
    expect(one.json.id).toBe(decodeURIComponent(id));
  }
  expect((await ask(running, { path: "/v1/models/chap", method: "GET" })).json.error?.message).toContain('"chat"');
  expect((await ask(running, { path: "/v1/models", method: "GET", headers: { authorization: "" } })).status).toBe(401);
});

test("headers that are too large are refused in the same form", async () => {
  const response = await open(await gateway(), { body: hello, headers: { "x-big": "x".repeat(40_000) } });
  expect(response.statusCode).toBe(431);
  response.destroy();
});

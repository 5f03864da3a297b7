/** Errors of providers as clients of each API must get them: statuses, waits and shapes that real reports miss. */
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Reply } from "../../runtime/running.ts";
import type { TargetSpec } from "../../runtime/table-text.ts";
import { clients, hear } from "../raw/clients.ts";
import { spoken, wireOf } from "../raw/wires.ts";
import { type Answered, cased, hi } from "./cased.ts";

type Dialect = TargetSpec["dialect"];

const rate = (more: object = {}) => ({
  error: { message: "slow down", type: "requests", param: null, code: "rate_limit_exceeded", ...more },
});
const google = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "41s" };

describe("how long to wait reaches the client, in whole seconds and in milliseconds", () => {
  const waits: Record<string, [Dialect, Answered, number]> = {
    "by seconds": [
      "openai",
      { headers: { "retry-after": "7", "x-ratelimit-remaining-requests": "0" }, json: rate() },
      7_000,
    ],
    "in the body": [
      "gemini",
      { json: { error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "slow down", details: [google] } } },
      41_000,
    ],
    "of Messages": [
      "anthropic",
      {
        headers: { "retry-after": "12", "anthropic-ratelimit-requests-remaining": "0" },
        json: { type: "error", error: { type: "rate_limit_error", message: "slow down" } },
      },
      12_000,
    ],
    "by milliseconds": ["azure-openai", { headers: { "retry-after-ms": "1500" }, json: rate({ code: "429" }) }, 1_500],
  };
  test.each(Object.entries(waits))("%s", async (_, [dialect, answered, ms]) => {
    const { ask } = await cased({
      target: { dialect },
      route: { limits: { deadline: 400 } },
      answer: { status: 429, ...answered },
    });
    const { status, headers, json } = await ask({ messages: hi });
    expect([status, headers["retry-after"], headers["retry-after-ms"]]).toEqual([
      429,
      String(Math.ceil(ms / 1000)),
      String(ms),
    ]);
    expect(json.error).toMatchObject({ type: "rate_limit_error", param: null, code: "rate_limit_exceeded" });
  });

  test("by a date", async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    const answer = { status: 429, headers: { "retry-after": date }, json: rate() };
    const { ask } = await cased({ target: { dialect: "openai" }, route: { limits: { deadline: 400 } }, answer });
    const seconds = Number((await ask({ messages: hi })).headers["retry-after"]);
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThan(31);
  });

  test("an account that is empty is not worth a retry", async () => {
    const json = rate({ type: "insufficient_quota", code: "insufficient_quota" });
    const { ask } = await cased({ target: { dialect: "openai" }, answer: { status: 429, json } });
    const { status, headers, json: told } = await ask({ messages: hi });
    expect([status, told.error?.code, headers["x-should-retry"]]).toEqual([429, "insufficient_quota", "false"]);
  });
});

test("what a filter has found stays in the error, which has a type", async () => {
  const innererror = {
    code: "ResponsibleAIPolicyViolation",
    content_filter_result: { hate: { filtered: true, severity: "high" } },
  };
  const message = "The response was filtered due to the prompt triggering the content management policy.";
  const json = { error: { message, type: null, param: "prompt", code: "content_filter", status: 400, innererror } };
  const { ask, seen } = await cased({ target: { dialect: "azure-openai" }, answer: { status: 400, json } });
  const { status, json: told } = await ask({ messages: hi });
  expect([status, told.error?.code, told.error?.type]).toEqual([400, "content_filter", "invalid_request_error"]);
  expect(JSON.stringify(told)).toContain('"severity":"high"');
  expect(seen).toHaveLength(1);
});

describe("every error has the same four members, whatever came", () => {
  const html = "<html><body>502 Bad Gateway: cloudflare</body></html>";
  const bodies: Record<string, [Dialect, Answered, number]> = {
    "a page with 502": ["openai", { status: 502, text: html, headers: { "content-type": "text/html" } }, 502],
    "a word with 503": ["openai", { status: 503, json: { error: "MAINTENANCE_MODE" } }, 503],
    "nothing with 500": ["openai", { status: 500, text: "" }, 500],
    "details with 400": [
      "openai",
      { status: 400, json: { detail: [{ loc: ["body", "messages"], msg: "field required" }] } },
      400,
    ],
    "an object of its own with 422": [
      "openai",
      { status: 422, json: { object: "error", message: "Extra inputs" } },
      422,
    ],
    "an echo of a prompt about limits": [
      "openai",
      {
        status: 400,
        json: {
          error: { message: 'messages: "429 rate limit"', type: "invalid_request_error", param: null, code: null },
        },
      },
      400,
    ],
    "an error with 200": ["openai", { json: { error: { message: "down", type: "server_error" } } }, 502],
    "a list": [
      "gemini",
      { status: 400, json: [{ error: { code: 400, status: "INVALID_ARGUMENT", message: "bad" } }] },
      400,
    ],
    "a text of lines of JSON": ["ollama", { status: 404, json: { error: "model 'm' not found" } }, 404],
  };
  test.each(Object.entries(bodies))("%s", async (_, [dialect, answer, expected]) => {
    const { ask } = await cased({ target: { dialect }, route: { limits: { deadline: 800 } }, answer });
    const { status, json, headers, text } = await ask({ messages: hi });
    expect(status).toBe(expected);
    expect(headers["content-type"]).toMatch(/^application\/json/);
    expect(headers["x-request-id"]).toEqual(expect.any(String));
    const { message, type, param, code } = json.error!;
    expect([typeof message, typeof type]).toEqual(["string", "string"]);
    for (const each of [param, code]) expect(each === null || typeof each === "string").toBe(true);
    expect(text).not.toMatch(/<html|cloudflare/);
    if (expected < 429) expect(code).not.toBe("rate_limit_exceeded");
  });
});

test.each([
  ["server error", 500],
  ["server error", 501],
  ["server error", 520],
  ["server error", 599],
  ["bad request", 413],
  ["bad request", 422],
] as const)("the status of a %s stays %i for clients of every endpoint, whole and streamed", async (_, status) => {
  const json = { error: { message: "no", type: "invalid_request_error", param: null, code: null } };
  const { gateway } = await cased({
    target: { dialect: "openai" },
    route: { limits: { deadline: 800 } },
    answer: { status, json },
  });
  for (const client of clients)
    for (const stream of [false, true]) {
      const { reply } = await hear(gateway, client, stream);
      expect([client.name, reply.status]).toEqual([client.name, status]);
      expect(reply.headers["x-should-retry"]).toBe(status < 500 ? undefined : "false");
    }
});

test("a status that says less than its failure class, or the account's, is no client's", async () => {
  const said: [number, string, number][] = [
    [401, "invalid_api_key", 502],
    [403, "permission_error", 502],
    [402, "insufficient_balance", 429],
    [413, "rate_limit_exceeded", 429],
    [413, "context_length_exceeded", 400],
    [409, "conflict", 502],
    [408, "timeout", 504],
  ];
  for (const [status, code, expected] of said) {
    const json = { error: { message: "no", type: "x", param: null, code } };
    const route = { limits: { deadline: 800 } };
    const { ask } = await cased({ target: { dialect: "openai" }, route, answer: { status, json } });
    expect([status, (await ask({ messages: hi })).status]).toEqual([status, expected]);
  }
});

test("a provider that has too much to do is 529 to clients of Messages, and 503 to others", async () => {
  const answer = { status: 529, json: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } } };
  for (const [path, expected, type] of [
    ["/v1/messages", 529, "overloaded_error"],
    ["/v1/chat/completions", 503, "overloaded_error"],
  ] as const) {
    const { ask, gateway } = await cased({
      target: { dialect: "anthropic" },
      route: { limits: { deadline: 800 } },
      answer,
    });
    const { status, json } = await ask({ messages: hi, max_tokens: 9 }, { path });
    expect([status, json.error?.type]).toEqual([expected, type]);
    expect(gateway.log.at(-1)).toMatchObject({ status: expected });
  }
});

test("headers of a packed answer do not reach the client, and none is asked for", async () => {
  const headers = { "set-cookie": "sid=1", connection: "x-own, keep-alive", "x-own": "1" };
  const answer = {
    json: { id: "c", choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }] },
    headers,
  };
  const { ask, seen } = await cased({ target: { dialect: "openai" }, answer });
  const reply = await ask({ messages: hi }, { headers: { "accept-encoding": "gzip, br" } });
  expect(seen[0]?.headers["accept-encoding"] ?? "identity").toBe("identity");
  for (const name of ["set-cookie", "content-encoding", "x-own"]) expect(reply.headers[name]).toBeUndefined();
  expect(Number(reply.headers["content-length"])).toBe(Buffer.byteLength(reply.text));
});

const packs = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, zstd: zstdCompressSync };

describe.each(Object.entries(packs))("what comes packed by %s, though nobody asked for it,", (encoding, pack) => {
  const headers = { "content-encoding": encoding, "set-cookie": "sid=1" };
  const packed = (body: string): Buffer => pack(body);
  const plain = ({ headers: told, text }: Reply) => {
    for (const name of ["content-encoding", "set-cookie"]) expect(told[name]).toBeUndefined();
    expect(text).not.toContain("\uFFFD");
  };

  test("is a whole answer in plain text, with its own length", async () => {
    const text = JSON.stringify(wireOf("openai").whole("北京 🌍"));
    const { ask } = await cased({ target: { dialect: "openai" }, answer: { bytes: packed(text), headers } });
    const reply = await ask({ messages: hi }, { headers: { "accept-encoding": "gzip, br" } });
    plain(reply);
    expect([reply.status, reply.json.choices?.[0]?.message?.content]).toEqual([200, "北京 🌍"]);
    expect(Number(reply.headers["content-length"])).toBe(Buffer.byteLength(reply.text));
  });

  test("is a stream, event by event", async () => {
    const wire = wireOf("openai");
    const stream = [packed(Buffer.concat(spoken(wire, ["北", "京 🌍"])).toString("utf8"))];
    const { gateway } = await cased({ target: { dialect: "openai" }, answer: { stream, headers } });
    const { reply, ...heard } = await hear(gateway, clients[0]!, true);
    plain(reply);
    expect(heard).toMatchObject({ status: 200, text: "北京 🌍", clean: true });
  });

  test.each([
    [404, "model_not_found", 404, "upstream_not_found"],
    [400, "context_length_exceeded", 400, "context_length_exceeded"],
    [429, "insufficient_quota", 429, "insufficient_quota"],
  ])("is a refusal of %i that is read by its words", async (status, code, expected, told) => {
    const text = JSON.stringify({ error: { message: "no", type: "x", param: null, code } });
    const { ask } = await cased({ target: { dialect: "openai" }, answer: { status, bytes: packed(text), headers } });
    const reply = await ask({ messages: hi });
    plain(reply);
    expect([reply.status, reply.json.error?.code]).toEqual([expected, told]);
  });
});

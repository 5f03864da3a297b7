/** Requests for embeddings that are wrong in one place: the answer names it, and no provider sees them. */
import { beforeAll, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../../../runtime/main.ts";
import { ask, keyRecord } from "../../running.ts";
import { tableText } from "../../table-text.ts";

const wrong: [string, string, object][] = [
  ["no input", "input", { input: undefined }],
  ["null for an input", "input", { input: null }],
  ["an empty text", "input", { input: "" }],
  ["an empty list", "input", { input: [] }],
  ["a number", "input", { input: 7 }],
  ["an object", "input", { input: { text: "a" } }],
  ["an empty text among others", "input[1]", { input: ["a", ""] }],
  ["a number among texts", "input[1]", { input: ["a", 7] }],
  ["null among texts", "input[0]", { input: [null, "a"] }],
  ["a text among tokens", "input[1]", { input: [7, "a"] }],
  ["half a token", "input[0]", { input: [1.5] }],
  ["a token below zero", "input[1]", { input: [1, -1] }],
  ["an empty list of tokens", "input[1]", { input: [[1], []] }],
  ["a text among lists of tokens", "input[1]", { input: [[1], "a"] }],
  ["half a token in a list", "input[1][0]", { input: [[1], [0.5]] }],
  ["2,049 inputs", "input", { input: Array(2_049).fill("a") }],
  ["no dimensions", "dimensions", { dimensions: 0 }],
  ["half a dimension", "dimensions", { dimensions: 1.5 }],
  ["dimensions as a text", "dimensions", { dimensions: "256" }],
  ["an unknown encoding", "encoding_format", { encoding_format: "hex" }],
  ["an encoding that is no text", "encoding_format", { encoding_format: 64 }],
  ["a user that is no text", "user", { user: 1 }],
  ["a long user", "user", { user: "u".repeat(1_025) }],
  ["an input type that is no text", "input_type", { input_type: true }],
  ["a model that is no text", "model", { model: 7 }],
  ["an unknown model", "model", { model: "indx" }],
  ["metadata that is no object", "metadata", { metadata: "a" }],
  ["a name in another case", "Input", { Input: "a" }],
  ["dimensions in another case", "DIMENSIONS", { DIMENSIONS: 7 }],
];

let gateway: Runtime;
beforeAll(async () => {
  const table = tableText({
    targets: { "one/e1": { dialect: "openai", kind: "embedding" } },
    routes: { index: { use: ["one/e1"] } },
  });
  const ports = { port: 0, operatorPort: 0 };
  // Whatever is sent on fails with 502.
  gateway = await startRuntime({
    table,
    ...ports,
    keys: [keyRecord],
    env: {},
    standIns: { one: "http://127.0.0.1:1" },
  });
  return () => gateway.close();
});

const post = (body: unknown) => ask(gateway, { path: "/v1/embeddings", body });

test.each(wrong)("%s is refused, and the error names %s", async (_, param, change) => {
  const { status, json } = await post({ model: "index", input: "a", ...change });
  expect([json.error?.param, Math.floor(status / 100)]).toEqual([param, 4]);
  expect(json.error?.message.startsWith(param) || json.error?.message.includes(`"indx"`)).toBe(true);
  expect(Object.keys(json.error ?? {})).toEqual(["message", "type", "param", "code"]);
});

const members = ["model", "input", "dimensions", "encoding_format", "user", "input_type", "metadata", "other"];
const odd = [
  ...[null, true, false, 0, -1, 0.5, 1e300, "", "a", "float", "\u0000", "\ud800", "x".repeat(5_000)],
  ...[
    [],
    [[]],
    [[[]]],
    [null],
    [{}],
    [true],
    [1e300],
    [[1e300]],
    ["a", ["a"]],
    {},
    { a: { b: [] } },
    { __proto__: null },
  ],
];

test.each(members)("whatever stands in %s, the answer is no fault of ours", async (name) => {
  const asked = odd.map(async (value) => {
    const { status, json } = await post({ model: "index", input: "a", [name]: value });
    const isRefused = status >= 400 && status < 500 && json.error?.message !== "";
    expect([name, value, isRefused || json.error?.code]).toEqual([name, value, isRefused || "upstream_unreachable"]);
  });
  await Promise.all(asked);
});

test.each(["[]", '"a"', "7", "null", "{", ""])("the body %s is refused", async (body) => {
  const { status, json } = await post(body);
  expect(status).toBe(400);
  expect(json.error?.message).toBeTypeOf("string");
});

test("the endpoint is asked by POST alone, with a key", async () => {
  const got = await ask(gateway, { path: "/v1/embeddings", method: "GET" });
  expect(got.status).toBe(405);
  const without = await ask(gateway, { path: "/v1/embeddings", headers: { authorization: "Bearer x" }, body: {} });
  expect([without.status, without.json.error?.code]).toEqual([401, "invalid_api_key"]);
});

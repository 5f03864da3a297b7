/** What callers say of a request decides only as the policy declares it, and goes no further: compiled, served, recorded. */
import { request as httpRequest } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { startRuntime } from "../../runtime/main.ts";
import type { Table } from "../../schemas/table.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { finish, hello, KEY, keyRecord, provider, type Reply } from "../runtime/running.ts";

const EU = "mistral/mistral-large-2512";
const US = "openai/gpt-5.4-mini";

const policy = (declared: string) => `metadata: { sensitivity: ${declared}, team: string }
routes:
  chat:
    rules:
      - { when: r.metadata.sensitivity === "public", use: ${US} }
      - { when: r.metadata.team === "trial", use: { reject: 403, message: Not for trials. } }
    otherwise: ${EU}
invariants:
  only what is public leaves the EU:
    when: r.metadata.sensitivity !== "public"
    every: EU.includes(t.jurisdiction)
`;
const listed = policy("[public, pii]");
const required = policy("{ values: [public, pii], required: true }");

interface Gateway {
  url: string;
  /** What reached a provider: its id, and the body's own text. */
  received: [provider: string, body: string][];
}

async function serve(yaml: string, direct = false): Promise<Gateway> {
  const compiled = compileFiles({ "routes.yaml": yaml });
  expect(compiled.diagnostics).toEqual([]);
  expect((JSON.parse(compiled.table!.text) as Table).proved?.invariants).toHaveLength(1);
  const received: Gateway["received"] = [];
  const record = (id: string) =>
    provider((_, response, body) => {
      received.push([id, body]);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  const runtime = await startRuntime({
    table: compiled.table!.text,
    port: 0,
    operatorPort: 0,
    keys: [{ ...keyRecord, direct }],
    env: {},
    standIns: { openai: await record("openai"), mistral: await record("mistral") },
  });
  onTestFinished(() => runtime.close());
  return { url: runtime.url, received };
}

const answer = {
  id: "a",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

/** Headers as they are put on the wire: a name may stand twice. */
async function send({ url }: Gateway, body: object | string, headers: readonly string[] = []): Promise<Reply> {
  const text = typeof body === "string" ? body : JSON.stringify({ ...hello, ...body });
  const all = ["authorization", `Bearer ${KEY}`, "content-type", "application/json", "host", "localhost", ...headers];
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/v1/chat/completions`, { method: "POST", agent: false, headers: all });
    request.on("response", (response) => resolve(finish(response)));
    request.on("error", reject);
    request.end(text);
  });
}

type Sent = [what: string, body: object | string, headers?: string[]];

const contradictions: Sent[] = [
  ["a body and a header", { metadata: { sensitivity: "public" } }, ["x-pointsman-sensitivity", "pii"]],
  [
    "a header and JSON in a header",
    {},
    ["X-Pointsman-Sensitivity", "public", "x-pointsman-metadata", '{"sensitivity":"pii"}'],
  ],
  ["a header that stands twice", {}, ["x-pointsman-sensitivity", "pii", "x-pointsman-sensitivity", "public"]],
  [
    "a JSON header that stands twice",
    {},
    ["x-pointsman-metadata", '{"sensitivity":"pii"}', "x-pointsman-metadata", '{"sensitivity":"public"}'],
  ],
  ["names that stand twice in JSON", {}, ["x-pointsman-metadata", '{"sensitivity":"pii","sensitivity":"public"}']],
];

const outside: Sent[] = [
  ["a misspelt value", { metadata: { sensitivity: "pi" } }],
  ["a value in capitals", { metadata: { sensitivity: "PII" } }],
  ["an empty value", { metadata: { sensitivity: "" } }, []],
  ["a header with another value", {}, ["x-pointsman-sensitivity", "internal"]],
  ["a list", { metadata: { sensitivity: ["pii"] } }],
  ["null", { metadata: { sensitivity: null } }],
  ["a number", { metadata: { team: 7, sensitivity: "pii" } }],
  ["a boolean", { metadata: { team: true, sensitivity: "pii" } }],
  ["an object", { metadata: { team: { is: "trial" }, sensitivity: "pii" } }],
  ["another case of the name", { metadata: { Sensitivity: "pii", sensitivity: "public" } }],
  ["only another case of the name", { metadata: { SENSITIVITY: "pii" } }],
  ["metadata that is a text", { metadata: "sensitivity=pii" }],
  ["a text of a million characters", { metadata: { team: "x".repeat(1_000_000), sensitivity: "pii" } }],
  ["a million characters beside it", { metadata: { other: "x".repeat(1_000_000), sensitivity: "pii" } }],
];

describe.each([
  ["that is listed", listed],
  ["that is required", required],
])("metadata %s", (_, yaml) => {
  test.each([...outside, ...contradictions])("is refused with %s, and nothing is sent", async (_, body, headers) => {
    const gateway = await serve(yaml);
    const reply = await send(gateway, body, headers);
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatchObject({ type: "invalid_request_error", code: "invalid_metadata" });
    expect(reply.json.error?.param).toMatch(/metadata|x-pointsman-/);
    expect(reply.json.error?.message.length).toBeLessThan(400);
    expect(gateway.received).toEqual([]);
  });

  test("decides by its value, wherever it is said, and goes no further", async () => {
    const gateway = await serve(yaml);
    const ways: [object, string[]?][] = [
      [{ metadata: { sensitivity: "public", team: "a", own: "kept" } }],
      [{}, ["x-pointsman-sensitivity", "public"]],
      [{}, ["X-Pointsman-Metadata", '{"sensitivity":"public","unknown":"x"}']],
      [
        { metadata: { sensitivity: "public" } },
        ["x-pointsman-sensitivity", "public", "x-pointsman-sensitivity", "public"],
      ],
      [{ metadata: { sensitivity: "pii" } }],
    ];
    for (const [body, headers] of ways) expect((await send(gateway, body, headers)).status).toBe(200);
    expect(gateway.received.map(([id]) => id)).toEqual(["openai", "openai", "openai", "openai", "mistral"]);
    for (const [, body] of gateway.received) expect(body).not.toMatch(/sensitivity|team|unknown/);
    expect((JSON.parse(gateway.received[0]![1]) as { metadata?: unknown }).metadata).toEqual({ own: "kept" });
  });
});

test.each(['{"sensitivity":"pii","sensitivity":"public"}', '{"own":"a","own":"b"}'])(
  "names that stand twice in the body are refused: %s",
  async (metadata) => {
    const gateway = await serve(listed);
    const messages = JSON.stringify(hello.messages);
    const reply = await send(gateway, `{"model":"chat","messages":${messages},"metadata":${metadata}}`);
    expect(reply.status).toBe(400);
    expect(gateway.received).toEqual([]);
  },
);

test("what may be sent is said to who sends something else", async () => {
  const reply = await send(await serve(listed), { metadata: { sensitivity: "pi" } });
  expect(reply.json.error).toMatchObject({
    param: "metadata.sensitivity",
    message: 'metadata.sensitivity may be "pii" or "public", not "pi".',
  });
});

test("without what is required a request is refused, and told what to send", async () => {
  const gateway = await serve(required);
  const reply = await send(gateway, {});
  expect(reply.status).toBe(400);
  expect(reply.json.error).toMatchObject({
    param: "metadata.sensitivity",
    message:
      'metadata.sensitivity is required: send "pii" or "public", in the body\'s metadata or in the header x-pointsman-sensitivity.',
  });
  expect(gateway.received).toEqual([]);
});

test("what is listed and not required may be missing", async () => {
  const gateway = await serve(listed);
  expect((await send(gateway, {})).status).toBe(200);
  expect(gateway.received.map(([id]) => id)).toEqual(["mistral"]);
});

test("a request that names its target says it as any other, and it stays here", async () => {
  const gateway = await serve(required, true);
  const direct = (metadata: object) => send(gateway, { model: US, metadata });
  expect((await direct({ sensitivity: "pi" })).status).toBe(400);
  expect((await direct({})).status).toBe(400);
  expect(gateway.received).toEqual([]);
  expect((await direct({ sensitivity: "pii", own: "kept" })).status).toBe(200);
  expect((JSON.parse(gateway.received[0]![1]) as { metadata?: unknown }).metadata).toEqual({ own: "kept" });
});

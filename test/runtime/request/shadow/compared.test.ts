/** What is compared is right: providers whose answers differ in known ways, and the figures that the operator reads. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { ShadowsReport } from "../../../../schemas/shadows.ts";
import { ask, hello, runtime, type TestRuntime } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";
import { answerAsAsked, answerWhole, chunk, last, watched } from "./begun.ts";

const dialect = "openai";
const spec: TableSpec = {
  targets: {
    "one/m1": { dialect, price: { input: 1, output: 10 } },
    "other/m2": { dialect, price: { input: 2, output: 30 } },
    "unpriced/m3": { dialect, price: undefined },
    "claude/m4": { dialect: "anthropic" },
  },
  routes: {
    chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1 } },
    free: { use: ["one/m1"], shadow: { use: ["unpriced/m3"], share: 1 } },
    claude: { use: ["one/m1"], shadow: { use: ["claude/m4"], share: 1 } },
  },
};

type Answering = (response: ServerResponse, body: string, turn: number) => void;

/** Both answer by turns, in the order of the requests. */
async function gatewayOf(first: Answering, second: Answering): Promise<TestRuntime> {
  const turns = [0, 0];
  const one = await watched((_request, response, body) => first(response, body, turns[0]!++));
  const other = await watched((_request, response, body) => second(response, body, turns[1]!++));
  return runtime(spec, { one: one.url, other: other.url, unpriced: other.url, claude: other.url });
}

async function report({ operatorUrl }: TestRuntime): Promise<ShadowsReport> {
  const settled = async (): Promise<ShadowsReport> =>
    (await (await fetch(`${operatorUrl}/shadows`)).json()) as ShadowsReport;
  await expect.poll(async () => (await settled()).underWay).toBe(0);
  return settled();
}

async function askInTurn(gateway: TestRuntime, bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    expect((await ask(gateway, { body: { ...hello, ...body } })).status).toBe(200);
    await report(gateway);
  }
}

const times = (count: number, body: object = {}): object[] => Array.from({ length: count }, () => body);

test("how answers end, how long they are and what they cost is compared pair by pair", async () => {
  const lengths = [3, 5, 9, 2];
  const gateway = await gatewayOf(
    (response) => answerWhole(response, "12345"),
    (response, _body, turn) =>
      answerWhole(response, "x".repeat(lengths[turn]!), turn === 1 ? { finish_reason: "length" } : {}),
  );
  await askInTurn(gateway, times(4));
  const { shadows } = await report(gateway);
  expect(shadows).toHaveLength(1);
  expect(shadows[0]).toMatchObject({ route: "chat", shadow: "other/m2", skipped: {} });
  const [pair] = shadows[0]!.beside;
  expect(pair).toMatchObject({
    target: "one/m1",
    asked: 4,
    answered: 4,
    failed: {},
    compared: 4,
    finish: { of: 4, same: 3 },
    tools: { of: 0 },
    form: { of: 0 },
    unpriced: 0,
  });
  // Of -2, 0, 4 and -3 the second smallest and the largest.
  expect(pair!.length).toEqual({
    of: 4,
    shadow: { p50: 3, p95: 9 },
    beside: { p50: 5, p95: 5 },
    difference: { p50: -2, p95: 4 },
  });
  expect(pair!.firstToken).toBeUndefined();
  // 10 tokens in, 4 out: 10 × 1 + 4 × 10, and 10 × 2 + 4 × 30 millionths.
  expect(pair!.cost.of).toBe(4);
  expect(pair!.cost.beside).toBeCloseTo(4 * 0.00005, 12);
  expect(pair!.cost.shadow).toBeCloseTo(4 * 0.00014, 12);
  expect(pair!.spent).toBeCloseTo(4 * 0.00014, 12);
});

test("a stream's first token and its end are measured on both sides", async () => {
  const slow =
    (first: number, rest: number): Answering =>
    (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      setTimeout(() => response.write(chunk({ role: "assistant", content: "word" })), first);
      setTimeout(() => response.end(`${chunk({}, "stop")}${last}`), first + rest);
    };
  const gateway = await gatewayOf(slow(20, 200), slow(300, 20));
  await askInTurn(gateway, times(2, { stream: true }));
  const [pair] = (await report(gateway)).shadows[0]!.beside;
  const { firstToken, total } = pair!;
  expect(firstToken!.of).toBe(2);
  expect(firstToken!.beside.p50).toBeGreaterThanOrEqual(15);
  expect(firstToken!.shadow.p50).toBeGreaterThanOrEqual(295);
  expect(firstToken!.difference.p50).toBeGreaterThan(100);
  expect(total!.beside.p50).toBeGreaterThanOrEqual(215);
  expect(total!.shadow.p50).toBeGreaterThanOrEqual(315);
  expect(pair).toMatchObject({ compared: 2, finish: { of: 2, same: 2 } });
});

test("the tools that are called are compared by their names, in any order, where the request offers some", async () => {
  const tools = ["weather", "time"].map((name) => ({
    type: "function",
    function: { name, parameters: { type: "object" } },
  }));
  const calling = (response: ServerResponse, names: string[]): void => {
    const calls = names.map((name, i) => ({
      id: `c${i}`,
      type: "function",
      function: { name, arguments: `{"n":${i}}` },
    }));
    const message = { role: "assistant", content: null, tool_calls: calls };
    answerWhole(response, "", names.length > 0 ? { message, finish_reason: "tool_calls" } : {});
  };
  const first = [["weather", "time"], ["weather"], ["weather"], []];
  const second = [["time", "weather"], ["time"], [], []];
  const gateway = await gatewayOf(
    (response, _body, turn) => calling(response, first[turn] ?? []),
    (response, _body, turn) => calling(response, second[turn] ?? []),
  );
  await askInTurn(gateway, [...times(4, { tools }), {}]);
  const [pair] = (await report(gateway)).shadows[0]!.beside;
  expect(pair).toMatchObject({ tools: { of: 4, same: 2 }, finish: { of: 5, same: 4 } });
});

test("who keeps to the form that was asked for is counted on both sides", async () => {
  const schema = {
    type: "object",
    properties: { n: { type: "integer", minimum: 1 } },
    required: ["n"],
    additionalProperties: false,
  };
  const response_format = { type: "json_schema", json_schema: { name: "n", schema, strict: true } };
  const first = ['{"n":1}', '{"n":1}', '{"n":0}', "{}", '{"n":1}', "[]"];
  const second = ['{"n":2}', "not JSON", '{"n":7}', '{"m":1}', '{"a":1}', "{}"];
  const gateway = await gatewayOf(
    (response, body, turn) => answerAsAsked(response, body, first[turn] ?? ""),
    (response, body, turn) => answerAsAsked(response, body, second[turn] ?? ""),
  );
  await askInTurn(gateway, [
    ...times(2, { response_format }),
    ...times(2, { response_format, stream: true }),
    ...times(2, { response_format: { type: "json_object" } }),
    {},
  ]);
  const [pair] = (await report(gateway)).shadows[0]!.beside;
  expect(pair).toMatchObject({ compared: 7, form: { of: 6, both: 2, shadow: 4, beside: 3 } });
});

test("what fails is counted by class, and what has no price is not taken for free", async () => {
  const gateway = await gatewayOf(
    (response) => answerWhole(response, "well"),
    (response, body, turn) => {
      if (body.includes('"m3"')) return answerWhole(response, "well");
      if (turn === 0)
        return void response.writeHead(400).end('{"error":{"message":"no","type":"invalid_request_error"}}');
      if (turn === 1) return void response.writeHead(200, { "content-type": "application/json" }).end("{");
      return answerWhole(response, "well");
    },
  );
  await askInTurn(gateway, [...times(3), { model: "free" }]);
  const { shadows } = await report(gateway);
  const of = (route: string) => shadows.find((shadow) => shadow.route === route)!.beside[0];
  expect(of("chat")).toMatchObject({
    asked: 3,
    answered: 1,
    compared: 1,
    failed: { "bad-request": 1, malformed: 1 },
    unpriced: 2,
    cost: { of: 1 },
  });
  expect(of("free")).toMatchObject({
    asked: 1,
    answered: 1,
    cost: { of: 0, shadow: 0, beside: 0 },
    spent: 0,
    unpriced: 1,
  });
});

test("answers in another wire are compared in what they mean", async () => {
  const usage = { input_tokens: 11, output_tokens: 5 };
  const gateway = await gatewayOf(
    (response, body) => answerAsAsked(response, body, "12345"),
    (response, body) => {
      const message = { id: "m", type: "message", role: "assistant", model: "m4", stop_sequence: null };
      if (!(JSON.parse(body) as { stream?: boolean }).stream) {
        const content = [{ type: "text", text: "1234567" }];
        const answer = { ...message, content, stop_reason: "end_turn", usage };
        return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
      }
      const said: object[] = [
        {
          type: "message_start",
          message: { ...message, content: [], stop_reason: null, usage: { input_tokens: 11, output_tokens: 1 } },
        },
        { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
        { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "1234567" } },
        { type: "content_block_stop", index: 0 },
        {
          type: "message_delta",
          delta: { stop_reason: "max_tokens", stop_sequence: null },
          usage: { output_tokens: 5 },
        },
        { type: "message_stop" },
      ];
      const events = said.map(
        (event) => `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`,
      );
      response.writeHead(200, { "content-type": "text/event-stream" }).end(events.join(""));
    },
  );
  await askInTurn(gateway, [{ model: "claude" }, { model: "claude", stream: true }]);
  const [pair] = (await report(gateway)).shadows[0]!.beside;
  expect(pair).toMatchObject({
    compared: 2,
    finish: { of: 2, same: 1 },
    length: { of: 2, difference: { p50: 2, p95: 2 } },
    firstToken: { of: 1 },
    cost: { of: 2 },
  });
});

test("the report has figures and no texts, and clients cannot read it", async () => {
  const secret = "the quick brown fox";
  const gateway = await gatewayOf(
    (response, body) => answerAsAsked(response, body, secret),
    (response, body) => answerAsAsked(response, body, `${secret} jumps`),
  );
  await askInTurn(gateway, times(2, { messages: [{ role: "user", content: `say: ${secret}` }] }));
  const text = JSON.stringify(await report(gateway));
  expect(text).toContain('"compared":2');
  for (const word of ["quick", "fox", "jumps"]) expect(text).not.toContain(word);
  expect((await ask(gateway, { method: "GET", path: "/shadows" })).status).toBe(404);
});

test("an answer that is too long to be kept is compared by nothing but its cost", async () => {
  const gateway = await gatewayOf(
    (response) => answerWhole(response, "x".repeat(1_500_000)),
    (response, body) => answerAsAsked(response, body, "short"),
  );
  await askInTurn(gateway, times(1));
  const [pair] = (await report(gateway)).shadows[0]!.beside;
  expect(pair).toMatchObject({ asked: 1, answered: 1, compared: 0, finish: { of: 0 }, cost: { of: 1 } });
});

test("skips are counted with their reason", async () => {
  const gateway = await runtime(
    { ...spec, targets: { ...spec.targets, "other/m2": { dialect, context: 5 } } },
    Object.fromEntries(["one", "other", "unpriced", "claude"].map((id) => [id, "http://127.0.0.1:1"])),
  );
  const one = await watched((_request, response, body) => answerAsAsked(response, body, "well"));
  const { tableText } = await import("../../table-text.ts");
  const standIns = { one: one.url, other: "http://127.0.0.1:1", unpriced: "http://127.0.0.1:1", claude: one.url };
  const small = { ...spec, targets: { ...spec.targets, "other/m2": { dialect, context: 5 } } } as TableSpec;
  expect((await gateway.offer({ table: tableText({ ...small, metadata: { a: {} } }), standIns })).kind).toBe("swapped");
  await askInTurn(gateway, times(2));
  await askInTurn(gateway, times(6, { model: "free" }));
  const { shadows } = await report(gateway);
  expect(shadows.find(({ route }) => route === "chat")).toMatchObject({ skipped: { unsuitable: 2 }, beside: [] });
  const free = shadows.find(({ route, shadow }) => route === "free" && shadow === "unpriced/m3")!;
  const [pair] = free.beside;
  expect(pair!.failed).toEqual({ connect: pair!.asked });
  expect(pair!.asked + free.skipped.down!).toBe(6);
  expect(free.skipped.down).toBeGreaterThan(0);
});

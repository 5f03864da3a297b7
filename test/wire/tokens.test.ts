/** What a route lets in, by what a recording provider got: real `serve` of compiled policies. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, onTestFinished, test } from "vitest";
import { startRuntime } from "../../runtime/main.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { ask, KEY, keyRecord, type Reply } from "../runtime/running.ts";

interface Served {
  /** The reply, and what each provider got of it, as it came. */
  send(body: object | string): Promise<{ reply: Reply; sent: { path: string; text: string }[] }>;
  readonly log: readonly Record<string, unknown>[];
}

/** `alpha/model` in the United States, `beta/model` in Germany, both at one recording provider. */
async function serve(route: string, options: { model?: object; inputTokens?: () => number } = {}): Promise<Served> {
  const records: { path: string; text: string }[] = [];
  const url = await recorder(records, options.inputTokens ?? (() => 10));
  const place = { dialect: "openai", paths: { chat: "/chat/completions" }, hosting: "self-hosted" };
  const model = {
    context: 50_000_000,
    caps: { tools: true, vision: true, pdf: true, jsonSchema: true, audioIn: true },
    price: { input: 1, output: 2 },
    ...options.model,
  };
  const overlay = {
    providers: {
      alpha: { ...place, baseUrl: `${url}/alpha`, jurisdiction: "US" },
      beta: { ...place, baseUrl: `${url}/beta`, jurisdiction: "DE" },
    },
    models: { "alpha/model": model, "beta/model": model },
  };
  const policy = `import { policy } from "pointsman";
export default policy({ routes: { chat: ${route} } });`;
  const { table, diagnostics } = compileFiles({ "routes.ts": policy, "catalog.yaml": JSON.stringify(overlay) });
  if (!table) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const log: Record<string, unknown>[] = [];
  const runtime = await startRuntime({
    table: table.text,
    port: 0,
    operatorPort: 0,
    keys: [keyRecord],
    env: {},
    log: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  onTestFinished(() => runtime.close());
  return {
    log,
    async send(body) {
      records.length = 0;
      const text = typeof body === "string" ? body : JSON.stringify({ model: "chat", ...body });
      const reply = await ask(runtime, { headers: { authorization: `Bearer ${KEY}` }, body: text });
      return { reply, sent: [...records] };
    },
  };
}

async function recorder(records: { path: string; text: string }[], inputTokens: () => number): Promise<string> {
  const server = createServer(async (request, response) => {
    records.push({ path: request.url ?? "", text: await bodyOf(request) });
    const usage = { prompt_tokens: inputTokens(), completion_tokens: 1, total_tokens: inputTokens() + 1 };
    const choices = [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: "1", object: "chat.completion", created: 1, model: "model", choices, usage }));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

const hello = { messages: [{ role: "user", content: "Hello." }] };
const long = "half a megabyte of words ".repeat(20_000);
const small = `{ otherwise: "alpha/model", max: { inputTokens: 10_000 } }`;

describe("no more text reaches a provider than the route takes, wherever it stands", () => {
  const message = (members: object) => ({
    messages: [...hello.messages, { role: "assistant", content: "", ...members }],
  });
  const bodies: Record<string, object> = {
    "the older functions": { ...hello, functions: [{ name: "f", description: long }] },
    "reasoning that is sent back": message({ reasoning_content: long }),
    "a part that nobody knows": message({ content: [{ type: "poem", poem: { verses: [long] } }] }),
    "a member of a message that nobody knows": message({ thoughts: long }),
    "the name of a member that nobody knows": message({ [long]: 1 }),
    "an older call": message({ function_call: { name: "f", arguments: long } }),
    "a member of the body that nobody knows": { ...hello, system: long },
    "a prediction": { ...hello, prediction: { type: "content", content: long } },
    "a tool choice": { ...hello, tool_choice: { type: "function", function: { name: long } } },
    "a stop text": { ...hello, stop: [long] },
    "a label of an image": message({
      content: [{ type: "image_url", image_url: { url: "https://a.test", alt: long } }],
    }),
    "an image that is a text": message({
      content: [{ type: "image_url", image_url: { url: `data:text/plain,${long}` } }],
    }),
  };

  test("a small request goes out", async () => {
    const { reply, sent } = await (await serve(small)).send(hello);
    expect([reply.status, sent.length]).toEqual([200, 1]);
  });

  test.each(Object.entries(bodies))("%s", async (_, body) => {
    const { reply, sent } = await (await serve(small)).send(body);
    if (reply.status < 400) expect(reply.headers["x-pointsman-dropped"]).toBeDefined();
    for (const { text } of sent) expect(encode(text).length).toBeLessThanOrEqual(10_000);
  });

  test("numbers that grow when they are printed again", async () => {
    const numbers = Array.from({ length: 1_250 }, () => "1e20").join();
    const schema = `{"type":"function","function":{"name":"f","parameters":{"enum":[${numbers}]}}}`;
    const body = `{"model":"chat","messages":[{"role":"user","content":"Hello."}],"tools":[${schema}]}`;
    const { reply, sent } = await (await serve(small)).send(body);
    expect([reply.status, reply.json.error?.code, sent]).toEqual([400, "context_length_exceeded", []]);
  });

  test.each<[string, string, number]>([
    ["longer than readers keep", `1${"0".repeat(2_000)}1`, 400],
    ["of many zeros", `1.${"0".repeat(2_000)}`, 400],
    ["with an exponent that none can read", "1e-2000", 400],
    ["which are long, as many as are too much for the route", "9".repeat(300), 400],
    ["which are long, as few as the route takes", "340282366920938463463374607431768211455", 200],
  ])("numbers %s", async (_, number, status) => {
    const numbers = Array.from({ length: status === 200 ? 20 : 400 }, () => number).join();
    const body = `{"model":"chat","messages":[{"role":"user","content":"Hello."}],"tools":[{"type":"function","function":{"name":"f","parameters":{"enum":[${numbers}]}}}]}`;
    const { reply, sent } = await (await serve(small)).send(body);
    expect([reply.status, sent.length]).toEqual([status, status === 200 ? 1 : 0]);
    for (const { text } of sent) expect(encode(text).length).toBeLessThanOrEqual(10_000);
  });

  test("a number that is too long is named, with the way out", async () => {
    const body = `{"model":"chat","messages":[{"role":"user","content":"Hello."}],"seed":1.${"0".repeat(100)}}`;
    const { reply } = await (await serve(small)).send(body);
    expect([reply.status, reply.json.error?.code]).toEqual([400, "invalid_number"]);
    expect(reply.json.error?.message).toMatch(
      /1\.0{38}… at seed has more digits than readers keep.*Write it shorter, or as a text/,
    );
  });

  test("what the policy adds counts as what the client sends", async () => {
    const properties = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`field_${i}`, { type: "string" }]));
    const format = { type: "json_schema", json_schema: { name: "answer", schema: { type: "object", properties } } };
    const route = (max: number) =>
      `{ otherwise: "alpha/model", max: { inputTokens: ${max} }, set: { response_format: ${JSON.stringify(format)} } }`;
    const narrow = await (await serve(route(1_000))).send(hello);
    expect([narrow.reply.status, narrow.sent]).toEqual([400, []]);
    const wide = await (await serve(route(20_000))).send(hello);
    expect([wide.reply.status, wide.sent.length]).toEqual([200, 1]);
    expect(encode(wide.sent[0]!.text).length).toBeLessThanOrEqual(20_000);
  });
});

describe("bytes of text are bounded", () => {
  test("by what the route says, else by eight for each token", async () => {
    const cases: [string, number][] = [
      [`{ otherwise: "alpha/model", max: { textBytes: 1_000 } }`, 1_000],
      [`{ otherwise: "alpha/model", max: { inputTokens: 1_000 } }`, 8_000],
      [`{ otherwise: "alpha/model", max: { inputTokens: 1_000, textBytes: 20_000 } }`, 20_000],
    ];
    for (const [route, most] of cases) {
      const served = await serve(route);
      const of = (length: number) => served.send({ messages: [{ role: "user", content: " ".repeat(length) }] });
      expect([(await of(most)).reply.status, (await of(most)).sent.length]).toEqual([200, 1]);
      const { reply, sent } = await of(most + 1);
      expect([reply.status, reply.json.error?.code, sent]).toEqual([400, "context_length_exceeded", []]);
      expect(reply.json.error?.message).toMatch(new RegExp(`${most + 1} bytes of text; this route takes ${most}`));
    }
  });
});

describe("conditions on the text see all of it", () => {
  const route = `{ rules: [{ when: (r) => r.text.matches(/IBAN/), use: "beta/model" }], otherwise: "alpha/model" }`;

  test("behind any number of blanks", async () => {
    const served = await serve(route);
    for (const blanks of [0, 262_144, 3_000_000]) {
      const { sent } = await served.send({ messages: [{ role: "user", content: `${" ".repeat(blanks)}IBAN` }] });
      expect(sent.map(({ path }) => path)).toEqual(["/beta/chat/completions"]);
    }
  });

  test("of 31 megabytes", async () => {
    const patterns = ["/IBAN/", "/\\d{4}-\\d{4}/", "/^[a-z ]+@/"];
    const when = patterns.map((pattern) => `r.text.matches(${pattern})`).join(" || ");
    const served = await serve(`{ rules: [{ when: (r) => ${when}, use: "beta/model" }], otherwise: "alpha/model" }`);
    const text = "no sign of it ".repeat(2_200_000);
    const { sent } = await served.send({ messages: [{ role: "user", content: text }] });
    expect(sent.map(({ path }) => path)).toEqual(["/alpha/chat/completions"]);
  });
});

describe("what the provider counts is held against what was said", () => {
  const route = `{ otherwise: "alpha/model" }`;
  const question = { messages: [{ role: "user", content: "Where does the night train to Vienna stop? ".repeat(50) }] };
  const alarmsOf = (log: readonly Record<string, unknown>[]) => log.filter(({ event }) => event === "alarm");

  test("an alarm tells what was counted beyond the upper figure, and the factor that mends it", async () => {
    let counted = 600;
    const served = await serve(route, { inputTokens: () => counted });
    await served.send(question);
    expect(alarmsOf(served.log)).toEqual([]);
    counted = 40_000;
    await served.send(question);
    await expect.poll(() => alarmsOf(served.log)).toHaveLength(1);
    const [alarm] = alarmsOf(served.log) as { upper: number; factor: number; message: string }[];
    expect(alarm).toMatchObject({ level: "error", target: "alpha/model", route: "chat", counted: 40_000 });
    expect(alarm!.upper * alarm!.factor).toBeGreaterThanOrEqual(40_000);
    expect(alarm!.message).toContain(`tokenFactor: ${alarm!.factor}`);
    await serve(route, { model: { tokenFactor: alarm!.factor } });
    await served.send(question);
    counted = 50_000;
    await served.send(question);
    await expect.poll(() => alarmsOf(served.log)).toHaveLength(2);
  });

  test("of large requests that nothing else has counted it is the first and one in eight", async () => {
    let counted = 100_000;
    const served = await serve(route, { inputTokens: () => counted });
    const long = { messages: [{ role: "user", content: question.messages[0]!.content.repeat(3) }] };
    for (let i = 0; i < 9; i++) {
      counted += 10_000;
      await served.send(long);
    }
    await expect.poll(() => served.log.filter(({ event }) => event === "request")).toHaveLength(9);
    expect(alarmsOf(served.log).map((alarm) => alarm.counted)).toEqual([110_000, 190_000]);
  });

  test("with the factor in the overlay there is none", async () => {
    const served = await serve(route, { inputTokens: () => 10_000, model: { tokenFactor: 3 } });
    const wider = await serve(route, { inputTokens: () => 2_400, model: { tokenFactor: 2 } });
    const plain = await serve(route, { inputTokens: () => 2_400 });
    for (const each of [served, wider, plain]) {
      await each.send(question);
      await expect.poll(() => each.log.some(({ event }) => event === "request")).toBe(true);
    }
    expect([served, wider, plain].map(({ log }) => alarmsOf(log).length)).toEqual([1, 0, 1]);
    const { factor } = alarmsOf(served.log)[0] as { factor: number };
    const mended = await serve(route, { inputTokens: () => 10_000, model: { tokenFactor: factor } });
    await mended.send(question);
    await expect.poll(() => mended.log.some(({ event }) => event === "request")).toBe(true);
    expect(alarmsOf(mended.log)).toEqual([]);
  });
});

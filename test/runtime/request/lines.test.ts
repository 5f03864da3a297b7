/** Requests that wait for a target which has as many as it may have at once. */
import { expect, test } from "vitest";
import type { KeyRecord } from "../../../runtime/state/keys.ts";
import { hashKey } from "../../../runtime/state/keys.ts";
import { compileFiles } from "../../compiler/in-memory.ts";
import { type HeldProvider, heldProvider } from "../held-provider.ts";
import { ask, hello, type Reply, runtime, type TestRuntime } from "../running.ts";
import { type TableSpec, tableText } from "../table-text.ts";

const dialect = "openai";
const keys: KeyRecord[] = [
  { id: "low", hash: hashKey("low"), tags: [], priority: -5 },
  { id: "usual", hash: hashKey("usual"), tags: [] },
  { id: "high", hash: hashKey("high"), tags: [], priority: 5 },
];
const patient = { concurrency: 1, line: { most: 3, wait: 10_000 } };
const chain = { routes: { chat: { use: ["one/m1", "two/m2"] }, alone: { use: ["one/m1"] } } };

function spec(one: object, more: Partial<TableSpec> = {}): TableSpec {
  return { targets: { "one/m1": { dialect, ...one }, "two/m2": { dialect } }, ...chain, ...more };
}

test("what finds no place waits in the target's line, in turn, and what finds no place there goes onward", async () => {
  const { one, two, gateway } = await started(spec(patient));
  const replies = await inLine(gateway, ["a", "b", "c", "d"]);
  const onward = say(gateway, "e");
  await two.answer(1);
  expect((await onward).headers["x-pointsman-target"]).toBe("two/m2");
  await one.answer(4);
  const all = await Promise.all(replies);
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(all.map(({ headers }) => headers["x-pointsman-target"]))).toEqual(new Set(["one/m1"]));
  expect([one.asked, two.asked]).toEqual([["a", "b", "c", "d"], ["e"]]);
  expect(all.map(({ headers }) => headers["x-pointsman-attempts"])).toEqual(["1", "1", "1", "1"]);
});

test("nobody waits for longer than the line says: then the next target is asked, or the client may come again", async () => {
  const { one, two, gateway } = await started(spec({ concurrency: 1, line: { most: 3, wait: 150 } }));
  const [first] = await inLine(gateway, ["a"]);
  const began = performance.now();
  const onward = say(gateway, "b");
  await two.answer(1);
  expect((await onward).headers["x-pointsman-target"]).toBe("two/m2");
  expect(performance.now() - began).toBeGreaterThan(140);
  const refused = await say(gateway, "c", { model: "alone" });
  expect([refused.status, refused.json.error?.code]).toEqual([429, "rate_limit_exceeded"]);
  expect(refused.headers["retry-after"]).toBe("1");
  expect(one.asked).toEqual(["a"]);
  await one.answer(1);
  await first;
});

test("nobody waits beyond its deadline", async () => {
  const limits = { deadline: 300, idle: 300 };
  const { one, gateway } = await started(
    spec(patient, { routes: { ...chain.routes, short: { use: ["one/m1"], limits } } }),
  );
  const [first] = await inLine(gateway, ["a"]);
  const began = performance.now();
  expect((await say(gateway, "b", { model: "short" })).status).toBe(429);
  expect(performance.now() - began).toBeLessThan(2_000);
  await one.answer(1);
  expect((await first)?.status).toBe(200);
});

test("who is next goes by the priority of the key, then by time; in a full line the last of the lowest makes room", async () => {
  const { one, two, gateway } = await started(spec(patient));
  const [a] = await inLine(gateway, ["a"]);
  const [b, c] = await inLine(gateway, ["b", "c"], { key: "usual" });
  const [d] = await inLine(gateway, ["d"], { key: "low" });
  const [e] = await inLine(gateway, ["e"], { key: "high" });
  await two.answer(1);
  expect((await d)?.headers["x-pointsman-target"]).toBe("two/m2");
  const [f] = await inLine(gateway, ["f"], { key: "high" });
  await two.answer(1);
  expect((await c)?.headers["x-pointsman-target"]).toBe("two/m2");
  await one.answer(4);
  expect((await Promise.all([a, b, e, f])).map((reply) => reply?.status)).toEqual([200, 200, 200, 200]);
  expect(one.asked).toEqual(["a", "e", "f", "b"]);
});

test("the priority of a rule passes a full line, and holds in place of the key's", async () => {
  const policy = `import { chain, policy } from "pointsman";
export default policy({
  metadata: { kind: ["live", "idle"] },
  routes: { chat: {
    rules: [
      { when: (r) => r.metadata.kind === "live", use: chain("openai/gpt-5.4-mini", "deepseek/deepseek-flash"), priority: 50 },
      { when: (r) => r.metadata.kind === "idle", use: chain("openai/gpt-5.4-mini", "deepseek/deepseek-flash"), priority: -50 },
    ],
    otherwise: chain("openai/gpt-5.4-mini", "deepseek/deepseek-flash"),
  } },
});`;
  const overlay = "models:\n  openai/gpt-5.4-mini: { concurrency: 1, line: { most: 3, wait: 10s } }\n";
  const { table, diagnostics } = compileFiles({ "routes.ts": policy, "catalog.yaml": overlay });
  expect(diagnostics).toEqual([]);
  const [one, two] = [await heldProvider(), await heldProvider()];
  const spare = { targets: {}, routes: {} };
  const gateway = await runtime(spare, { openai: one.url, deepseek: two.url }, { table: table!.text, keys });
  const idle = { metadata: { kind: "idle" } };
  const [a] = await inLine(gateway, ["a"]);
  const [b, c] = await inLine(gateway, ["b", "c"]);
  const [d] = await inLine(gateway, ["d"], { key: "high", body: idle });
  const [e] = await inLine(gateway, ["e"], { key: "low", body: { metadata: { kind: "live" } } });
  await expect.poll(() => two.asked).toEqual(["d"]);
  await one.answer(4);
  await Promise.all([a, b, c, e]);
  expect(one.asked).toEqual(["a", "e", "b", "c"]);
  await two.answer(1);
  await d;
});

test("whoever goes away leaves its place in the line", async () => {
  const { one, gateway } = await started(spec({ ...patient, line: { most: 1, wait: 10_000 } }));
  const [a] = await inLine(gateway, ["a"]);
  const leaving = new AbortController();
  const gone = say(gateway, "gone", { signal: leaving.signal });
  await settled(gateway);
  leaving.abort();
  await expect(gone).rejects.toThrow();
  await expect.poll(() => gateway.log.some(({ status }) => status === 499)).toBe(true);
  const [b] = await inLine(gateway, ["b"]);
  await one.answer(2);
  expect([(await a)?.status, (await b)?.status]).toEqual([200, 200]);
  expect(one.asked).toEqual(["a", "b"]);
});

test("all that is asked with one key shares the account's places, and its lines", async () => {
  const shared = { auth: { env: ["SHARED_KEY"] } };
  const line = { most: 5, wait: 10_000 };
  const all: TableSpec = {
    targets: { "one/m1": { dialect, line }, "two/m2": { dialect, line } },
    routes: { first: { use: ["one/m1"] }, second: { use: ["two/m2"] } },
    providers: { one: { ...shared, concurrency: 2 }, two: shared },
  };
  const both = await heldProvider();
  const gateway = await runtime(all, { one: both.url, two: both.url }, { keys });
  const [a] = await inLine(gateway, ["a"], { model: "first" });
  const [b] = await inLine(gateway, ["b"], { model: "second" });
  await expect.poll(() => both.asked).toEqual(["a", "b"]);
  const [c] = await inLine(gateway, ["c"], { model: "first" });
  const [d] = await inLine(gateway, ["d"], { model: "second" });
  const [e] = await inLine(gateway, ["e"], { model: "second", key: "high" });
  expect(both.asked).toEqual(["a", "b"]);
  await both.answer(1);
  await expect.poll(() => both.asked).toEqual(["a", "b", "e"]);
  await both.answer(1);
  await expect.poll(() => both.asked).toEqual(["a", "b", "e", "c"]);
  await both.answer(3);
  expect((await Promise.all([a, b, c, d, e])).map((reply) => reply?.status)).toEqual([200, 200, 200, 200, 200]);
});

test("who waits when another table comes is still answered, whether that one has a line or not", async () => {
  const { one, gateway } = await started(spec(patient));
  const replies = await inLine(gateway, ["a", "b"], { model: "alone" });
  await gateway.offer({ table: tableText(spec({ concurrency: 1 })), standIns: standInsOf(one) });
  await one.answer(2);
  const all = await Promise.all(replies);
  expect(all.map(({ status }) => status)).toEqual([200, 200]);
});

interface Started {
  readonly one: HeldProvider;
  readonly two: HeldProvider;
  readonly gateway: TestRuntime;
}

async function started(table: TableSpec): Promise<Started> {
  const [one, two] = [await heldProvider(), await heldProvider()];
  const gateway = await runtime(table, { one: one.url, two: two.url }, { keys });
  return { one, two, gateway };
}

function standInsOf({ url }: HeldProvider): Record<string, string> {
  return { one: url, two: url };
}

interface Said {
  readonly key?: string;
  readonly model?: string;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

function say(
  gateway: TestRuntime,
  text: string,
  { key = "usual", model = "chat", body, signal }: Said = {},
): Promise<Reply> {
  const messages = [{ role: "user", content: text }];
  const headers = { authorization: `Bearer ${key}` };
  return ask(gateway, { headers, body: { ...hello, model, messages, ...body }, ...(signal && { signal }) });
}

/** One behind the other, so that their order is known. */
async function inLine(gateway: TestRuntime, texts: readonly string[], said?: Said): Promise<Promise<Reply>[]> {
  const all: Promise<Reply>[] = [];
  for (const text of texts) {
    all.push(say(gateway, text, said));
    await settled(gateway);
  }
  return all;
}

/** What was sent before has its place by then: one more request has come and gone. */
async function settled(gateway: TestRuntime): Promise<void> {
  for (let i = 0; i < 2; i++)
    expect((await ask(gateway, { headers: { authorization: "Bearer usual" }, body: "{" })).status).toBe(400);
}

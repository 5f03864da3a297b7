import { once } from "node:events";
import { expect, test } from "vitest";
import { type RuntimeOptions, startRuntime } from "../../runtime/main.ts";
import type { RuntimeErrorCode } from "../../runtime/runtime-error.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import { ask, events, finish, hello, keyRecord, open, runtime, simulator } from "./running.ts";
import { type TableSpec, tableText } from "./table-text.ts";

const spec: TableSpec = {
  targets: { "one/m1": { dialect: "openai" }, "two/m2": { dialect: "openai" } },
  routes: { chat: { use: ["one/m1"] } },
};
const standIns = { one: "http://127.0.0.1:1", two: "http://127.0.0.1:1" };
const options: RuntimeOptions = {
  table: tableText(spec),
  port: 0,
  operatorPort: 0,
  keys: [keyRecord],
  env: {},
  standIns,
};

const failures: [string, Partial<RuntimeOptions>, RuntimeErrorCode, RegExp][] = [
  [
    "a provider has neither key nor stand-in",
    { standIns: { one: "http://127.0.0.1:1" } },
    "missing-key",
    /TWO_KEY.*--simulate/,
  ],
  ["keys are left away beyond loopback", { keys: "open", host: "0.0.0.0" }, "open-not-loopback", /loopback/],
  ["there is no key", { keys: [] }, "no-keys", /--open/],
  [
    "the map is of another table",
    { map: '{"format":"pointsman-map","version":1,"table":"x","rules":{}}' },
    "bad-map",
    /another table/,
  ],
];

test.each(failures)("it does not start when %s, and says why", async (_when, changed, code, message) => {
  await expect(startRuntime({ ...options, ...changed })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

test("every provider without a key is named at once", async () => {
  await expect(startRuntime({ ...options, standIns: {} })).rejects.toThrow(/ONE_KEY.*\n.*TWO_KEY/);
});

test("a busy port is named, with the way out, and nothing is left listening", async () => {
  const first = await runtime(spec, standIns);
  const port = Number(new URL(first.url).port);
  await expect(startRuntime({ ...options, port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
  await expect(startRuntime({ ...options, operatorPort: port })).rejects.toThrow("--operator-port");
});

test("a provider's key is taken from the environment", async () => {
  const one = await simulator({ keys: ["real"] });
  const table = { ...spec, routes: { chat: { use: ["one/m1"] } } };
  const text = tableText(table).replace("https://one.example", one.url);
  const { tableHash } = await import("../../schemas/table-hash.ts");
  const altered = JSON.parse(text) as { hash: string };
  altered.hash = tableHash(altered);
  const gateway = await runtime(
    spec,
    { two: standIns.two },
    { table: JSON.stringify(altered), env: { ONE_KEY: "real" } },
  );
  const reply = await ask(gateway, { body: hello });
  expect(reply.status).toBe(200);
  expect(reply.headers["x-pointsman-simulated"]).toBeUndefined();
});

test("without keys everyone on loopback may call", async () => {
  const one = await simulator();
  const gateway = await runtime(spec, { ...standIns, one: one.url }, { keys: "open" });
  expect((await ask(gateway, { body: hello, headers: { authorization: "" } })).status).toBe(200);
});

test("health and readiness are told on both listeners, without a key", async () => {
  const gateway = await runtime(spec, standIns);
  for (const url of [gateway.url, gateway.operatorUrl]) {
    const get = (path: string) => ask({ url }, { path, method: "GET", headers: { authorization: "" } });
    expect((await get("/healthz")).status).toBe(200);
    const ready = await get("/readyz");
    const { hash } = JSON.parse(options.table) as { hash: string };
    const since = expect.stringMatching(/^20\d\d-.*Z$/);
    expect(ready.json).toEqual({ status: "ready", table: hash, since, swaps: 0, refusals: 0 });
    expect(ready.headers["x-pointsman-table"]).toBe(hash);
  }
  expect((await ask({ url: gateway.operatorUrl }, { body: hello })).status).toBe(404);
});

test("readiness tells what was proved of the table, and by which proof", async () => {
  const plain = JSON.parse(options.table) as Record<string, unknown>;
  const proved = { invariants: ["no request costs more than a dollar"], hash: `sha256-${"0".repeat(64)}` };
  const table = { ...plain, proved, hash: "" };
  const gateway = await runtime(spec, standIns, { table: JSON.stringify({ ...table, hash: tableHash(table) }) });
  const ready = await ask({ url: gateway.operatorUrl }, { path: "/readyz", method: "GET" });
  expect(ready.json).toMatchObject({ status: "ready", proved });
});

test("a rule is named by the place where it was written", async () => {
  const one = await simulator();
  const { hash } = JSON.parse(options.table) as { hash: string };
  const rules = { "chat/otherwise": { file: "routes.ts", line: 12, column: 3 } };
  const map = JSON.stringify({ format: "pointsman-map", version: 1, table: hash, rules });
  const reply = await ask(await runtime(spec, { ...standIns, one: one.url }, { map }), { body: hello });
  expect(reply.headers["x-pointsman-rule"]).toBe("routes.ts:12");
});

test("closing lets requests in flight finish, and takes no new ones", async () => {
  const one = await simulator({ tokensPerSecond: 200 });
  const gateway = await runtime(spec, { ...standIns, one: one.url });
  const response = await open(gateway, { body: { ...hello, stream: true } });
  await once(response, "readable");
  const closed = gateway.close();
  const ready = await ask({ url: gateway.operatorUrl }, { path: "/readyz", method: "GET" });
  expect([ready.status, ready.json.status]).toEqual([503, "draining"]);
  await expect(ask(gateway, { body: hello })).rejects.toThrow("ECONNREFUSED");
  expect((await finish(response)).text.endsWith("data: [DONE]\n\n")).toBe(true);
  await closed;
});

test("a stream that outlasts the drain limit ends with an error, and its upstream is aborted", async () => {
  const one = await simulator({ tokensPerSecond: 5 });
  const gateway = await runtime(spec, { ...standIns, one: one.url }, { drainLimit: 50 });
  const response = await open(gateway, { body: { ...hello, stream: true } });
  await once(response, "readable");
  const [reply] = await Promise.all([finish(response), gateway.close()]);
  expect(events(reply.text).at(-1)?.error?.message).toMatch(/shutting down/);
  expect(one.aborted).toBe(1);
});

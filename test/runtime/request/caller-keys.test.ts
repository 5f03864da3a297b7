/** From where and for how long callers' keys open, and what is told to those for whom they do not. */
import { existsSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { hashKey, type KeyRecord } from "../../../runtime/state/keys.ts";
import { openStore } from "../../../runtime/state/store/open-store.ts";
import type { StoredKey, StoredKeys } from "../../../runtime/state/store/stored-keys.ts";
import { afterTest } from "../after-test.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import type { TestRuntime } from "../running.ts";
import {
  ask,
  events,
  finish,
  hello,
  KEY,
  keyRecord,
  open,
  type Reply,
  runtime,
  simulator,
  textOf,
} from "../running.ts";
import { newFile } from "../state/store/new-file.ts";

const SPEC = { targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } } as const;
const HOUR = 3_600_000;

async function gateway(options: Parameters<typeof runtime>[2], delay = 0): Promise<TestRuntime> {
  const { url } = await simulator({ delay });
  return runtime({ targets: { ...SPEC.targets }, routes: { chat: { use: ["one/m1"] } } }, { one: url }, options);
}

const called = (at: TestRuntime, key: string, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(at, { headers: { authorization: `Bearer ${key}`, ...headers }, body: hello });

const told = ({ status, json }: Reply): unknown[] => [status, json.error?.code];
const keyed = (id: string, more: Partial<KeyRecord>): KeyRecord => ({ id, hash: hashKey(id), tags: [], ...more });
const stored = (id: string, more: Partial<StoredKey> = {}): StoredKey => ({ ...keyed(id, {}), created: 0, ...more });

interface Shared {
  readonly file: string;
  /** As another process has them. */
  readonly keys: StoredKeys;
  /** Of gateways that follow them. */
  readonly followed: Parameters<typeof runtime>[2];
}

/** A store with these keys. */
async function shared(...first: StoredKey[]): Promise<Shared> {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  afterTest(() => store.close());
  for (const key of first) await store.keys.put(key);
  return { file, keys: store.keys, followed: { state: `sqlite:${file}`, storedKeys: "always" } };
}

test("a key that has expired, or is used from elsewhere, is refused as its client reads refusals, and written down", async () => {
  const keys = [
    keyed("old", { expires: Date.now() - 1 }),
    keyed("young", { expires: Date.now() + HOUR }),
    keyed("far", { addresses: ["192.0.2.0/24"] }),
    keyed("near", { addresses: ["192.0.2.0/24", "127.0.0.0/8"] }),
  ];
  const at = await gateway({ keys });
  expect(told(await called(at, "old"))).toEqual([401, "api_key_expired"]);
  expect(told(await called(at, "far"))).toEqual([403, "address_not_allowed"]);
  expect((await called(at, "young")).status).toBe(200);
  expect((await called(at, "near")).status).toBe(200);
  const lines = at.log.filter(({ event }) => event === "request");
  expect(lines).toMatchObject([
    { key: "old", peer: "127.0.0.1", status: 401, failure: "api_key_expired" },
    { key: "far", peer: "127.0.0.1", status: 403, failure: "address_not_allowed" },
    { key: "young", status: 200 },
    { key: "near", status: 200 },
  ]);
  const body = { ...hello, max_tokens: 9 };
  const inOther = await ask(at, { path: "/v1/messages", headers: { "x-api-key": "far", authorization: "" }, body });
  expect(JSON.parse(inOther.text)).toMatchObject({ type: "error", error: { type: "permission_error" } });
  const models = await ask(at, { path: "/v1/models", method: "GET", headers: { authorization: "Bearer far" } });
  expect(told(models)).toEqual([403, "address_not_allowed"]);
});

test("who asks is who is connected, unless a proxy is trusted to say it", async () => {
  const keys = [keyed("far", { addresses: ["192.0.2.0/24"] }), keyRecord];
  const forwarded = { "x-forwarded-for": "192.0.2.7" };
  expect(told(await called(await gateway({ keys }), "far", forwarded))).toEqual([403, "address_not_allowed"]);
  const elsewhere = await gateway({ keys, trustedProxies: ["10.0.0.0/8"] });
  expect(told(await called(elsewhere, "far", forwarded))).toEqual([403, "address_not_allowed"]);
  const behind = await gateway({ keys, trustedProxies: ["127.0.0.1", "10.0.0.0/8"] });
  const outcomes: [string | undefined, number, string | undefined][] = [
    ["192.0.2.7", 200, "192.0.2.7"],
    ["203.0.113.1, 192.0.2.7, 10.1.1.1", 200, "192.0.2.7"],
    // What the client itself wrote stands on the left.
    ["192.0.2.7, 203.0.113.1", 403, "203.0.113.1"],
    ["192.0.2.7, unknown", 403, undefined],
    ["192.0.2.7:5000, 10.1.1.1", 200, "192.0.2.7"],
    ["10.1.1.2, 10.1.1.1", 403, "10.1.1.2"],
    [undefined, 403, "127.0.0.1"],
  ];
  for (const [said, status, peer] of outcomes) {
    const reply = await called(behind, "far", said === undefined ? {} : { "x-forwarded-for": said });
    const line = behind.log.findLast(({ event }) => event === "request");
    expect([said, reply.status, line?.peer]).toEqual([said, status, peer]);
  }
});

test("keys of a store and of a file open together, and what the store takes back opens nothing on any instance", async () => {
  const { keys, followed } = await shared(stored("first"));
  const instances = await Promise.all([gateway(followed), gateway(followed)]);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterTest(() => agent.destroy());
  for (const at of instances)
    expect([(await called(at, KEY)).status, (await called(at, "first")).status]).toEqual([200, 200]);
  expect(await statusOver(agent, instances[0]!, "first")).toBe(200);
  await keys.put(stored("second"));
  await keys.put(stored("first", { revoked: Date.now() }));
  for (const at of instances) {
    await expect
      .poll(async () => told(await called(at, "first")), { timeout: 2_000 })
      .toEqual([401, "api_key_revoked"]);
    expect((await called(at, "second")).status).toBe(200);
    expect((await called(at, KEY)).status).toBe(200);
  }
  // Over the connection that it has opened.
  expect(await statusOver(agent, instances[0]!, "first")).toBe(401);
});

test("a key that was rotated opens as long as was said, and then says so", async () => {
  const former = [
    { hash: hashKey("before"), until: Date.now() + HOUR },
    { hash: hashKey("long-before"), until: 1 },
  ];
  const { followed } = await shared(
    stored("caller", { hash: hashKey("now"), former }),
    stored("gone", { former: [{ hash: hashKey("gone-before"), until: Date.now() + HOUR }], revoked: 1 }),
  );
  const at = await gateway(followed);
  expect((await called(at, "now")).status).toBe(200);
  expect((await called(at, "before")).status).toBe(200);
  expect(told(await called(at, "long-before"))).toEqual([401, "api_key_replaced"]);
  expect(told(await called(at, "gone-before"))).toEqual([401, "api_key_revoked"]);
  expect(at.log.filter(({ event }) => event === "request").map(({ key }) => key)).toEqual([
    "caller",
    "caller",
    "caller",
    "gone",
  ]);
});

test("a stream that is under way when its key is revoked ends in order", async () => {
  const { keys, followed } = await shared(stored("caller"));
  const { url } = await simulator({ delay: 2_500 });
  const at = await runtime(
    { ...SPEC, routes: { chat: { use: ["one/m1"], limits: { idle: 5_000 } } } },
    { one: url },
    followed,
  );
  const headers = { authorization: "Bearer caller" };
  const streamed = open(at, { headers, body: { ...hello, stream: true } });
  await keys.put(stored("caller", { revoked: Date.now() }));
  await expect
    .poll(async () => (await ask(at, { path: "/v1/models", method: "GET", headers })).status, { timeout: 2_000 })
    .toBe(401);
  const reply = await finish(await streamed);
  expect([reply.status, events(reply.text).at(-1)?.choices?.[0]?.finish_reason]).toEqual([200, "stop"]);
  expect(textOf(reply)).not.toBe("");
});

/** Another process writes to the file, and does not end. */
function cut(file: string): { mend(): void } {
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  afterTest(() => other.close());
  return { mend: () => other.exec("COMMIT") };
}

test("while the store is away the last keys open for as long as is said, those of the file always, and all of it is told once", async () => {
  const { file, followed } = await shared(stored("caller"));
  const at = await gateway({ ...followed, keyGrace: 1_500 });
  const alarms = (): unknown[] => at.log.flatMap(({ event, message }) => (event === "alarm" ? [message] : []));
  const away = cut(file);
  await expect.poll(() => alarms().length, { timeout: 10_000 }).toBe(1);
  expect((await called(at, "caller")).status).toBe(200);
  await expect
    .poll(async () => told(await called(at, "caller")), { timeout: 10_000 })
    .toEqual([503, "keys_unavailable"]);
  expect((await called(at, KEY)).status).toBe(200);
  expect(told(await called(at, "never"))).toEqual([401, "invalid_api_key"]);
  away.mend();
  await expect.poll(async () => (await called(at, "caller")).status, { timeout: 10_000 }).toBe(200);
  expect(alarms()).toEqual([
    expect.stringMatching(/open for 2 seconds more.*is being written by another process/),
    expect.stringMatching(/could not be read for 2 seconds/),
  ]);
  expect(at.log.filter(({ event }) => event === "keys")).toHaveLength(1);
});

test("a store that is away when the gateway starts is a reason not to start", async () => {
  const { file, followed } = await shared();
  cut(file);
  await expect(gateway(followed)).rejects.toMatchObject({
    code: "store",
    message: expect.stringContaining("is being written by another process"),
  });
});

test("a key to spare opens where the store has none, and not where it has one", async () => {
  const spare = { keys: [], spareKey: keyRecord };
  const { keys, followed } = await shared(stored("gone", { revoked: 1 }));
  const empty = await gateway({ ...followed, ...spare });
  expect([empty.storedKeys, (await called(empty, KEY)).status]).toEqual([0, 200]);
  await keys.put(stored("caller"));
  const filled = await gateway({ ...followed, ...spare });
  expect(filled.storedKeys).toBe(1);
  expect(told(await called(filled, KEY))).toEqual([401, "invalid_api_key"]);
  // For as long as it runs, whatever is made meanwhile.
  await expect.poll(async () => (await called(empty, "caller")).status, { timeout: 5_000 }).toBe(200);
  expect((await called(empty, KEY)).status).toBe(200);
});

test("keys are followed from when a table first needs the store, and no store is made before", async () => {
  const file = newFile();
  const { url } = await simulator({});
  const policy = "routes: { chat: { otherwise: openai/gpt-5.4-mini, max: { outputTokens: 100 } } }\n";
  const budgets = "budgets: { all: { per: r.key.id, limit: $1, window: day } }\n";
  const standIns = { openai: url };
  const options = { state: `sqlite:${file}`, storedKeys: "where-open" } as const;
  const at = await fromPolicy(tableOf(policy), standIns, options);
  expect([at.storedKeys, existsSync(file)]).toEqual([undefined, false]);
  expect(await at.offer({ table: tableOf(policy + budgets), standIns })).toMatchObject({ kind: "swapped" });
  const store = await openStore(`sqlite:${file}`);
  afterTest(() => store.close());
  await store.keys.put(stored("caller"));
  await expect.poll(async () => (await called(at, "caller")).status, { timeout: 5_000 }).toBe(200);
  expect((await called(at, KEY)).status).toBe(200);
});

function statusOver(agent: Agent, { url }: { url: string }, key: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const request = httpRequest(`${url}/v1/chat/completions`, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    request.on("error", reject).end(JSON.stringify(hello));
  });
}

/** From where and for how long callers' keys open, and what is told to those for whom they do not. */
import { Agent, request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { hashKey, type KeyRecord } from "../../../runtime/state/keys.ts";
import { MemoryKeys } from "../../../runtime/state/store/memory/memory-keys.ts";
import type { StoredKey } from "../../../runtime/state/store/stored-keys.ts";
import { afterTest } from "../after-test.ts";
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
  const storedKeys = new MemoryKeys();
  await storedKeys.put(stored("first"));
  const instances = await Promise.all([gateway({ storedKeys }), gateway({ storedKeys })]);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterTest(() => agent.destroy());
  for (const at of instances)
    expect([(await called(at, KEY)).status, (await called(at, "first")).status]).toEqual([200, 200]);
  expect(await statusOver(agent, instances[0]!, "first")).toBe(200);
  await storedKeys.put(stored("second"));
  await storedKeys.put(stored("first", { revoked: Date.now() }));
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
  const storedKeys = new MemoryKeys();
  const former = [
    { hash: hashKey("before"), until: Date.now() + HOUR },
    { hash: hashKey("long-before"), until: 1 },
  ];
  await storedKeys.put(stored("caller", { hash: hashKey("now"), former }));
  await storedKeys.put(
    stored("gone", { former: [{ hash: hashKey("gone-before"), until: Date.now() + HOUR }], revoked: 1 }),
  );
  const at = await gateway({ storedKeys });
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
  const storedKeys = new MemoryKeys();
  await storedKeys.put(stored("caller"));
  const { url } = await simulator({ delay: 2_500 });
  const at = await runtime(
    { ...SPEC, routes: { chat: { use: ["one/m1"], limits: { idle: 5_000 } } } },
    { one: url },
    { storedKeys },
  );
  const headers = { authorization: "Bearer caller" };
  const streamed = open(at, { headers, body: { ...hello, stream: true } });
  await storedKeys.put(stored("caller", { revoked: Date.now() }));
  await expect
    .poll(async () => (await ask(at, { path: "/v1/models", method: "GET", headers })).status, { timeout: 2_000 })
    .toBe(401);
  const reply = await finish(await streamed);
  expect([reply.status, events(reply.text).at(-1)?.choices?.[0]?.finish_reason]).toEqual([200, "stop"]);
  expect(textOf(reply)).not.toBe("");
});

/** A store that can be away, as a Redis behind a cut line. */
class CutKeys extends MemoryKeys {
  isCut = false;

  override async revision(): Promise<string> {
    if (this.isCut) throw new Error("The store at redis://10.0.0.1 does not answer.");
    return super.revision();
  }
}

test("while the store is away the last keys open for as long as is said, those of the file always, and all of it is told once", async () => {
  const storedKeys = new CutKeys();
  await storedKeys.put(stored("caller"));
  const at = await gateway({ storedKeys, keyGrace: 1_500 });
  const alarms = (): unknown[] => at.log.flatMap(({ event, message }) => (event === "alarm" ? [message] : []));
  storedKeys.isCut = true;
  await expect.poll(() => alarms().length, { timeout: 3_000 }).toBe(1);
  expect((await called(at, "caller")).status).toBe(200);
  await expect
    .poll(async () => told(await called(at, "caller")), { timeout: 4_000 })
    .toEqual([503, "keys_unavailable"]);
  expect((await called(at, KEY)).status).toBe(200);
  expect(told(await called(at, "never"))).toEqual([401, "invalid_api_key"]);
  storedKeys.isCut = false;
  await expect.poll(async () => (await called(at, "caller")).status, { timeout: 3_000 }).toBe(200);
  expect(alarms()).toEqual([
    expect.stringMatching(/open for 2 seconds more.*does not answer/),
    expect.stringMatching(/could not be read for 2 seconds/),
  ]);
  expect(at.log.filter(({ event }) => event === "keys")).toHaveLength(1);
});

test("a store that is away when the gateway starts is a reason not to start", async () => {
  const storedKeys = new CutKeys();
  storedKeys.isCut = true;
  await expect(gateway({ storedKeys })).rejects.toThrow("does not answer");
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

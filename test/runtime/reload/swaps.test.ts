/** Tables that take each other's place while requests are served. */
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { afterTest } from "../after-test.ts";
import { ask, finish, hello, KEY, open, type Reply, runtime, textOf } from "../running.ts";
import { altered, changed, type NumberedTable, numberedTable, telling } from "./numbered-tables.ts";

const spec = { targets: {}, routes: {} };

test("a thousand tables take each other's place under load: no request fails, and none is decided by two of them", async () => {
  const upstream = await telling(() => Math.random() * 4);
  const tables = Array.from({ length: 1_001 }, (_, n) => numberedTable(n, upstream));
  const byHash = new Map(tables.map((table) => [table.hash, table]));
  const gateway = await runtime(spec, {}, tables[0]);
  const load = underLoad(gateway.url, byHash);
  for (const [index, table] of tables.slice(1).entries()) {
    const answered = load.answered();
    expect(await gateway.offer(table)).toEqual({ kind: "swapped", table: table.hash });
    do await setImmediate();
    while (index % 4 === 0 && load.answered() === answered);
  }
  const seen = await load.stop();
  expect(load.wrong).toEqual([]);
  expect(seen.size).toBeGreaterThan(150);
  const ready = await ask({ url: gateway.operatorUrl }, { path: "/readyz", method: "GET" });
  expect(ready.json).toMatchObject({ table: tables.at(-1)?.hash, swaps: 1_000, refusals: 0 });
});

test("a table that is wrong never serves: it is refused, logged with its reason and counted, and the old one goes on", async () => {
  const upstream = await telling();
  const [first, next] = [numberedTable(0, upstream), numberedTable(1, upstream)];
  const gateway = await runtime(spec, {}, first);
  const wrong = [
    [{ ...next, table: "" }, "not-json", /empty/],
    [{ ...next, table: next.table.slice(0, -20) }, "not-json", /cut short/],
    [altered(next), "altered", /altered after it was built/],
    [changed(next, { features: ["table/1", "tomorrow"] }), "feature", /tomorrow/],
    [changed(next, { targets: "many" }), "schema", /\/targets/],
    [{ ...next, map: first.map }, "bad-map", /another table/],
    [{ ...next, standIns: {} }, "missing-key", /P1_KEY/],
    [changed(next, { version: 2 }), "version", /version 2/],
  ] as const;
  for (const [index, [document, code, reason]] of wrong.entries()) {
    const refused = { kind: "refused", table: first.hash, code, reason: expect.stringMatching(reason) };
    expect(await gateway.offer(document)).toMatchObject(refused);
    expect(gateway.log.at(-1)).toMatchObject({
      ...{ level: "error", event: "table-refused", table: first.hash, code, refusals: index + 1 },
      message: expect.stringMatching(reason),
    });
    expectOf(first, await ask(gateway, { body: hello }));
  }
  const operator = await ask({ url: gateway.operatorUrl }, { path: "/readyz", method: "GET" });
  const last = { code: "version", reason: expect.stringContaining("version 2"), at: expect.any(String) };
  expect(operator.json).toMatchObject({
    status: "ready",
    table: first.hash,
    refusals: wrong.length,
    lastRefusal: last,
  });
  // Whoever may ask for readiness is not told of files and variables.
  const anyone = await ask(gateway, { path: "/readyz", method: "GET" });
  expect(anyone.json).toMatchObject({ lastRefusal: { code: "version" } });
  expect(anyone.text).not.toContain("reason");
});

test("what a table is refused for can be mended around it, and the very same table is taken then", async () => {
  const upstream = await telling();
  const [first, next] = [numberedTable(0, upstream), numberedTable(1, upstream)];
  const gateway = await runtime(spec, {}, first);
  expect(await gateway.offer({ ...next, standIns: {} })).toMatchObject({ kind: "refused", mayPass: true });
  expect(await gateway.offer(next)).toMatchObject({ kind: "swapped" });
  expectOf(next, await ask(gateway, { body: hello }));
});

test("requests in flight finish by the table that they began with, those whose body is still coming too", async () => {
  const upstream = await telling(() => 60);
  const [first, next] = [numberedTable(0, upstream), numberedTable(1, upstream)];
  const gateway = await runtime(spec, {}, first);
  const stream = await open(gateway, { body: { ...hello, stream: true } });
  const late = slowly(gateway.url, JSON.stringify(hello));
  await late.begun;
  await gateway.offer(next);
  expectOf(next, await ask(gateway, { body: hello }));
  late.end();
  expectOf(first, await finish(await late.answer));
  expectOf(first, await finish(stream));
});

test("every answer names the table, whatever it is", async () => {
  const upstream = await telling();
  const table = numberedTable(0, upstream);
  const gateway = await runtime(spec, {}, table);
  const asked = [
    { body: hello },
    { body: { ...hello, model: "nothing" } },
    { body: "{" },
    { body: hello, headers: { authorization: "Bearer wrong" } },
    { path: "/v1/messages", body: { ...hello, max_tokens: 9 } },
    { path: "/v1/models", method: "GET" },
    { path: "/v1/models/chat", method: "GET" },
    { path: "/v1/models/nothing", method: "GET" },
    { path: "/nowhere", method: "GET" },
    { path: "/v1/models" },
    { path: "/readyz", method: "GET" },
  ];
  const answers = await Promise.all(asked.map((one) => ask(gateway, one)));
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 401, 200, 200, 200, 404, 404, 405, 200]);
  expect(answers.map(({ headers }) => headers["x-pointsman-table"])).toEqual(asked.map(() => table.hash));
});

test("large tables are taken as small ones are, and refused for the same reasons", async () => {
  const upstream = await telling();
  const gateway = await runtime(spec, {}, numberedTable(0, upstream));
  const large = numberedTable(1, upstream, 1_000);
  expect(large.table.length).toBeGreaterThan(100_000);
  expect(await gateway.offer(altered(large))).toMatchObject({ kind: "refused", code: "altered" });
  expect(await gateway.offer(large)).toMatchObject({ kind: "swapped" });
  expectOf(large, await ask(gateway, { body: hello }));
});

/** All that an answer says of how it was served is of one table. */
function expectOf(table: NumberedTable, reply: Reply): void {
  expect(faultsOf(table, reply)).toEqual([]);
}

function faultsOf(table: NumberedTable | undefined, reply: Reply): unknown[] {
  const { status, headers } = reply;
  const said = [
    headers["x-pointsman-table"],
    headers["x-pointsman-route"],
    headers["x-pointsman-rule"],
    headers["x-pointsman-target"],
    headers["x-pointsman-price-input"],
    textOf(reply),
  ];
  const { hash, route, rule, target = "/", priceInput } = table ?? {};
  const right = [hash, route, rule, target, priceInput, target.split("/")[1]];
  return status === 200 && said.every((one, i) => one === right[i]) ? [] : [{ status, said, right }];
}

interface Load {
  answered(): number;
  /** What was not as it should be. */
  readonly wrong: unknown[];
  /** Settles with the hashes of the tables that have answered. */
  stop(): Promise<Set<string>>;
}

/** Clients that ask one request behind the other: whole answers, streams, and bodies that come in two pieces. */
function underLoad(url: string, byHash: ReadonlyMap<string, NumberedTable>): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  afterTest(() => agent.destroy());
  const seen = new Set<string>();
  const wrong: unknown[] = [];
  let answered = 0;
  let isOver = false;
  const client = async (kind: number): Promise<void> => {
    for (let i = kind; !isOver; i++) {
      const asked = slowly(url, JSON.stringify({ ...hello, stream: i % 2 === 0 }), agent);
      if (i % 3 === 0) await setImmediate();
      asked.end();
      const reply = await finish(await asked.answer);
      const hash = String(reply.headers["x-pointsman-table"]);
      wrong.push(...faultsOf(byHash.get(hash), reply));
      seen.add(hash);
      answered++;
    }
  };
  const all = Promise.all(Array.from({ length: 6 }, (_, kind) => client(kind))).catch((error) => wrong.push(error));
  return {
    answered: () => answered,
    wrong,
    stop: async () => {
      isOver = true;
      await all;
      return seen;
    },
  };
}

/** Half of the body, and the rest when `end` is called. */
function slowly(
  url: string,
  body: string,
  agent: Agent | false = false,
): { begun: Promise<void>; answer: Promise<IncomingMessage>; end(): void } {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const request = httpRequest(`${url}/v1/chat/completions`, { method: "POST", agent, headers });
  const half = body.length >> 1;
  const sent = new Promise<void>((resolve) => request.write(body.slice(0, half), () => resolve()));
  const answer = new Promise<IncomingMessage>((resolve, reject) => request.on("response", resolve).on("error", reject));
  // It has been taken when the gateway has its head.
  const begun = sent.then(() => new Promise<void>((resolve) => setTimeout(resolve, 100)));
  return { begun, answer, end: () => void request.end(body.slice(half)) };
}

import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { storeClock } from "../../cli/doctor/store-clock.ts";
import { openStore } from "../../runtime/state/store/open-store.ts";
import type { UsageRow } from "../../runtime/state/store/usage-ledger.ts";
import { nothing } from "../../runtime/state/store/usage-sums.ts";
import { type DoctorReport, doctor } from "../../schemas/doctor.ts";
import { runtimeFeatures } from "../../semantics/runtime-features.ts";
import { afterTest } from "../runtime/after-test.ts";
import { provider } from "../runtime/running.ts";
import { hasRedis, RedisServer } from "../runtime/state/store/redis-server.ts";
import { type Run, runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const POLICY = `routes: { chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 50000, outputTokens: 1000 } } }\n`;
const BUDGET = `${POLICY}budgets: { team: { per: r.key.team, limit: $5, window: day, exhausted: { reject: 402, message: Spent } } }\n`;
const FREE = ["--port", "0", "--operator-port", "0"];

async function examined(
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<DoctorReport & { code: number }> {
  const { code, out } = await runCommand(["doctor", ...words, "--format", "json"], { env });
  const report = doctor.parse(JSON.parse(out));
  expect(code).toBe(report.failed > 0 ? 1 : 0);
  expect(report.failed).toBe(report.results.filter(({ status }) => status === "fail").length);
  return { code, ...report };
}

const about = ({ results }: DoctorReport, area: string): string[] =>
  results.flatMap((one) => (one.area === area ? [`${one.status} ${one.subject} ${one.message}`] : []));

test("where all is well it says so, in each format, and ends with 0", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const words = [path("routes.yaml"), ...FREE, "--state", `sqlite:${path("state.db")}`];
  const env = { OPENAI_API_KEY: "sk-secret" };
  const report = await examined(words, env);
  expect(report).toMatchObject({ failed: 0, warned: 0 });
  const runs: Run[] = [];
  for (const format of ["table", "json", "markdown"])
    runs.push(await runCommand(["doctor", ...words, "--format", format], { env }));
  for (const { code, out } of runs) {
    expect(code).toBe(0);
    expect(out).toContain("OPENAI_API_KEY");
    expect(out).not.toContain("sk-secret");
  }
  expect(runs[0]?.out).toContain(`all ${report.results.length} are well`);
});

test("a provider's key that is missing, is no key, or is in a file that cannot be read is told by its variable", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY, empty: " \n", key: "sk-filed\n" });
  const words = [path("routes.yaml"), ...FREE];
  const of = async (env: Record<string, string>) => about(await examined(words, env), "secrets");
  expect(await of({})).toEqual(["fail openai has no key: set OPENAI_API_KEY"]);
  expect(await of({ OPENAI_API_KEY: "sk-ü" })).toEqual([
    expect.stringMatching(/^fail openai OPENAI_API_KEY holds U\+00FC/),
  ]);
  expect(await of({ OPENAI_API_KEY: `file:${path("gone")}` })).toEqual([expect.stringMatching(/^fail .*ENOENT/)]);
  expect(await of({ OPENAI_API_KEY: `file:${path("empty")}` })).toEqual([expect.stringMatching(/^fail .* is empty/)]);
  expect(await of({ OPENAI_API_KEY: `file:${path("key")}` })).toEqual([
    `ok openai OPENAI_API_KEY, from the file ${path("key")}`,
  ]);
});

test("a proxy that is none, and authorities that cannot be read, are told", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY, "other.pem": "nothing" });
  const of = async (env: Record<string, string>, ...more: string[]) =>
    about(await examined([path("routes.yaml"), ...FREE, ...more], env), "network");
  expect(await of({ HTTPS_PROXY: "ftp://proxy" })).toEqual([expect.stringMatching(/^fail proxy /)]);
  expect(await of({}, "--ca", path("other.pem"))).toEqual([expect.stringMatching(/^fail certificates /)]);
  expect(await of({ HTTPS_PROXY: "http://proxy:3128" })).toEqual([
    "ok way out a proxy for openai; the usual authorities",
  ]);
});

test("a port that something else has is told, and another gateway is known", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const other = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  afterTest(() => other.close());
  const { port } = other.address() as { port: number };
  const report = await examined([path("routes.yaml"), "--port", String(port), "--operator-port", "0"]);
  expect(about(report, "ports")[0]).toBe(
    `fail 127.0.0.1:${port} is in use: stop what listens there, or choose another with --port`,
  );
  const ours = await provider((_, response) => response.writeHead(200, { "x-pointsman-table": "sha256-1" }).end("{}"));
  const beside = await examined([path("routes.yaml"), "--port", new URL(ours).port, "--operator-port", "0"]);
  expect(about(beside, "ports")[0]).toMatch(/^warn .* a gateway serves there already$/);
});

test("a store that is no store, or cannot be made, is told", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY, "other.db": "this is no database ".repeat(300) });
  mkdirSync(path("shut"));
  chmodSync(path("shut"), 0o500);
  const of = async (place: string) => about(await examined([path("routes.yaml"), ...FREE, "--state", place]), "store");
  expect(await of(`sqlite:${path("other.db")}`)).toEqual([expect.stringMatching(/^fail .*other\.db/)]);
  expect(await of(`sqlite:${path("nowhere/state.db")}`)).toEqual([expect.stringMatching(/^fail .* cannot be made/)]);
  expect(await of("redis://:secret@127.0.0.1:1")).toEqual([
    expect.stringMatching(/^fail redis:\/\/127\.0\.0\.1:1 .*ECONNREFUSED/),
  ]);
});

test("a store that has lost what was spent is told with the budgets that this concerns, until that is settled", async () => {
  const other = BUDGET.replace("exhausted", "onStoreDown: allow, exhausted");
  const path = temporaryFolder({ "routes.yaml": BUDGET, "other.yaml": other, "free.yaml": POLICY });
  const file = path("state.db");
  const store = await openStore(`sqlite:${file}`);
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  await store.expire(Date.now());
  await store.close();
  const of = async (name: string) =>
    about(await examined([path(name), ...FREE, "--state", `sqlite:${file}`]), "store").slice(1);
  expect(await of("routes.yaml")).toEqual([
    expect.stringMatching(
      /^fail .* lost .* team \(day .*, and requests are refused by team .*`pointsman state settle`/,
    ),
  ]);
  expect(await of("other.yaml")).toEqual([expect.stringMatching(/^warn .* may not be counted in team/)]);
  expect(await of("free.yaml")).toEqual([]);
  await runCommand(["state", "settle", "--state", `sqlite:${file}`]);
  expect(await of("routes.yaml")).toEqual([]);
});

test("a store that is none, or is in memory, cannot be settled, and what is asked of it must be said", async () => {
  const path = temporaryFolder({});
  const err = async (...words: string[]) => (await runCommand(["state", ...words])).err;
  expect(await err("settle", "--state", `sqlite:${path("none.db")}`)).toContain("there is no store");
  expect(await err("show", "--state", "memory")).toContain("seen by its own process alone");
  expect(await err()).toContain("`show` or `settle`");
  expect(await err("forget")).toContain("no `forget`");
});

test.runIf(runtimeFeatures.has("budgets"))("budgets that would be forgotten are told", async () => {
  const path = temporaryFolder({ "routes.yaml": BUDGET });
  const report = await examined([path("routes.yaml"), ...FREE, "--state", "memory"]);
  expect(about(report, "store")).toEqual([expect.stringMatching(/^warn memory budgets \(team\) begin anew/)]);
  const limited = temporaryFolder({
    "routes.yaml": `${BUDGET}limits: { calls: { per: r.key.id, requests: 9, window: minute } }\n`,
  });
  expect(about(await examined([limited("routes.yaml"), ...FREE, "--state", "memory"]), "store")).toEqual([
    expect.stringMatching(/^warn memory budgets \(team\) and limits \(calls\) begin anew .*each instance has its own/),
  ]);
  const overlay = "models: { openai/gpt-5.4-mini: { limits: [{ requests: 60, window: minute }] } }\n";
  const bounded = temporaryFolder({ "routes.yaml": POLICY, "catalog.yaml": overlay });
  expect(about(await examined([bounded("routes.yaml"), ...FREE, "--state", "memory"]), "store")).toEqual([
    expect.stringMatching(/^warn memory limits of targets begin anew/),
  ]);
  const place = `sqlite:${path("state.db")}`;
  await runCommand(["keys", "create", "--id", "ci", "--team", "a", "--state", place]);
  expect(about(await examined([path("routes.yaml"), ...FREE, "--state", place]), "store")).toEqual([
    expect.stringMatching(/^ok .*; budgets \(team\) are shared by the processes of this machine alone$/),
  ]);
});

test("what a store keeps is told with its size, on each", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const places = [`sqlite:${path("state.db")}`];
  if (hasRedis) {
    const server = await RedisServer.start();
    afterTest(() => server.stop());
    places.push(server.url);
  }
  for (const place of places) {
    const store = await openStore(place);
    const day = (name: string, key: string): UsageRow => ({
      ...{ day: name, key, team: "", route: "chat", rule: "", provider: "p", model: "m", family: "" },
      ...nothing,
    });
    const rows = [day("2026-10-01", "a"), day("2026-10-01", "b"), day("2026-11-19", "a")];
    await store.usage.add({ writer: "w", turn: 1, rows });
    await store.keys.put({ id: "a", hash: "0", tags: [], created: 0 });
    await store.keys.put({ id: "b", hash: "1", tags: [], created: 0, revoked: 1 });
    await store.close();
    const report = await examined([path("routes.yaml"), ...FREE, "--state", place]);
    const size = place.startsWith("sqlite") ? ", in \\d+ kB" : "";
    expect(about(report, "store")).toEqual([
      expect.stringMatching(
        new RegExp(`^ok .*; keeps 2 keys and 3 rows of use, from 2026-10-01 to 2026-11-19${size}$`),
      ),
    ]);
    expect(about(report, "keys")).toContain("ok callers 1: 1 in the store, 0 in a file");
  }
});

test.runIf(hasRedis)("a clock that differs from the store's is told, and one that goes with it is well", async () => {
  const server = await RedisServer.start();
  afterTest(() => server.stop());
  const ahead = async (ms: number): Promise<string[]> => {
    const time = (await server.ask(["TIME"])) as [string, string];
    const began = performance.now();
    const clock = {
      time: async () => Number(time[0]) * 1_000 + Number(time[1]) / 1_000 + ms + (performance.now() - began),
    };
    return (await storeClock(clock, "redis://a")).map(({ status, message }) => `${status} ${message}`);
  };
  expect(await ahead(0)).toEqual(["ok goes with this machine's"]);
  expect(await ahead(-400)).toEqual(["ok goes with this machine's"]);
  expect(await ahead(90_000)).toEqual([expect.stringMatching(/^warn is 90 seconds ahead of this machine's: .* NTP$/)]);
  expect(await ahead(-7_200_000)).toEqual([expect.stringMatching(/^warn is 2 hours behind this machine's: /)]);
  // Commands of tests run on a day of their own.
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const report = await examined([path("routes.yaml"), ...FREE, "--state", server.url]);
  expect(about(report, "clock")).toContainEqual(
    expect.stringMatching(/^warn redis:.* (ahead of|behind) this machine's/),
  );
});

test.runIf(runtimeFeatures.has("budgets"))("a key without what a budget or a limit is kept by is told", async () => {
  const limits = `routes: { chat: { otherwise: openai/gpt-5.4-mini, max: { outputTokens: 9 } }, other: { otherwise: openai/gpt-5.4-mini } }
limits: { calls: { per: r.key.env, requests: 9, window: minute, routes: [chat] } }\n`;
  const path = temporaryFolder({ "b.yaml": BUDGET, "l.yaml": limits });
  const place = `sqlite:${path("state.db")}`;
  const alone = await examined([path("b.yaml"), ...FREE, "--state", place]);
  expect(about(alone, "keys")[0]).toMatch(/^warn default has no team, by which the budget team is kept/);
  for (const words of [["fine", "--team", "a", "--env", "prod"], ["bare"], ["elsewhere", "--routes", "other"]])
    await runCommand(["keys", "create", "--state", place, "--id", ...words]);
  const of = async (name: string) => about(await examined([path(name), ...FREE, "--state", place]), "keys");
  const budgets = await of("b.yaml");
  expect(budgets.filter((one) => one.includes("has no team"))).toEqual([
    expect.stringMatching(
      /^fail bare has no team, by which the budget team is kept: every request of it is refused\. Make one with --team/,
    ),
    expect.stringMatching(/^fail elsewhere has no team/),
  ]);
  expect((await of("l.yaml")).filter((one) => one.includes("has no"))).toEqual([
    expect.stringMatching(
      /^warn bare has no env, by which the limit calls is kept on chat: its requests there are refused/,
    ),
  ]);
});

test.runIf(hasRedis)("a Redis that forgets, or evicts, is told with the setting to change", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  for (const [settings, told] of [
    [["--appendonly", "no"], /^fail .* set appendonly to yes/],
    [["--maxmemory-policy", "allkeys-lru"], /^fail .* set maxmemory-policy to noeviction/],
    [[], /^ok .* answers within/],
  ] as const) {
    const server = await RedisServer.start(settings);
    afterTest(() => server.stop());
    expect(about(await examined([path("routes.yaml"), ...FREE, "--state", server.url]), "store")).toEqual([
      expect.stringMatching(told),
    ]);
  }
});

test("callers' keys that are over, or name what the table does not have, are told", async () => {
  const hash = (sign: string) => sign.repeat(64);
  const keys = [
    { id: "fine", hash: hash("a"), routes: ["chat"], targets: ["openai/*"] },
    { id: "old", hash: hash("b"), expires: "2026-01-01" },
    { id: "soon", hash: hash("c"), expires: "2026-11-22" },
    { id: "half", hash: hash("d"), routes: ["chat", "chats"] },
    { id: "lost", hash: hash("e"), routes: ["chats"] },
    { id: "idle", hash: hash("f"), targets: ["mistral/*"] },
  ];
  const path = temporaryFolder({ "routes.yaml": POLICY, "keys.json": JSON.stringify(keys), "bad.json": "{" });
  const place = `sqlite:${path("state.db")}`;
  await runCommand(["keys", "create", "--id", "stored", "--routes", "gone", "--state", place]);
  const words = [path("routes.yaml"), ...FREE, "--state", place];
  expect(about(await examined([...words, "--keys", path("keys.json")]), "keys")).toEqual([
    expect.stringMatching(/^fail stored names a route that the table does not have: gone, and no other/),
    "warn old has expired (2026-01-01): rotate or revoke it",
    "warn soon expires on 2026-11-22",
    "warn half names a route that the table does not have: chats",
    expect.stringMatching(/^fail lost names a route/),
    expect.stringMatching(/^fail idle may call mistral\/\*, of which the table has none/),
    "ok callers 7: 1 in the store, 6 in a file",
  ]);
  const bad = await examined([...words, "--keys", path("bad.json")]);
  expect(about(bad, "keys")).toContain(`fail ${path("bad.json")} ${path("bad.json")} is not JSON`);
});

test("a key of an environment that none of its routes is for is told", async () => {
  const hash = (sign: string) => sign.repeat(64);
  const keys = [
    { id: "live", hash: hash("a"), env: "prod" },
    { id: "tried", hash: hash("b"), env: "dev", routes: ["chat"] },
    { id: "none", hash: hash("c") },
    { id: "direct", hash: hash("d"), direct: true },
  ];
  const path = temporaryFolder({
    "routes.yaml": "routes: { chat: { env: [prod], otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000 } } }\n",
    "keys.json": JSON.stringify(keys),
  });
  const report = await examined([path("routes.yaml"), ...FREE, "--state", "memory", "--keys", path("keys.json")]);
  expect(about(report, "keys")).toEqual([
    "fail tried is of dev, and all of its routes are for keys of others: every request of it is refused",
    "fail none has no environment, and all of its routes are for keys of others: every request of it is refused",
    "ok callers 4: 0 in the store, 4 in a file",
  ]);
});

test("a policy that does not compile, and a table that was altered, are told as such", async () => {
  const path = temporaryFolder({
    "routes.yaml": "routes: { chat: { otherwise: openai/no-such } }\n",
    "table.json": "{}",
  });
  expect(about(await examined([path("routes.yaml"), ...FREE]), "table")).toEqual([
    "fail policy does not compile: `pointsman check` says why",
  ]);
  expect((await examined([path("table.json"), ...FREE])).results).toMatchObject([{ area: "table", status: "fail" }]);
});

test("with --probe every model is asked, and one that does not answer is told with its reason", async () => {
  const address = await provider((_, response) => {
    response
      .writeHead(401, { "content-type": "application/json" })
      .end('{"error":{"message":"no","type":"invalid_request_error","code":"invalid_api_key"}}');
  });
  const overlay = `providers: { openai: { baseUrl: "${address}/v1" } }\n`;
  const path = temporaryFolder({ "routes.yaml": POLICY, "catalog.yaml": overlay });
  const report = await examined([path("routes.yaml"), ...FREE, "--probe"], { OPENAI_API_KEY: "sk-secret" });
  expect(about(report, "models")).toEqual([
    expect.stringMatching(/^fail openai\/gpt-5\.4-mini does not answer \(auth, 401\)/),
  ]);
});

/** What becomes of requests whose store has lost what was spent: after a restart, too, until the windows end or an operator settles it. */
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { type Run, runCommand } from "../../../cli/recording-terminal.ts";
import { temporaryFolder } from "../../../cli/temporary-folder.ts";
import { afterTest } from "../../after-test.ts";
import { fromPolicy, tableOf } from "../../from-policy.ts";
import { ask, type Reply, simulator, type TestRuntime } from "../../running.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget", "limit/missing-per"];

/** Looks after its store several times a second. */
async function serving(state: string, budgets: string): Promise<TestRuntime> {
  const route = "otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 }";
  const table = tableOf(`routes: { chat: { ${route} } }\nbudgets: { ${budgets} }\n`, silent);
  return fromPolicy(table, { openai: (await simulator()).url }, { state, lease: 2_000 });
}

function say(runtime: TestRuntime): Promise<Reply> {
  return ask(runtime, { body: { model: "chat", messages: [{ role: "user", content: "Hello there" }] } });
}

const told = ({ log }: TestRuntime, event: string): string[] =>
  log.filter((line) => line.event === event).map(({ message }) => String(message));

const total = "own: { per: r.key.id, limit: $1, window: total }";
const FOR = { timeout: 20_000 };

interface Subject {
  readonly state: string;
  lose(): Promise<void>;
}

async function redis(): Promise<Subject> {
  const server = await RedisServer.start();
  afterTest(() => server.stop());
  return { state: server.url, lose: async () => void (await server.ask(["FLUSHALL"])) };
}

async function sqlite(): Promise<Subject> {
  const file = temporaryFolder({})("state.db");
  const lose = async (): Promise<void> => {
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  };
  return { state: `sqlite:${file}`, lose };
}

const subjects = [["a file", sqlite] as const, ...(hasRedis ? [["a Redis", redis] as const] : [])];

/** Settles with the answer of the first request that is served, or refused, as asked for. */
async function until(runtime: TestRuntime, status: number): Promise<Reply> {
  let last = await say(runtime);
  await expect
    .poll(async () => {
      last = await say(runtime);
      return last.status;
    }, FOR)
    .toBe(status);
  return last;
}

describe.each(subjects)("%s that has lost what was spent", (_, start) => {
  test("is told once by each process, refuses after a restart as before, and serves again when an operator has settled it", async () => {
    const { state, lose } = await start();
    const first = await serving(state, total);
    const other = await serving(state, total);
    for (const one of [first, other]) expect((await say(one)).status).toBe(200);
    await lose();
    for (const one of [first, other]) {
      const { json, headers } = await until(one, 503);
      expect(json.error).toMatchObject({ code: "budget_unavailable", message: expect.stringContaining("was lost") });
      expect(headers["x-should-retry"]).toBe("false");
      await say(one);
      expect(told(one, "alarm")).toEqual([expect.stringContaining("own (total)")]);
    }
    await first.close();
    const again = await serving(state, total);
    expect((await say(again)).status).toBe(503);
    expect(told(again, "alarm")).toEqual([expect.stringContaining("own (total)")]);
    const shown = await command("show", state);
    expect([shown.code, shown.out]).toEqual([1, expect.stringMatching(/lost.*\n(.*\n)* {2}total\n/)]);
    expect(await command("settle", state)).toMatchObject({ code: 0, out: expect.stringContaining("as it is") });
    for (const one of [other, again]) {
      await until(one, 200);
      expect(told(one, "store-settled")).toHaveLength(1);
    }
    expect(await command("show", state)).toMatchObject({ code: 0, out: expect.stringContaining("not in doubt") });
    expect((await say(await serving(state, total))).status).toBe(200);
  });

  test("serves all the same where every budget says so, and says once what is in doubt", async () => {
    const { state, lose } = await start();
    const allow = total.replace("total", "total, onStoreDown: allow");
    const runtime = await serving(state, allow);
    expect((await say(runtime)).status).toBe(200);
    await lose();
    await expect.poll(() => say(runtime).then(() => told(runtime, "alarm").length), FOR).toBe(1);
    const reply = await say(runtime);
    expect([reply.status, told(runtime, "alarm").length]).toEqual([200, 1]);
  });
});

function command(verb: string, state: string): Promise<Run> {
  return runCommand(["state", verb, "--state", state]);
}

test.runIf(hasRedis)(
  "the request that finds that something was lost is refused itself, and holds nothing",
  async () => {
    const { state, lose } = await redis();
    const runtime = await serving(state, total);
    expect((await say(runtime)).status).toBe(200);
    await lose();
    expect((await say(runtime)).status).toBe(503);
    const store = await openStore(state);
    afterTest(() => store.close());
    const standing = async () => (await store.standings(["own key.id total k1"], Date.now()))[0]!;
    await expect.poll(standing, FOR).toEqual({ spent: 0, held: 0, unsettled: 0 });
  },
);

test("windows that have begun since are not in doubt, and nothing is said of a table that has only such", async () => {
  const { state, lose } = await sqlite();
  const store = await openStore(state);
  await lose();
  // Two hours ago.
  await store.expire(Date.now() - 7_200_000);
  expect(await store.doubt()).toBeDefined();
  await store.close();
  const hourly = await serving(state, "own: { per: r.key.id, limit: $1, window: hour }");
  expect([(await say(hourly)).status, told(hourly, "alarm")]).toEqual([200, []]);
  const both = await serving(state, `${total}, short: { per: r.key.id, limit: $1, window: hour }`);
  expect([(await say(both)).status, told(both, "alarm")]).toEqual([503, [expect.stringContaining("own (total)")]]);
  expect(told(both, "alarm")[0]).not.toContain("short");
});

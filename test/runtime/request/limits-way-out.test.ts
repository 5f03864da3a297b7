/** Whatever way a request ends, its place is free for the next; and what a limit says holds from the moment that it says so. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { openStore } from "../../../runtime/state/store/open-store.ts";
import { temporaryFolder } from "../../cli/temporary-folder.ts";
import { afterTest } from "../after-test.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { ask, open, provider, type Reply, type TestRuntime } from "../running.ts";
import { hasRedis, RedisServer } from "../state/store/redis-server.ts";

const silent = ["chain/single-target", "chain/single-provider", "rate/one-request"];

function table(limit: string, route = ""): string {
  const chat = `otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 }${route}`;
  return tableOf(`routes: { chat: { ${chat} } }\nlimits: { own: { per: r.key.id, ${limit} } }\n`, silent);
}

type Answer = (response: ServerResponse) => void;

const answered = {
  ...{ id: "x", object: "chat.completion", created: 1, model: "m" },
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
};

const whole: Answer = (response) =>
  void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answered));

const begin: Answer = (response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const choices = [{ index: 0, delta: { role: "assistant", content: "Hello" }, finish_reason: null }];
  const chunk = { id: "x", object: "chat.completion.chunk", created: 1, model: "m", choices };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
};

function say(gateway: { url: string }, more: object = {}, signal?: AbortSignal): Promise<Reply> {
  const body = { model: "chat", messages: [{ role: "user", content: "Hello there" }], max_tokens: 100, ...more };
  return ask(gateway, { body, ...(signal && { signal }) });
}

async function leaveBefore(gateway: TestRuntime): Promise<void> {
  const leaving = new AbortController();
  const gone = say(gateway, {}, leaving.signal).catch(() => undefined);
  setTimeout(() => leaving.abort(), 300);
  await gone;
}

async function leaveInside(gateway: TestRuntime): Promise<void> {
  const leaving = new AbortController();
  const body = { model: "chat", messages: [{ role: "user", content: "Hello there" }], stream: true };
  const response = await open(gateway, { body, signal: leaving.signal });
  response.on("error", () => {});
  await new Promise((resolve) => response.once("data", resolve));
  leaving.abort();
}

const status = (asked: Promise<Reply>) => asked.then((reply) => reply.status);

const ways: readonly (readonly [string, Answer, (gateway: TestRuntime) => Promise<unknown>])[] = [
  ["an answer", whole, (gateway) => say(gateway)],
  ["a refusal", (response) => void response.writeHead(400).end("{}"), (gateway) => say(gateway)],
  ["an error", (response) => void response.writeHead(500).end("{}"), (gateway) => say(gateway)],
  ["a connection that breaks", (response) => void response.destroy(), (gateway) => say(gateway)],
  ["a time limit", () => {}, (gateway) => say(gateway)],
  [
    "a stream that breaks off",
    (response) => {
      begin(response);
      setTimeout(() => response.destroy(), 30);
    },
    (gateway) => say(gateway, { stream: true }),
  ],
  ["a client that leaves before the answer", () => {}, leaveBefore],
  ["a client that leaves inside a stream", begin, leaveInside],
  ["a body that is none", whole, (gateway) => ask(gateway, { body: "{" })],
];

test.each(ways)("behind %s a place is free at once", async (_, answer, way) => {
  let isFirst = true;
  const url = await provider((_request, response) => {
    if (isFirst) answer(response);
    else whole(response);
    isFirst = false;
  });
  const gateway = await fromPolicy(table("concurrency: 1", ", deadline: 1s"), { openai: url });
  await way(gateway);
  isFirst = false;
  await expect.poll(() => status(say(gateway)), { timeout: 5_000, interval: 20 }).toBe(200);
});

test("a limit that a new table changes holds from the next request on, and what was used stays used", async () => {
  const url = await provider((_request, response) => whole(response));
  const standIns = { openai: url };
  const limit = (requests: number) => table(`requests: ${requests}, window: day`);
  const gateway = await fromPolicy(limit(5), standIns);
  const left = async () => {
    const { headers } = await say(gateway);
    return [headers["x-ratelimit-limit-requests"], headers["x-ratelimit-remaining-requests"]];
  };
  expect([await left(), await left()]).toEqual([
    ["5", "4"],
    ["5", "3"],
  ]);
  expect(await gateway.offer({ table: limit(10), standIns })).toMatchObject({ kind: "swapped" });
  expect(await left()).toEqual(["10", "7"]);
  expect(await gateway.offer({ table: limit(3), standIns })).toMatchObject({ kind: "swapped" });
  expect((await say(gateway)).status).toBe(429);
});

test("a place that is taken when the limit is lowered counts, and requests that are in go on", async () => {
  const answers: (() => void)[] = [];
  const url = await provider((_request, response) => void answers.push(() => whole(response)));
  const standIns = { openai: url };
  const gateway = await fromPolicy(table("concurrency: 2"), standIns);
  const both = [say(gateway), say(gateway)];
  await expect.poll(() => answers.length).toBe(2);
  expect(await gateway.offer({ table: table("concurrency: 1"), standIns })).toMatchObject({ kind: "swapped" });
  expect((await say(gateway)).status).toBe(429);
  answers.splice(0)[0]!();
  await Promise.race(both);
  expect((await say(gateway)).status).toBe(429);
});

test.runIf(hasRedis)(
  "while the store is away each process keeps to the limits by itself, says so once, and goes on when it is back",
  async () => {
    const server = await RedisServer.start();
    afterTest(() => server.stop());
    const url = await provider((_request, response) => whole(response));
    const serve = () =>
      fromPolicy(table("requests: 3, window: day"), { openai: url }, { state: `${server.url}?timeout=10000` });
    const [one, two] = [await serve(), await serve()];
    expect(await status(say(one))).toBe(200);
    // A Redis that is killed may forget its last second.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await server.kill();
    for (const each of [one, two]) {
      const statuses: number[] = [];
      for (let i = 0; i < 4; i++) statuses.push(await status(say(each)));
      expect(statuses).toEqual([200, 200, 200, 429]);
      expect(each.log.filter(({ event }) => event === "alarm")).toHaveLength(1);
    }
    await server.restart();
    // One of three was used before.
    const after: number[] = [];
    await expect
      .poll(
        async () => {
          after.push(await status(say(two)));
          return two.log.filter(({ event }) => event === "limits-back").length;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(after.at(-1)).toBe(200);
    expect([await status(say(two)), await status(say(two))]).toEqual([200, 429]);
  },
);

test("the place of a process that is killed is free a minute later, and not before", async () => {
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const asked = Promise.withResolvers<void>();
  const url = await provider((_request, response) => {
    if (isServed) whole(response);
    else asked.resolve();
  });
  let isServed = false;
  const limited = table("concurrency: 1");
  const entry = new URL("spending/kills/killed-gateway.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--no-warnings", entry, limited, state, url], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  afterTest(() => child.kill("SIGKILL"));
  const [line] = await once(child.stdout, "data");
  const cut = say({ url: String(line).trim() }).catch(() => undefined);
  await asked.promise;
  child.kill("SIGKILL");
  await cut;
  isServed = true;
  const gateway = await fromPolicy(limited, { openai: url }, { state, keys: "open" });
  expect(await status(say(gateway))).toBe(429);
  const store = await openStore(state);
  // As a gateway does that comes by a minute later.
  await store.expire(Date.now() + 61_000);
  await store.close();
  expect(await status(say(gateway))).toBe(200);
});

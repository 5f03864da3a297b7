/** Seen from outside: real providers that go down and come back, and what clients, providers and the log see of it. */
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { ask, hello, provider, type Reply, runtime, type TestRuntime } from "../running.ts";
import type { TableSpec } from "../table-text.ts";

const answer = { choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }] };

function answers(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

function refuses(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  const error = { message: "no", type: "error", code: "no" };
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify({ error }));
}

/** Answers as it is told just then, and counts by model. */
class Provider {
  does: (response: ServerResponse, model: string) => void = answers;
  readonly calls: string[] = [];
  url = "";

  async start(): Promise<this> {
    this.url = await provider((_, response, body) => {
      const { model } = JSON.parse(body) as { model: string };
      this.calls.push(model);
      this.does(response, model);
    });
    return this;
  }
}

const started = (): Promise<Provider> => new Provider().start();
const targets = { "one/m1": { dialect: "openai" }, "two/m2": { dialect: "openai" } } as const;
const chain: TableSpec = { targets, routes: { chat: { use: ["one/m1", "two/m2"] } } };

const served = ({ headers }: Reply): unknown => headers["x-pointsman-target"];
const times = async (n: number, gateway: TestRuntime): Promise<Reply[]> => {
  const replies: Reply[] = [];
  for (let i = 0; i < n; i++) replies.push(await ask(gateway, { body: hello }));
  return replies;
};
const changes = ({ log }: TestRuntime): unknown[] =>
  log.filter(({ event }) => event === "health").map(({ target, state, failure }) => `${target} ${state} ${failure}`);

test("a target that goes down is skipped, and comes back by a request that tries it", async () => {
  const [one, two] = await Promise.all([started(), started()]);
  const gateway = await runtime(chain, { one: one.url, two: two.url });
  one.does = (response) => refuses(response, 503, { "retry-after-ms": "1500" });
  expect((await times(5, gateway)).map(served)).toEqual(Array(5).fill("two/m2"));
  expect(one.calls).toHaveLength(5);
  const skipping = await times(10, gateway);
  expect(one.calls).toHaveLength(5);
  expect(new Set(skipping.map(({ headers }) => headers["x-pointsman-attempts"]))).toEqual(new Set(["1"]));
  one.does = answers;
  await wait(1_500);
  expect((await times(3, gateway)).map(served)).toEqual(Array(3).fill("one/m1"));
  expect(changes(gateway)).toEqual([
    "one/m1 open overloaded",
    "one/m1 half-open overloaded",
    "one/m1 closed overloaded",
  ]);
});

test("one request at a time tries a target that was down; the others are served beside it", async () => {
  const [one, two] = await Promise.all([started(), started()]);
  const gateway = await runtime(chain, { one: one.url, two: two.url });
  one.does = (response) => refuses(response, 429, { "retry-after-ms": "50" });
  await times(1, gateway);
  await wait(60);
  let release: (response: (response: ServerResponse) => void) => void = () => {};
  const first = new Promise<void>((came) => {
    one.does = (response) => {
      release = (does) => does(response);
      came();
    };
  });
  const trying = ask(gateway, { body: hello });
  await first;
  const others = await Promise.all(Array.from({ length: 20 }, () => ask(gateway, { body: hello })));
  expect(new Set(others.map(served))).toEqual(new Set(["two/m2"]));
  expect(one.calls).toHaveLength(2);
  one.does = answers;
  release(answers);
  expect([served(await trying), served((await times(1, gateway))[0]!)]).toEqual(["one/m1", "one/m1"]);
});

test("a limit of the rate cools the target that it is of, and no other of the provider", async () => {
  const one = await started();
  const both = { "one/m1": { dialect: "openai" }, "one/m2": { dialect: "openai" } } as const;
  const spec: TableSpec = { targets: both, routes: { chat: { use: ["one/m1", "one/m2"] } } };
  const gateway = await runtime(spec, { one: one.url });
  one.does = (response, model) =>
    model === "m1" ? refuses(response, 429, { "retry-after": "60" }) : answers(response);
  expect((await times(4, gateway)).map(served)).toEqual(Array(4).fill("one/m2"));
  expect(one.calls).toEqual(["m1", "m2", "m2", "m2", "m2"]);
});

test("a key that is refused is one failure for all who are asked with it", async () => {
  const [one, two, three] = await Promise.all([started(), started(), started()]);
  const auth = { header: "authorization", scheme: "Bearer", env: ["SHARED_KEY"] };
  const gateway = await runtime(
    {
      targets: { ...targets, "three/m3": { dialect: "openai" } },
      routes: { chat: { use: ["one/m1", "two/m2", "three/m3"] }, two: { use: ["two/m2", "three/m3"] } },
      providers: { one: { auth }, two: { auth } },
    },
    { one: one.url, two: two.url, three: three.url },
  );
  one.does = (response) => refuses(response, 401);
  two.does = one.does;
  await times(1, gateway);
  expect([one.calls.length, two.calls.length]).toEqual([1, 1]);
  expect(served(await ask(gateway, { body: { ...hello, model: "two" } }))).toBe("three/m3");
  expect((await times(3, gateway)).map(served)).toEqual(Array(3).fill("three/m3"));
  expect([one.calls.length, two.calls.length]).toEqual([1, 1]);
  expect(gateway.log.filter(({ event }) => event === "health")).toMatchObject([
    { scope: "account", of: "SHARED_KEY", state: "open", failure: "auth", level: "warn" },
  ]);
});

test("a host that refuses connections is one failure for all its targets", async () => {
  const two = await started();
  const spec: TableSpec = {
    targets: { "one/m1": { dialect: "openai" }, "one/m2": { dialect: "openai" }, "two/m2": { dialect: "openai" } },
    routes: { chat: { use: ["one/m1", "two/m2"] }, other: { use: ["one/m2", "two/m2"] } },
  };
  const closed = "http://127.0.0.1:1";
  const gateway = await runtime(spec, { one: closed, two: two.url });
  await times(3, gateway);
  const reply = await ask(gateway, { body: { ...hello, model: "other" } });
  expect([served(reply), reply.headers["x-pointsman-attempts"]]).toEqual(["two/m2", "1"]);
  expect(changes(gateway)).toEqual(["one/m1 open connect"]);
});

test("where all are down they are tried all the same, in the plan's order", async () => {
  const [one, two] = await Promise.all([started(), started()]);
  const gateway = await runtime(chain, { one: one.url, two: two.url });
  const down = (response: ServerResponse) => refuses(response, 401);
  [one.does, two.does] = [down, down];
  expect((await times(2, gateway)).map(({ status }) => status)).toEqual([502, 502]);
  expect([one.calls.length, two.calls.length]).toEqual([2, 2]);
  two.does = answers;
  expect((await times(2, gateway)).map(served)).toEqual(["two/m2", "two/m2"]);
  expect([one.calls.length, two.calls.length]).toEqual([3, 4]);
});

test("a target is not skipped for a failure from which the route does not go on", async () => {
  const [one, two] = await Promise.all([started(), started()]);
  const use = ["one/m1", "two/m2"];
  const routes = { chat: { use, fallbackOn: ["rate-limited"] }, usual: { use } };
  const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
  one.does = (response) => refuses(response, 500, { "retry-after": "60" });
  expect((await times(8, gateway)).map(({ status }) => status)).toEqual(Array(8).fill(500));
  expect(two.calls).toEqual([]);
  expect(one.calls).toHaveLength(8);
  const reply = await ask(gateway, { body: { ...hello, model: "usual" } });
  expect([served(reply), reply.headers["x-pointsman-attempts"]]).toEqual(["two/m2", "1"]);
});

test("a request that the provider refuses says nothing against it", async () => {
  const [one, two] = await Promise.all([started(), started()]);
  const gateway = await runtime(chain, { one: one.url, two: two.url });
  one.does = (response) => refuses(response, 400);
  expect((await times(12, gateway)).map(({ status }) => status)).toEqual(Array(12).fill(400));
  expect(changes(gateway)).toEqual([]);
});

test("a client that leaves while its request tries a target leaves the trying to the next one", async () => {
  const [one, two] = await Promise.all([started(), started()]);
  const gateway = await runtime(chain, { one: one.url, two: two.url });
  one.does = (response) => refuses(response, 429, { "retry-after-ms": "1" });
  await times(1, gateway);
  await wait(5);
  const leaving = new AbortController();
  const silent = new Promise<void>((came) => {
    one.does = () => came();
  });
  const left = ask(gateway, { body: hello, signal: leaving.signal }).catch(() => "left");
  await silent;
  leaving.abort();
  expect(await left).toBe("left");
  one.does = answers;
  while (gateway.log.at(-1)?.status !== 499) await wait(5);
  expect((await times(1, gateway)).map(served)).toEqual(["one/m1"]);
  expect(changes(gateway).map((change) => String(change).split(" ")[1])).toEqual([
    ...["open", "half-open", "open", "half-open", "closed"],
  ]);
});

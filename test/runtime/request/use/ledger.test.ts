/** What the ledger says was used, beside what the providers have billed. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { RuntimeOptions } from "../../../../runtime/main.ts";
import { hashKey } from "../../../../runtime/state/keys.ts";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { UsagePlace, UsageSum } from "../../../../runtime/state/store/usage-ledger.ts";
import { temporaryFolder } from "../../../cli/temporary-folder.ts";
import { ask, hello, provider, runtime, type TestRuntime } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";

const keys = ["red", "blue"].map((team) => ({ id: `${team}-1`, hash: hashKey(team), tags: [], team }));
const all = { from: "2000-01-01", to: "2999-12-31" };

/** Nano-USD of a token, and what a provider has billed by now. */
interface Bill {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  url: string;
  requests: number;
  tokens: { input: number; cached: number; output: number };
  nano: number;
}

/** Answers with other figures each time, and reckons by itself. */
async function billing(input: number, cached: number, output: number): Promise<Bill> {
  const bill: Bill = { ...{ input, cached, output, url: "", requests: 0, nano: 0 }, tokens: emptyTokens() };
  bill.url = await provider((_request, response, body) => {
    const asked = JSON.parse(body) as { stream?: boolean };
    bill.requests += 1;
    const used = { input: 100 + bill.requests * 7, cached: bill.requests % 3, output: 5 + (bill.requests % 11) };
    for (const name of ["input", "cached", "output"] as const) bill.tokens[name] += used[name];
    bill.nano += (used.input - used.cached) * input + used.cached * cached + used.output * output;
    const usage = {
      prompt_tokens: used.input,
      completion_tokens: used.output,
      total_tokens: used.input + used.output,
      prompt_tokens_details: { cached_tokens: used.cached },
    };
    if (asked.stream) stream(response, usage);
    else {
      const choices = [{ index: 0, message: { role: "assistant", content: "hello" }, finish_reason: "stop" }];
      response.end(JSON.stringify({ id: "c", object: "chat.completion", created: 1, model: "m", choices, usage }));
    }
  });
  return bill;
}

const emptyTokens = () => ({ input: 0, cached: 0, output: 0 });

function stream(response: ServerResponse, usage: object): void {
  const head = { id: "c", object: "chat.completion.chunk", created: 1, model: "m" };
  const event = (more: object): string => `data: ${JSON.stringify({ ...head, ...more })}\n\n`;
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(event({ choices: [{ index: 0, delta: { role: "assistant", content: "hello" } }] }));
  response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }));
  response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`);
}

function priced({ input, cached, output }: Pick<Bill, "input" | "cached" | "output">) {
  return { dialect: "openai" as const, price: { input: input / 1e3, cacheRead: cached / 1e3, output: output / 1e3 } };
}

interface Kept {
  readonly gateway: TestRuntime;
  /** The gateway is closed first. */
  sums(...by: (keyof UsagePlace)[]): Promise<readonly UsageSum[]>;
}

async function kept(
  spec: TableSpec,
  standIns: Record<string, string>,
  more: Partial<RuntimeOptions> = {},
): Promise<Kept> {
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const gateway = await runtime(spec, standIns, { keys, state, usage: { always: true, keep: 400 }, ...more });
  return {
    gateway,
    sums: async (...by) => {
      await gateway.close();
      const store = await openStore(state);
      const sums = await store.usage.sums({ by, ...all });
      await store.close();
      return sums;
    },
  };
}

const as = (team: string) => ({ authorization: `Bearer ${team}` });

test("whole and streamed, over every endpoint for chats, the sums are the providers' bills to the nano-dollar", async () => {
  const one = await billing(2_500, 250, 10_000);
  const two = await billing(37, 3, 151);
  const { gateway, sums } = await kept(
    {
      targets: { "one/m1": priced(one), "two/m2": priced(two) },
      routes: { chat: { use: ["one/m1"] }, cheap: { use: ["two/m2"] } },
    },
    { one: one.url, two: two.url },
  );
  const paths = ["/v1/chat/completions", "/v1/messages", "/v1/responses"];
  for (let i = 0; i < 36; i++) {
    const path = paths[i % 3]!;
    const messages = path === "/v1/responses" ? { input: "Hello" } : { messages: hello.messages };
    const body = { model: i % 4 === 0 ? "cheap" : "chat", stream: i % 5 < 2, ...messages, max_tokens: 50 };
    const { max_tokens: limit, ...rest } = body;
    const sent = path === "/v1/responses" ? { ...rest, max_output_tokens: limit } : body;
    const reply = await ask(gateway, { path, headers: as(i % 2 ? "red" : "blue"), body: sent });
    expect(reply.status).toBe(200);
  }
  const found = await sums("provider", "model");
  const told = (bill: Bill) => ({
    ...{ requests: bill.requests, input: bill.tokens.input, cacheRead: bill.tokens.cached, output: bill.tokens.output },
    ...{ cost: bill.nano, unsettled: 0, unpriced: 0 },
  });
  expect(found).toHaveLength(2);
  expect(found.find(({ model }) => model === "m1")).toMatchObject({ provider: "one", ...told(one) });
  expect(found.find(({ model }) => model === "m2")).toMatchObject({ provider: "two", ...told(two) });
});

test("use is told apart by day, key, team and route", async () => {
  const one = await billing(1_000, 100, 4_000);
  const { gateway, sums } = await kept(
    { targets: { "one/m1": priced(one) }, routes: { chat: { use: ["one/m1"] } } },
    { one: one.url },
  );
  for (const team of ["red", "red", "blue"]) await ask(gateway, { headers: as(team), body: hello });
  const found = await sums("day", "key", "team", "route");
  const day = new Date().toISOString().slice(0, 10);
  const places = found.map(({ requests, ...row }) => [row.day, row.key, row.team, row.route, requests]);
  expect(places.sort()).toEqual([
    [day, "blue-1", "blue", "chat", 1],
    [day, "red-1", "red", "chat", 2],
  ]);
});

test("use of a family is one sum, whoever serves it and by whatever name", async () => {
  const [one, two] = [await billing(1_000, 100, 4_000), await billing(2_000, 200, 9_000)];
  const { gateway, sums } = await kept(
    {
      targets: {
        "one/m1": { ...priced(one), family: "m" },
        "two/vendor-m1": { ...priced(two), family: "m" },
        "two/own": priced(two),
      },
      routes: { chat: { use: ["one/m1"] }, other: { use: ["two/vendor-m1"] }, own: { use: ["two/own"] } },
    },
    { one: one.url, two: two.url },
  );
  for (const model of ["chat", "other", "other"]) await ask(gateway, { headers: as("red"), body: { ...hello, model } });
  const cost = one.nano + two.nano;
  await ask(gateway, { headers: as("red"), body: { ...hello, model: "own" } });
  const found = await sums("family");
  expect(found.map(({ family, requests, cost }) => [family, requests, cost])).toEqual([
    ["m", 3, cost],
    ["", 1, one.nano + two.nano - cost],
  ]);
});

test("what was refused before a target is counted without one, and a request is counted once however often it was tried", async () => {
  const one = await provider((_request, response) => void response.writeHead(500).end("{}"));
  const two = await billing(1_000, 100, 4_000);
  const { gateway, sums } = await kept(
    {
      targets: { "one/m1": priced(two), "two/m2": priced(two) },
      routes: { chat: { use: ["one/m1", "two/m2"] }, dead: { use: ["one/m1"] } },
    },
    { one, two: two.url },
  );
  const say = (headers: Record<string, string>, body: object) => ask(gateway, { headers, body });
  expect((await say(as("nobody"), hello)).status).toBe(401);
  expect((await say(as("red"), { ...hello, model: "none" })).status).toBe(404);
  expect((await say(as("red"), hello)).status).toBe(200);
  expect((await say(as("red"), { ...hello, model: "dead" })).status).toBeGreaterThanOrEqual(500);
  await ask(gateway, { path: "/v1/messages/count_tokens", headers: as("red"), body: hello });
  const found = await sums("key", "provider");
  const rows = found.map(({ key, provider, requests, cost }) => [key, provider, requests, cost]);
  expect(rows.sort()).toEqual([
    ["", "", 1, 0],
    ["red-1", "", 1, 0],
    ["red-1", "one", 1, 0],
    ["red-1", "two", 1, two.nano],
  ]);
});

test("a stream that breaks off is charged to its own target without a bill, for what came of it", async () => {
  const one = await provider((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const event = { choices: [{ index: 0, delta: { role: "assistant", content: "hello there, how are you" } }] };
    response.write(`data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", ...event })}\n\n`);
    setTimeout(() => response.destroy(), 50);
  });
  const { gateway, sums } = await kept(
    {
      targets: { "one/m1": priced({ input: 1_000, cached: 100, output: 4_000 }) },
      routes: { chat: { use: ["one/m1"] } },
    },
    { one },
  );
  await ask(gateway, { headers: as("red"), body: { ...hello, stream: true } });
  const [sum] = await sums("provider");
  expect(sum).toMatchObject({ provider: "one", requests: 1, unpriced: 0 });
  expect(sum!.unsettled).toBe(sum!.cost);
  expect(sum!.cost).toBeGreaterThan(1_000 + 4_000);
  expect(sum!.output).toBeGreaterThan(0);
});

test("a target without a price is not free: its answers are counted as such", async () => {
  const one = await billing(0, 0, 0);
  const { gateway, sums } = await kept(
    { targets: { "one/m1": { dialect: "openai", price: undefined } }, routes: { chat: { use: ["one/m1"] } } },
    { one: one.url },
  );
  await ask(gateway, { headers: as("red"), body: hello });
  expect(await sums("model")).toMatchObject([{ requests: 1, unpriced: 1, cost: 0, input: one.tokens.input }]);
});

test("shadows are paid under their own target and the client's team, and are no requests", async () => {
  const one = await billing(1_000, 100, 4_000);
  const other = await billing(3_000, 300, 9_000);
  const { gateway, sums } = await kept(
    {
      targets: { "one/m1": priced(one), "other/m2": priced(other) },
      routes: { chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1 } } },
    },
    { one: one.url, other: other.url },
  );
  for (let i = 0; i < 5; i++) await ask(gateway, { headers: as("red"), body: hello });
  const isDone = () => gateway.log.filter(({ event }) => event === "shadow").length;
  await expect.poll(isDone).toBe(5);
  const found = await sums("team", "model");
  expect(found.find(({ model }) => model === "m2")).toMatchObject({ team: "red", requests: 0, cost: other.nano });
  expect(found.find(({ model }) => model === "m1")).toMatchObject({ team: "red", requests: 5, cost: one.nano });
});

test("without a store nothing is written down, and in memory neither", async () => {
  const one = await billing(1_000, 100, 4_000);
  const spec = { targets: { "one/m1": priced(one) }, routes: { chat: { use: ["one/m1"] } } };
  const { gateway, sums } = await kept(spec, { one: one.url }, { usage: undefined });
  expect((await ask(gateway, { headers: as("red"), body: hello })).status).toBe(200);
  expect(await sums("team")).toEqual([]);
});

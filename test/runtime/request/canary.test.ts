/** From a policy with a canary to what clients, providers and the operator see of it. */
import { expect, test } from "vitest";
import type { Simulator, SimulatorOptions } from "../../../simulator/start-simulator.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { ask, hello, type Reply, simulator, type TestRuntime } from "../running.ts";

const [ordinary, candidate] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"];
const NAME = `chat/${candidate}`;

const policy = (canary: string, more = ""): string => `metadata: { user: string }
routes:
  chat: { otherwise: ${ordinary}, canary: { use: ${candidate}, by: metadata.user, ${canary} }, max: { inputTokens: 50000 }${more} }
`;

interface Both {
  readonly gateway: TestRuntime;
  readonly one: Simulator;
  readonly two: Simulator;
  readonly standIns: Record<string, string>;
}

async function both(text: string, options: Partial<SimulatorOptions> = {}, silent: string[] = []): Promise<Both> {
  const [one, two] = await Promise.all([
    simulator({ record: 5_000 }),
    simulator({ dialect: "anthropic", record: 5_000, ...options }),
  ]);
  const standIns = { openai: one.url, anthropic: two.url };
  return { gateway: await fromPolicy(tableOf(text, silent), standIns), one, two, standIns };
}

const asked = (gateway: { url: string }, user: string, more: object = {}): Promise<Reply> =>
  ask(gateway, { body: { ...hello, metadata: { user }, ...more } });

const users = (count: number): string[] => Array.from({ length: count }, (_, i) => `user ${i}`);
const isIn = ({ headers }: Reply): boolean => headers["x-pointsman-canary"] === NAME;

/** Users of whom each is in the canary. */
async function insiders(gateway: { url: string }, count: number): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; found.length < count; i++) if (isIn(await asked(gateway, `user ${i}`))) found.push(`user ${i}`);
  return found;
}

async function operator(gateway: TestRuntime, path: string): Promise<{ canaries: Record<string, unknown>[] }> {
  const reply = await ask({ url: gateway.operatorUrl }, { method: "GET", path });
  return JSON.parse(reply.text) as { canaries: Record<string, unknown>[] };
}

const turns = ({ log }: TestRuntime): Record<string, unknown>[] => log.filter(({ event }) => event === "canary");

test("a good one stays: its share of the users is in it, the same ones each time, and they alone are asked of the candidate", async () => {
  const { gateway, one, two } = await both(policy("share: 0.1, back: { failures: 5, firstToken: 5s }"));
  const rounds: string[][] = [];
  for (let round = 0; round < 2; round++) {
    const inside: string[] = [];
    for (let from = 0; from < 400; from += 50) {
      const some = users(400).slice(from, from + 50);
      const replies = await Promise.all(some.map(async (user) => [user, await asked(gateway, user)] as const));
      for (const [user, reply] of replies) {
        expect(reply.headers["x-pointsman-target"]).toBe(isIn(reply) ? candidate : ordinary);
        if (isIn(reply)) inside.push(user);
      }
    }
    rounds.push(inside);
  }
  expect(rounds[1]).toEqual(rounds[0]);
  // Five standard deviations of 40.
  expect(Math.abs(rounds[0]!.length - 40)).toBeLessThan(30);
  expect([two.requests.length, one.requests.length]).toEqual([2 * rounds[0]!.length, 800 - 2 * rounds[0]!.length]);
  expect(turns(gateway)).toEqual([]);
  const { canaries } = await operator(gateway, "/readyz");
  expect(canaries).toMatchObject([{ name: NAME, state: "on", share: 0.1, failures: 0 }]);
});

test("one that fails goes back after so many failures, which no client sees; it says so, and stays back", async () => {
  const { gateway, two, standIns } = await both(policy("share: 0.5, back: { failures: 4 }"));
  const [user = ""] = await insiders(gateway, 1);
  await two.setFaults([{ fault: "500" }]);
  const before = two.requests.length;
  for (let i = 0; i < 4; i++) {
    const reply = await asked(gateway, user);
    expect([reply.status, reply.headers["x-pointsman-target"], isIn(reply)]).toEqual([200, ordinary, true]);
  }
  const reply = await asked(gateway, user);
  expect([reply.headers["x-pointsman-attempts"], isIn(reply)]).toEqual(["1", false]);
  // A request may ask the candidate once more behind the ordinary, never so.
  expect(two.requests.length - before).toBe(4);
  expect(turns(gateway)).toMatchObject([
    { level: "warn", canary: NAME, state: "back", reason: "failures", failures: 4 },
  ]);
  const back = { name: NAME, state: "back", reason: "failures", since: expect.any(String) };
  expect((await operator(gateway, "/readyz")).canaries).toMatchObject([back]);

  // Another table with the same canary: it stays back.
  const longer = tableOf(policy("share: 0.5, back: { failures: 4 }", ", deadline: 70s"));
  expect(await gateway.offer({ table: longer, standIns })).toMatchObject({ kind: "swapped" });
  expect(isIn(await asked(gateway, user))).toBe(false);
  expect((await operator(gateway, "/readyz")).canaries).toMatchObject([back]);

  // A canary of other words begins anew.
  await two.setFaults([]);
  const changed = tableOf(policy("share: 0.6, back: { failures: 4 }", ", deadline: 70s"));
  expect(await gateway.offer({ table: changed, standIns })).toMatchObject({ kind: "swapped" });
  expect((await operator(gateway, "/readyz")).canaries).toMatchObject([{ state: "on", failures: 0 }]);
});

test("requests that skip a candidate that is down count as failures of the canary", async () => {
  const { gateway, two } = await both(policy("share: 0.5, back: { failures: 12 }"));
  const [user = ""] = await insiders(gateway, 1);
  await two.setFaults([{ fault: "500" }]);
  const before = two.requests.length;
  for (let i = 0; i < 12; i++) expect((await asked(gateway, user)).status).toBe(200);
  expect(turns(gateway)).toMatchObject([{ state: "back", failures: 12 }]);
  expect(two.requests.length - before).toBeLessThan(12);
});

test("one whose 95th percentile of first tokens is late goes back, and one that is late once in twenty does not", async () => {
  const text = policy("share: 0.5, back: { firstToken: 150ms }");
  for (const [times, state] of [
    [1, "on"],
    [3, "back"],
  ] as const) {
    const { gateway, two } = await both(text);
    const [user = ""] = await insiders(gateway, 1);
    await two.setFaults([{ fault: "slow-first-token", value: 300, times }]);
    for (let i = 0; i < 22; i++) {
      const reply = await asked(gateway, user, { stream: true });
      expect(reply.status).toBe(200);
    }
    expect((await operator(gateway, "/readyz")).canaries).toMatchObject([{ state }]);
    if (state === "back") expect(turns(gateway)).toMatchObject([{ reason: "first-token" }]);
  }
});

test("what a client can bring about does not count: refusals for the content, requests that are wrong, clients that leave", async () => {
  const { gateway, two } = await both(policy("share: 0.5, back: { failures: 2 }"));
  const [user = ""] = await insiders(gateway, 1);
  await two.setFaults([{ fault: "400-content-filter" }]);
  for (let i = 0; i < 4; i++) expect((await asked(gateway, user)).status).not.toBe(200);
  await two.setFaults([{ fault: "400-context-length" }]);
  for (let i = 0; i < 4; i++) await asked(gateway, user);
  expect(turns(gateway)).toEqual([]);
});

test("an operator turns it back and on again, by a request that no page of a browser can send unasked", async () => {
  const { gateway } = await both(policy("share: 0.5, back: { failures: 4 }"));
  const [user = ""] = await insiders(gateway, 1);
  const url = gateway.operatorUrl;
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    ask({ url }, { path, body, headers });
  const turned = await post("/canaries/back", { canary: NAME });
  expect([turned.status, JSON.parse(turned.text)]).toMatchObject([
    200,
    { name: NAME, state: "back", reason: "operator" },
  ]);
  expect(isIn(await asked(gateway, user))).toBe(false);
  expect((await post("/canaries/on", { canary: NAME }, { "content-type": "text/plain" })).status).toBe(415);
  expect((await post("/canaries/on", { canary: "other" })).status).toBe(404);
  expect((await post("/canaries/on", { name: NAME })).status).toBe(400);
  expect(isIn(await asked(gateway, user))).toBe(false);
  expect((await post("/canaries/on", { canary: NAME })).status).toBe(200);
  expect(isIn(await asked(gateway, user))).toBe(true);
  expect(turns(gateway)).toMatchObject([
    { state: "back", reason: "operator" },
    { state: "on", reason: "operator" },
  ]);
  // Not on the side of the clients.
  expect((await ask(gateway, { path: "/canaries/back", body: { canary: NAME } })).status).toBe(404);
});

test("a request that the candidate cannot serve is not in it, and is served as all others", async () => {
  const pdf = { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" } };
  const text = policy("share: 1, back: { failures: 5 }").replaceAll(candidate, "mistral/mistral-large-2512");
  const one = await simulator();
  const table = tableOf(text, ["canary/share", "canary/cannot-take"]);
  const gateway = await fromPolicy(table, { openai: one.url, mistral: one.url });
  const plain = await asked(gateway, "a");
  expect(plain.headers["x-pointsman-canary"]).toBe("chat/mistral/mistral-large-2512");
  const reading = await asked(gateway, "a", {
    messages: [{ role: "user", content: [{ type: "text", text: "?" }, pdf] }],
  });
  expect([reading.headers["x-pointsman-canary"], reading.headers["x-pointsman-target"]]).toEqual([undefined, ordinary]);
});

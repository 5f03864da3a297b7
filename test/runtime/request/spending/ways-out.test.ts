/** Whatever way a request ends, what was held for it is settled once: nothing is held any more, and the account says what it cost. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { RuntimeOptions } from "../../../../runtime/main.ts";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { temporaryFolder } from "../../../cli/temporary-folder.ts";
import { afterTest } from "../../after-test.ts";
import { fromPolicy, tableOf } from "../../from-policy.ts";
import { ask, open, provider, type Reply, type TestRuntime } from "../../running.ts";

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget", "limit/missing-per"];
const hello = { messages: [{ role: "user", content: "Hello there" }], max_tokens: 100 };
const usage = { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 };
/** 10 × 0.75 + 20 × 4.5 micro-USD, rounded up. */
const COST = 98;

type Answer = (response: ServerResponse, model: string) => void;

interface Setting {
  readonly gateway: TestRuntime;
  /** Of the one account, once nothing is under way. */
  standing(): Promise<{ spent: number; held: number; unsettled: number }>;
}

async function serving(route: string, answer: Answer, options: Partial<RuntimeOptions> = {}): Promise<Setting> {
  const url = await provider((_request, response, body) =>
    answer(response, (JSON.parse(body) as { model: string }).model),
  );
  const text = `routes:
  chat: { ${route}, max: { inputTokens: 1000, outputTokens: 1000 } }
budgets:
  own: { per: r.key.id, limit: $1, window: total }
`;
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const gateway = await fromPolicy(tableOf(text, silent), { openai: url, mistral: url }, { state, ...options });
  const store = await openStore(state);
  afterTest(() => store.close());
  const standing = async () => (await store.standings(["own key.id total k1"], Date.now()))[0]!;
  return {
    gateway,
    standing: async () => {
      await expect.poll(async () => (await standing()).held, { timeout: 20_000 }).toBe(0);
      return standing();
    },
  };
}

const ONE = "otherwise: openai/gpt-5.4-mini";
const TWO = "otherwise: [openai/gpt-5.4-mini, openai/gpt-6-luna]";

function say({ gateway }: Setting, more: object = {}, signal?: AbortSignal): Promise<Reply> {
  return ask(gateway, { body: { model: "chat", ...hello, ...more }, ...(signal && { signal }) });
}

function whole(response: ServerResponse, status = 200, body: object = answered): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const answered = {
  ...{ id: "x", object: "chat.completion", created: 1, model: "m" },
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage,
};

function event(response: ServerResponse, more: object): void {
  response.write(
    `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", created: 1, model: "m", ...more })}\n\n`,
  );
}

const words = (content: string, finish: string | null = null) => ({
  choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: finish }],
});

function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  event(response, words("Hello"));
}

function finishStream(response: ServerResponse): void {
  event(response, words("", "stop"));
  event(response, { choices: [], usage });
  response.end("data: [DONE]\n\n");
}

test("an answer costs what its usage says, as a whole, as a stream, and as a stream for a client that wants none", async () => {
  const answer: Answer = (response) => whole(response);
  const one = await serving(ONE, answer);
  expect((await say(one)).status).toBe(200);
  expect(await one.standing()).toEqual({ spent: COST, held: 0, unsettled: 0 });
  const streams: Answer = (response) => {
    begin(response);
    finishStream(response);
  };
  const two = await serving(ONE, streams);
  expect((await say(two, { stream: true })).status).toBe(200);
  expect(await two.standing()).toEqual({ spent: COST, held: 0, unsettled: 0 });
  const three = await serving(`${ONE}, idle: 5s`, streams);
  expect((await say(three)).status).toBe(200);
  expect(await three.standing()).toEqual({ spent: COST, held: 0, unsettled: 0 });
});

test("what is refused costs nothing, and the fallback is held and settled by itself", async () => {
  const one = await serving(ONE, (response) => whole(response, 400, { error: { message: "No.", type: "invalid" } }));
  expect((await say(one)).status).toBe(400);
  expect(await one.standing()).toEqual({ spent: 0, held: 0, unsettled: 0 });
  const two = await serving(TWO, (response, model) => {
    if (model === "gpt-5.4-mini") whole(response, 429, { error: { message: "Too many.", type: "rate_limit" } });
    else whole(response);
  });
  const reply = await say(two);
  expect(reply.headers["x-pointsman-target"]).toBe("openai/gpt-6-luna");
  const { spent, unsettled } = await two.standing();
  expect([spent, unsettled]).toEqual([Math.ceil(Number(reply.headers["x-pointsman-cost-usd"]) * 1e6), 0]);
});

test("a connection that was never made costs nothing, and one that breaks all that was held", async () => {
  const one = await serving(ONE, () => {}, { standIns: { openai: "http://127.0.0.1:1" } });
  expect((await say(one)).status).toBe(502);
  expect(await one.standing()).toEqual({ spent: 0, held: 0, unsettled: 0 });
  const closed = await serving(TWO, (response, model) => {
    if (model === "gpt-5.4-mini") response.destroy();
    else whole(response);
  });
  const reply = await say(closed);
  expect(reply.headers["x-pointsman-target"]).toBe("openai/gpt-6-luna");
  const { spent, unsettled } = await closed.standing();
  const answer = Math.ceil(Number(reply.headers["x-pointsman-cost-usd"]) * 1e6);
  expect(spent - unsettled).toBe(answer);
  // At least all of the output that was asked for.
  expect(unsettled).toBeGreaterThan(100 * 4.5);
});

test("a client that leaves before the answer, or a limit that passes, costs all that was held, unsettled", async () => {
  const one = await serving(ONE, () => {});
  const leaving = new AbortController();
  const gone = say(one, {}, leaving.signal).catch(() => undefined);
  setTimeout(() => leaving.abort(), 500);
  await gone;
  const left = await one.standing();
  expect(left.unsettled).toBe(left.spent);
  expect(left.spent).toBeGreaterThan(100 * 4.5);
  const two = await serving(`${ONE}, deadline: 1s`, () => {});
  expect((await say(two)).status).toBe(504);
  const late = await two.standing();
  expect([late.spent, late.unsettled]).toEqual([left.spent, left.spent]);
});

test("a client that leaves inside a stream costs about what came, and not all that was held", async () => {
  const one = await serving(ONE, (response) => {
    begin(response);
    event(response, words(" there"));
  });
  const leaving = new AbortController();
  const response = await open(one.gateway, { body: { model: "chat", ...hello, stream: true }, signal: leaving.signal });
  response.on("error", () => {});
  await new Promise((resolve) => response.once("data", resolve));
  leaving.abort();
  const { spent, unsettled } = await one.standing();
  expect(unsettled).toBe(spent);
  // Two pieces at least, and a part of the hundred tokens.
  expect(spent).toBeGreaterThanOrEqual(9);
  expect(spent).toBeLessThan(100 * 4.5);
});

test("what a stream says before it breaks is counted, and its client is told that it broke", async () => {
  const one = await serving(ONE, (response) => {
    begin(response);
    setTimeout(() => response.destroy(), 50);
  });
  const reply = await say(one, { stream: true });
  expect(reply.text).toContain("error");
  const { spent, unsettled } = await one.standing();
  expect([unsettled === spent, spent > 0, spent < 100 * 4.5]).toEqual([true, true, true]);
});

test("the end of the gateway settles what is under way", async () => {
  const asked = Promise.withResolvers<void>();
  const one = await serving(ONE, () => asked.resolve(), { drainLimit: 200 });
  const cut = say(one).catch(() => undefined);
  await asked.promise;
  await one.gateway.close();
  await cut;
  const { spent, unsettled } = await one.standing();
  expect([unsettled === spent, spent > 100 * 4.5]).toEqual([true, true]);
});

test("who loses a race costs as much as the answer that won, unsettled", async () => {
  const one = await serving(`${TWO}, hedge: { after: 100ms, most: 0.25 }`, (response, model) => {
    if (model !== "gpt-5.4-mini") whole(response);
  });
  // A quarter may be hedged: the first of them is when four have come.
  const replies: Promise<Reply | undefined>[] = [];
  const leaving = new AbortController();
  for (let i = 0; i < 4; i++) replies.push(say(one, {}, leaving.signal).catch(() => undefined));
  const first = await Promise.race(replies);
  expect(first?.headers["x-pointsman-target"]).toBe("openai/gpt-6-luna");
  const unsettled = Math.ceil(Number(first?.headers["x-pointsman-cost-unsettled-usd"]) * 1e6);
  const cost = Number(first?.headers["x-pointsman-cost-usd"]) * 1e6;
  leaving.abort();
  await Promise.all(replies);
  const standing = await one.standing();
  const others = 3 * (await boundOf());
  expect(standing.unsettled).toBe(unsettled + others);
  expect(standing.spent - standing.unsettled).toBe(Math.ceil(Math.round((cost - unsettled) * 1e3) / 1e3 - 1e-6));
});

/** What is held for one of these requests: a limit that passes says so. */
async function boundOf(): Promise<number> {
  const one = await serving(`${ONE}, deadline: 1s`, () => {});
  await say(one);
  return (await one.standing()).spent;
}

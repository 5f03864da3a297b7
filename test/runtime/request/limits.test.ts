/** What clients see of limits: how many are let in, what answers and refusals tell, what is given back. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { hashKey, type KeyRecord } from "../../../runtime/state/keys.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { type Asked, ask, provider, type Reply, simulator, type TestRuntime } from "../running.ts";

const key = (id: string, team?: string): KeyRecord => ({ id, hash: hashKey(id), tags: [], ...(team && { team }) });
const keys = [key("red-1", "red"), key("red-2", "red"), key("blue", "blue"), key("alone")];
const silent = ["chain/single-target", "chain/single-provider", "rate/one-request"];

async function gateway(limits: string, more: { url?: string; rest?: string } = {}) {
  const { rest = "" } = more;
  const text = `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
  other: { otherwise: openai/gpt-5.4-mini }
${rest}limits:
  ${limits}
`;
  const url = more.url ?? (await simulator()).url;
  return fromPolicy(tableOf(text, silent), { openai: url }, { keys });
}

function say(runtime: TestRuntime, who: string, asked: Omit<Asked, "body"> & { body?: object } = {}): Promise<Reply> {
  const body = { model: "chat", messages: [{ role: "user", content: "Hello there" }], max_tokens: 100, ...asked.body };
  return ask(runtime, { ...asked, headers: { authorization: `Bearer ${who}`, ...asked.headers }, body });
}

test("of 40 racing requests a limit of 7 lets exactly 7 in, and tells the others when to come again", async () => {
  const runtime = await gateway("calls: { per: r.key.id, requests: 7, window: hour }");
  const replies = await Promise.all(Array.from({ length: 40 }, () => say(runtime, "red-1")));
  const answered = replies.filter(({ status }) => status === 200);
  expect(answered.map(({ headers }) => headers["x-ratelimit-remaining-requests"]).sort()).toEqual([
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
  ]);
  const refused = replies.filter(({ status }) => status === 429);
  expect([answered.length, refused.length]).toEqual([7, 33]);
  for (const { headers, json } of refused) {
    expect(headers).toMatchObject({
      "x-ratelimit-limit-requests": "7",
      "x-ratelimit-remaining-requests": "0",
      "x-should-retry": "false",
      "x-pointsman-route": "chat",
    });
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(json.error).toMatchObject({ code: "rate_limit_exceeded" });
    expect(json.error?.message).toMatch(/"calls" of 7 requests per hour.*Try again in \d+ seconds/);
  }
  expect((await say(runtime, "red-2")).status).toBe(200);
});

test("the official client reads how a limit stands, and a refusal as its own error of rates", async () => {
  const runtime = await gateway("calls: { per: r.key.team, requests: 1, window: minute }");
  const client = new OpenAI({ baseURL: `${runtime.url}/v1`, apiKey: "red-1", maxRetries: 0 });
  const body = { model: "chat", messages: [{ role: "user" as const, content: "Hello" }] };
  const { response } = await client.chat.completions.create(body).withResponse();
  expect(response.headers.get("x-ratelimit-limit-requests")).toBe("1");
  expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("0");
  expect(response.headers.get("x-ratelimit-reset-requests")).toMatch(/^(1m0s|[1-5]?\ds)$/);
  const refused = await client.chat.completions.create(body).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
  expect(Number((refused as InstanceType<typeof OpenAI.RateLimitError>).headers?.get("retry-after"))).toBeGreaterThan(
    50,
  );
});

test("clients of Messages read limits by that API's own headers, and its own error", async () => {
  const runtime = await gateway(
    "all: { per: r.key.id, requests: 2, inputTokens: 5000, outputTokens: 3000, window: day }",
  );
  const client = new Anthropic({ baseURL: runtime.url, apiKey: "red-1", maxRetries: 0 });
  const body = { model: "chat", max_tokens: 50, messages: [{ role: "user" as const, content: "Hello" }] };
  const { response } = await client.messages.create(body).withResponse();
  const told = (name: string) => response.headers.get(`anthropic-ratelimit-${name}`);
  expect([told("requests-limit"), told("requests-remaining")]).toEqual(["2", "1"]);
  expect([told("output-tokens-limit"), told("output-tokens-remaining")]).toEqual(["3000", "2950"]);
  expect(told("input-tokens-limit")).toBe("5000");
  expect(Number(told("input-tokens-remaining"))).toBeLessThan(5_000);
  expect(told("tokens-limit")).toBe("3000");
  expect(new Date(told("requests-reset")!).getTime()).toBeGreaterThan(Date.now());
  await client.messages.create(body);
  const refused = await client.messages.create(body).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Anthropic.RateLimitError);
});

test("tokens are taken as a request may have them, and put right as its provider counted them", async () => {
  const usage = { prompt_tokens: 40, completion_tokens: 10, total_tokens: 50 };
  const message = { role: "assistant", content: "Hi" };
  const answer = { id: "1", object: "chat.completion", created: 1, model: "m", usage };
  const upstream = await provider((_, response) => {
    response.setHeader("content-type", "application/json");
    response.setHeader("x-ratelimit-remaining-requests", "4711");
    response.end(JSON.stringify({ ...answer, choices: [{ index: 0, message, finish_reason: "stop" }] }));
  });
  const runtime = await gateway("tokens: { per: r.key.id, outputTokens: 1000, window: day }", { url: upstream });
  const first = await say(runtime, "red-1", { body: { max_tokens: 900 } });
  expect(first.headers["x-ratelimit-remaining-tokens"]).toBe("100");
  // Of what the provider says of its own limits nothing is told.
  expect(first.headers).not.toHaveProperty("x-ratelimit-remaining-requests");
  const second = await say(runtime, "red-1", { body: { max_tokens: 900 } });
  expect([second.status, second.headers["x-ratelimit-remaining-tokens"]]).toEqual([200, "90"]);
  const third = await say(runtime, "red-1", { body: { max_tokens: 981 } });
  expect(third.status).toBe(429);
  expect((await say(runtime, "red-1", { body: { max_tokens: 980 } })).status).toBe(200);
});

test("what no target has answered gives its tokens back, and not the request", async () => {
  const upstream = await provider((_, response) => {
    response.statusCode = 400;
    response.end(JSON.stringify({ error: { message: "No.", type: "invalid_request_error", param: "messages" } }));
  });
  const limits = "all: { per: r.key.id, requests: 2, outputTokens: 1000, window: day }";
  const runtime = await gateway(limits, { url: upstream });
  const replies = [
    await say(runtime, "red-1", { body: { max_tokens: 900 } }),
    await say(runtime, "red-1", { body: { max_tokens: 900 } }),
  ];
  expect(replies.map(({ headers }) => headers["x-ratelimit-remaining-tokens"])).toEqual(["100", "100"]);
  expect(replies.map(({ headers }) => headers["x-ratelimit-remaining-requests"])).toEqual(["1", "0"]);
  expect((await say(runtime, "red-1")).status).toBe(429);
});

test("an input that a limit never has room for is refused for good", async () => {
  const runtime = await gateway("tokens: { per: r.key.id, inputTokens: 50, window: minute }");
  const content = "several words of which there are many ".repeat(30);
  const reply = await say(runtime, "red-1", { body: { messages: [{ role: "user", content }] } });
  expect(reply.status).toBe(429);
  expect(reply.headers).not.toHaveProperty("retry-after");
  expect(reply.headers["x-should-retry"]).toBe("false");
  expect(reply.json.error?.message).toContain("never has room");
});

test("places are held until an answer has ended, and given back when its client goes away", async () => {
  const open: (() => void)[] = [];
  const upstream = await provider((_, response) => {
    open.push(() => response.end(JSON.stringify({ error: { message: "late" } })));
  });
  const runtime = await gateway("at-once: { per: r.key.team, concurrency: 2 }", { url: upstream });
  const client = new OpenAI({ baseURL: `${runtime.url}/v1`, apiKey: "red-1", maxRetries: 0 });
  const body = { model: "chat", messages: [{ role: "user" as const, content: "Hello" }] };
  const gone = [new AbortController(), new AbortController()];
  const waiting = gone.map(({ signal }) => client.chat.completions.create(body, { signal }).catch(() => "gone"));
  await until(() => open.length === 2);
  const refused = await say(runtime, "red-2");
  expect(refused.status).toBe(429);
  expect(refused.text).toContain("2 requests at once");
  for (const one of gone) one.abort();
  await Promise.all(waiting);
  const again = new AbortController();
  let isIn = false;
  await until(() => {
    if (!isIn) {
      isIn = true;
      void client.chat.completions.create(body, { signal: again.signal }).catch(() => {
        isIn = false;
      });
    }
    return open.length === 3;
  });
  again.abort();
});

test("a full limit goes on with what its exhausted names, says so, and refuses what that refuses", async () => {
  const runtime = await gateway(
    `calls: { per: r.key.id, requests: 1, window: day, exhausted: openai/gpt-6-luna, routes: [chat] }
  gate: { per: r.key.team, requests: 3, window: day, exhausted: { reject: 451, message: Not today. } }`,
  );
  const replies: Reply[] = [];
  for (let i = 0; i < 4; i++) replies.push(await say(runtime, "red-1"));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 451]);
  expect(replies.slice(0, 3).map(({ headers }) => headers["x-pointsman-target"])).toEqual([
    "openai/gpt-5.4-mini",
    "openai/gpt-6-luna",
    "openai/gpt-6-luna",
  ]);
  expect(replies.slice(0, 3).map(({ headers }) => headers["x-pointsman-limited"])).toEqual([
    undefined,
    "calls",
    "calls",
  ]);
  expect(replies[3]!.json.error?.message).toBe("Not today.");
  // A limit that names its routes is of these alone.
  expect((await say(runtime, "blue", { body: { model: "other" } })).headers["x-pointsman-limited"]).toBeUndefined();
});

test("who lacks the fact of a limit is refused, or pooled where the policy says so", async () => {
  const refusing = await gateway("calls: { per: r.key.team, requests: 5, window: day }");
  const reply = await say(refusing, "alone");
  expect(reply.status).toBe(400);
  expect(reply.json.error).toMatchObject({ code: "limit_fact_missing" });
  const pooled = await gateway("calls: { per: r.metadata.who, requests: 2, window: day, missing: pool }", {
    rest: "metadata: { who: string }\n",
  });
  const statuses: number[] = [];
  for (const who of ["alone", "blue", "red-1"]) statuses.push((await say(pooled, who)).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await say(pooled, "blue", { headers: { "x-pointsman-who": "me" } })).status).toBe(200);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Targets that may have so many requests at once. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { compileFiles } from "../../compiler/in-memory.ts";
import { ask, finish, hello, open, provider, type Reply, runtime } from "../running.ts";
import type { TableSpec } from "../table-text.ts";

const dialect = "openai";
const spec: TableSpec = {
  targets: { "one/m1": { dialect, concurrency: 2 }, "two/m2": { dialect } },
  routes: {
    chat: { use: ["one/m1", "two/m2"] },
    alone: { use: ["one/m1"] },
    other: { use: ["one/m1"] },
    strict: { use: ["one/m1", "two/m2"], fallbackOn: ["server-error"] },
  },
};

test("what is beyond goes to the next target, and the first never has more at once, whatever the route", async () => {
  const [one, two] = [await counted(60), await counted(0)];
  const gateway = await runtime(spec, { one: one.url, two: two.url });
  const replies = await Promise.all(Array.from({ length: 30 }, () => ask(gateway, { body: hello })));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect([one.most, two.most > 0]).toEqual([2, true]);
  expect(replies.filter((reply) => targetOf(reply) === "one/m1").length).toBe(one.asked);
  // A place that is free again is taken again.
  expect(targetOf(await ask(gateway, { body: hello }))).toBe("one/m1");
});

test("where no target has a place the request waits a second, and is then 429, which clients may repeat", async () => {
  const one = await counted(400);
  const gateway = await runtime(spec, { one: one.url, two: one.url });
  const models = ["alone", "other", "alone", "other", "alone", "other"];
  const replies = await Promise.all(models.map((model) => ask(gateway, { body: { ...hello, model } })));
  expect(one.most).toBe(2);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429, 429]);
  const refused = replies.find(({ status }) => status === 429);
  expect(refused?.headers).toMatchObject({ "retry-after": "1", "x-pointsman-route": expect.any(String) });
  expect(refused?.headers["x-should-retry"]).toBeUndefined();
  expect(refused?.json.error).toMatchObject({
    code: "rate_limit_exceeded",
    message: expect.stringContaining("at once"),
  });
  const alarms = gateway.log.filter(({ event }) => event === "alarm" || event === "health");
  expect(alarms).toEqual([]);
});

test("a route that does not go on from what is overloaded does not go on from a target without a place", async () => {
  const [one, two] = [await counted(1_500), await counted(0)];
  const gateway = await runtime(spec, { one: one.url, two: two.url });
  const body = { ...hello, model: "strict" };
  const replies = await Promise.all([1, 2, 3].map(() => ask(gateway, { body })));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  expect(two.asked).toBe(0);
});

test("a stream has its place until it ends, or until its client goes away", async () => {
  const streams: ServerResponse[] = [];
  const one = await provider((_request, response) => {
    streams.push(response);
    response.writeHead(200, { "content-type": "text/event-stream" }).write(piece);
  });
  const two = await counted(0);
  const gateway = await runtime(spec, { one, two: two.url });
  const stream = { ...hello, stream: true };
  const leaving = new AbortController();
  const first = await open(gateway, { body: stream });
  const second = await open(gateway, { body: stream, signal: leaving.signal });
  await Promise.all([once(first, "readable"), once(second, "readable")]);
  expect(targetOf(await ask(gateway, { body: hello }))).toBe("two/m2");
  second.on("error", () => {});
  leaving.abort();
  const third = async (): Promise<unknown> => {
    const answer = await open(gateway, { body: stream });
    answer.destroy();
    return answer.headers["x-pointsman-target"];
  };
  await expect.poll(third).toBe("one/m1");
  for (const one of streams) one.end(rest);
  await finish(first);
});

test("embeddings that are asked for in parts go out one by one where places are counted", async () => {
  const most = async (bound: object, providers: TableSpec["providers"] = {}): Promise<number> => {
    let [open, most] = [0, 0];
    const one = await provider((_request, response, body) => {
      const { input } = JSON.parse(body) as { input: string[] };
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        const data = input.map((_, index) => ({ object: "embedding", index, embedding: [1, 0] }));
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ object: "list", data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
      }, 20);
    });
    const target = { dialect, kind: "embedding", batch: 1, ...bound } as const;
    const spec = { targets: { "one/e1": target }, routes: { vectors: { use: ["one/e1"] } }, providers };
    const gateway = await runtime(spec, { one });
    const body = { model: "vectors", input: ["a", "b", "c", "d", "e", "f"] };
    const reply = await ask(gateway, { path: "/v1/embeddings", body });
    expect([reply.status, reply.json.data?.length]).toEqual([200, 6]);
    return most;
  };
  expect(await most({})).toBeGreaterThan(1);
  expect(await most({ concurrency: 1 })).toBe(1);
  expect(await most({}, { one: { concurrency: 1 } })).toBe(1);
});

test("an overlay says it of a model, or of a provider for each of its models", () => {
  const chain = 'chain("openai/gpt-5.4-mini", "openai/gpt-5.4", "anthropic/claude-opus-5-5")';
  const policy = `import { chain, policy } from "pointsman";
export default policy({ routes: { chat: { otherwise: ${chain} } } });`;
  const overlay = "providers:\n  openai: { concurrency: 9 }\nmodels:\n  openai/gpt-5.4: { concurrency: 3 }\n";
  const { table } = compileFiles({ "routes.ts": policy, "catalog.yaml": overlay });
  const said = table?.value.targets.map(({ id, concurrency }) => [id, concurrency]);
  expect(Object.fromEntries(said ?? [])).toEqual({
    "openai/gpt-5.4-mini": 9,
    "openai/gpt-5.4": 3,
    "anthropic/claude-opus-5-5": undefined,
  });
  expect(table?.value.features).toContain("target/concurrency");
  const wrong = compileFiles({ "routes.ts": policy, "catalog.yaml": overlay.replace("9", "0") });
  expect(wrong.table).toBeUndefined();
});

interface Counted {
  readonly url: string;
  asked: number;
  /** At once. */
  most: number;
}

/** Answers after so many milliseconds, and counts who waits meanwhile. */
async function counted(delay: number): Promise<Counted> {
  const state = { asked: 0, most: 0 };
  let open = 0;
  const url = await provider((_request, response) => {
    state.asked++;
    state.most = Math.max(state.most, ++open);
    setTimeout(() => {
      open--;
      response.writeHead(200, { "content-type": "application/json" }).end(whole);
    }, delay);
  });
  return Object.assign(state, { url });
}

const whole = JSON.stringify({ choices: [{ message: { role: "assistant", content: "ab" }, finish_reason: "stop" }] });
const piece = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "a" }, finish_reason: null }] })}\n\n`;
const rest = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;

function targetOf({ headers }: Reply): unknown {
  return headers["x-pointsman-target"];
}

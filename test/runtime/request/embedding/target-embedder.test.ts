import type { ServerResponse } from "node:http";
import { beforeEach, describe, expect, test } from "vitest";
import { chatCompletions } from "../../../../runtime/endpoints/chat-completions/endpoint.ts";
import { embeddings } from "../../../../runtime/endpoints/embeddings/endpoint.ts";
import { openRuntime } from "../../../../runtime/main.ts";
import type { BesideRequest } from "../../../../runtime/request/embedding/embedder-terms.ts";
import { TargetEmbedder } from "../../../../runtime/request/embedding/target-embedder.ts";
import type { Running } from "../../../../runtime/running.ts";
import { Facts } from "../../../../semantics/facts/facts.ts";
import { runtimeFeatures } from "../../../../semantics/runtime-features.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";
import { afterTest } from "../../after-test.ts";
import { hello, keyRecord, provider } from "../../running.ts";

const policy = `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
  meaning: { otherwise: openai/text-embedding-3-small, max: { inputTokens: 1000 } }
`;

/** Bodies that the provider was asked with. */
let asked: { input: string; model: string }[];
let answer: (response: ServerResponse) => void;
let log: Record<string, unknown>[];

beforeEach(() => {
  asked = [];
  log = [];
  answer = (response) => say(response, vectorAnswer([3, 0, 4]));
});

function say(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

function vectorAnswer(embedding: unknown, tokens = 5): object {
  const data = [{ object: "embedding", index: 0, embedding }];
  return { object: "list", data, model: "m", usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

const floats = (...numbers: number[]): string => Buffer.from(Float32Array.from(numbers).buffer).toString("base64");

/** `overlay`: of what a provider `other` is that makes the embeddings. */
async function opened(
  budgets = "",
  limit = 2_000,
  overlay = "",
): Promise<{ running: Running; embedder: TargetEmbedder }> {
  const url = await provider((_request, response, body) => {
    asked.push(JSON.parse(body) as { input: string; model: string });
    answer(response);
  });
  const written = overlay === "" ? policy : policy.replace("openai/text", "other/text");
  const files = {
    "routes.yaml": `${written}${budgets}`,
    "catalog.yaml": `providers: { other: { like: openai${overlay} } }`,
  };
  const { table, diagnostics } = compileFiles(files, { runtime: runtimeFeatures });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const take = (line: string): void => void log.push(JSON.parse(line) as Record<string, unknown>);
  const running = await openRuntime({
    table: table!.text,
    env: {},
    keys: [keyRecord],
    standIns: { openai: url, other: url },
    log: take,
  });
  afterTest(() => running.upstream.close());
  afterTest(() => running.kept.close());
  const target = running.inUse.targets.find(({ id }) => id.endsWith("/text-embedding-3-small"))!;
  return { running, embedder: new TargetEmbedder({ ...running, endpoint: embeddings }, { target, limit }) };
}

function beside({ inUse }: Running, scope = "k1"): BesideRequest {
  const now = new Date();
  const said = chatCompletions.said(hello);
  const key = { id: "k1", tags: [] };
  const facts = new Facts({ said, route: "chat", endpoint: chatCompletions.name, key, metadata: {}, now });
  const spending = inUse.spending?.of({ facts, served: facts, plan: {}, body: hello, now });
  const { rooms } = inUse;
  const plan = {
    ask: { facts },
    now,
    route: "chat",
    rule: "chat/0",
    ...(rooms && { rooms }),
    ...(spending && { spending }),
  };
  return { id: "r1", plan, scope };
}

test("a text becomes a vector of length 1, which says what it is of and what it cost", async () => {
  const { running, embedder } = await opened();
  const found = await embedder.embed("wie geht's?", beside(running));
  const vector = Float32Array.of(0.6, 0, 0.8);
  expect(found).toEqual({ vector, revision: "openai/text-embedding-3-small 3", spent: { input: 5, cost: 0.1 } });
  expect(asked).toEqual([{ model: "text-embedding-3-small", input: "wie geht's?" }]);
  const line = { event: "embedding", id: "r1", route: "chat", rule: "chat/0", target: "openai/text-embedding-3-small" };
  expect(log).toEqual([expect.objectContaining({ ...line, inputTokens: 5, costUsd: 0.0000001 })]);
  expect(JSON.stringify(log)).not.toContain("geht");
});

test("vectors of another dimension are of another revision", async () => {
  const { running, embedder } = await opened();
  const before = await embedder.embed("one", beside(running));
  answer = (response) => say(response, vectorAnswer(floats(0, 0, -2, 0)));
  const after = await embedder.embed("two", beside(running));
  expect(after).toMatchObject({ vector: Float32Array.of(0, 0, -1, 0), revision: "openai/text-embedding-3-small 4" });
  expect(after).not.toMatchObject({ revision: (before as { revision: string }).revision });
});

const huge = vectorAnswer([1e200, -1e200]);
test("the length of what is very large, or very small, is known, too", async () => {
  const { running, embedder } = await opened();
  answer = (response) => say(response, huge);
  const half = Math.fround(Math.SQRT1_2);
  expect(await embedder.embed("large", beside(running))).toMatchObject({ vector: Float32Array.of(half, -half) });
  answer = (response) => say(response, vectorAnswer([0, 1e-300]));
  expect(await embedder.embed("small", beside(running))).toMatchObject({ vector: Float32Array.of(0, 1) });
});

describe("a provider without a vector is a miss:", () => {
  test.each<[string, string, string | RegExp, (response: ServerResponse) => void]>([
    ["no numbers", "malformed", /not finite/, (it) => say(it, vectorAnswer(floats(1, Number.NaN)))],
    ["no end", "malformed", /not finite/, (it) => say(it, '{"data":[{"index":0,"embedding":[1e999]}]}')],
    ["noughts", "malformed", /no direction/, (it) => say(it, vectorAnswer([0, 0, 0]))],
    ["what is null", "malformed", /./, (it) => say(it, vectorAnswer([1, null]))],
    ["no vector", "malformed", /./, (it) => say(it, vectorAnswer([]))],
    ["an object", "malformed", /./, (it) => say(it, {})],
    [
      "two for one",
      "malformed",
      /2 embeddings for 1/,
      (it) => {
        say(it, { data: [0, 1].map((index) => ({ index, embedding: [1] })) });
      },
    ],
    ["too many numbers", "malformed", /16384 are the most/, (it) => say(it, vectorAnswer(Array(20_000).fill(1)))],
    ["HTML", "malformed", /not JSON/, (it) => say(it, "<html>hello</html>", 200, { "content-type": "text/html" })],
    ["nothing", "malformed", /not JSON/, (it) => say(it, "")],
    [
      "half of it",
      "truncated",
      /./,
      (it) => {
        it.writeHead(200, { "content-length": "1000" }).write('{"data":');
        setImmediate(() => it.destroy());
      },
    ],
    ["a closed connection", "connect", /./, (it) => it.destroy()],
    ["a refusal", "rate-limited", /./, (it) => say(it, { error: { message: "slow down" } }, 429)],
    ["an error", "server-error", /./, (it) => say(it, { error: { message: "sorry" } }, 500)],
    ["a wrong key", "auth", /./, (it) => say(it, { error: { message: "who?" } }, 401)],
  ])("%s", async (_, reason, detail, does) => {
    const { running, embedder } = await opened();
    answer = does;
    const found = await embedder.embed("text", beside(running));
    expect(found).toEqual({ miss: reason, detail: expect.stringMatching(detail) });
    expect(asked).toHaveLength(1);
    expect(log.at(-1)).toMatchObject({ event: "embedding", failure: reason });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ["silence", () => {}],
    ["half of it and then silence", (it) => void it.writeHead(200, { "content-length": "1000" }).write('{"data":')],
  ])("%s, when its time is over", async (_, does) => {
    const { running, embedder } = await opened("", 50);
    answer = does;
    expect(await embedder.embed("text", beside(running))).toMatchObject({ miss: expect.stringMatching(/^timeout/) });
  });
});

test("a text that is empty, or longer than what models read, is not sent", async () => {
  const { running, embedder } = await opened();
  expect(await embedder.embed("", beside(running))).toMatchObject({ miss: "bad-request" });
  expect(await embedder.embed("ü".repeat(16_385), beside(running))).toMatchObject({ miss: "too-long" });
  expect(asked).toEqual([]);
});

describe("an embedder that fails is let alone for a while,", () => {
  test("so that requests do not wait for it", async () => {
    const { running, embedder } = await opened();
    answer = (response) => say(response, "<html>");
    const misses = [];
    for (let i = 0; i < 30; i++)
      misses.push(((await embedder.embed(`text ${i}`, beside(running))) as { miss: string }).miss);
    expect(misses[0]).toBe("malformed");
    expect(misses.at(-1)).toBe("down");
    expect(asked).toHaveLength(misses.filter((miss) => miss === "malformed").length);
    // Clients that ask the same target themselves are not concerned.
    expect(running.health.health("openai/text-embedding-3-small")).toBeUndefined();
  });

  test("as long as it says itself", async () => {
    const { running, embedder } = await opened();
    answer = (response) => say(response, { error: { message: "slow down" } }, 429, { "retry-after": "60" });
    expect(await embedder.embed("one", beside(running))).toMatchObject({ miss: "rate-limited" });
    expect(await embedder.embed("two", beside(running))).toMatchObject({ miss: "down" });
    expect(asked).toHaveLength(1);
  });
});

describe("a text is asked for once", () => {
  test("by all who ask at the same time, and a little later; one of them pays", async () => {
    const { running, embedder } = await opened();
    const all = await Promise.all(Array.from({ length: 300 }, () => embedder.embed("text", beside(running))));
    expect(all.filter((found) => "vector" in found && found.spent)).toHaveLength(1);
    expect(await embedder.embed("text", beside(running))).toEqual({
      vector: Float32Array.of(0.6, 0, 0.8),
      revision: "openai/text-embedding-3-small 3",
    });
    expect(asked).toHaveLength(1);
  });

  test("for each who must not learn that another one has", async () => {
    const { running, embedder } = await opened();
    for (const scope of ["k1", "k2", "k1"]) await embedder.embed("text", beside(running, scope));
    expect(asked).toHaveLength(2);
  });

  test("more often where it was a miss", async () => {
    const { running, embedder } = await opened();
    const right = answer;
    answer = (response) => say(response, { error: { message: "sorry" } }, 500);
    expect(await embedder.embed("text", beside(running))).toHaveProperty("miss");
    answer = right;
    expect(await embedder.embed("text", beside(running))).toHaveProperty("vector");
  });

  test("and so many at a time that they have their vectors in time", async () => {
    const { running, embedder } = await opened();
    const waiting: ServerResponse[] = [];
    const right = answer;
    answer = (response) => void waiting.push(response);
    const all = Array.from({ length: 200 }, (_, i) => embedder.embed(`text ${i}`, beside(running)));
    await expect.poll(() => waiting.length).toBe(128);
    for (const response of waiting) right(response);
    const found = await Promise.all(all);
    expect(found.filter((each) => "miss" in each && each.miss === "full")).toHaveLength(72);
    expect(running.load.open("openai/text-embedding-3-small")).toBe(0);
  });
});

describe("what it costs", () => {
  /** Twenty millionths; 900 tokens are eighteen, 5 are one. */
  const budgets = "budgets: { own: { per: r.key.id, limit: $0.00002, window: day } }\n";

  test.each([
    [900, ["one"]],
    [5, ["one", "two", "three"]],
  ])("is held on the budget of the request and settled by what was used: %i tokens", async (tokens, served) => {
    const { running, embedder } = await opened(budgets);
    answer = (response) => say(response, vectorAnswer([1], tokens));
    const found = [];
    for (const text of ["one", "two", "three"]) found.push(await embedder.embed(text, beside(running)));
    expect(asked.map(({ input }) => input)).toEqual(served);
    expect(found.filter((each) => "miss" in each).map((each) => (each as { miss: string }).miss)).toEqual(
      Array(3 - served.length).fill("over-budget"),
    );
  });

  test("is not spent where it does not fit", async () => {
    const { running, embedder } = await opened(budgets);
    for (let i = 0; i < 30; i++)
      expect(await embedder.embed("long ".repeat(500 + i), beside(running))).toMatchObject({ miss: "over-budget" });
    expect(asked).toEqual([]);
    // Nothing is known against who was not asked.
    expect(await embedder.embed("short", beside(running))).toHaveProperty("vector");
  });
});

test("what the target has left of its limits, of which a little is never taken, is kept to", async () => {
  const { running, embedder } = await opened("", 2_000, ", account: other, limits: { requests: 3, window: hour }");
  const found = [];
  for (const text of ["one", "two", "three"]) found.push(await embedder.embed(text, beside(running)));
  expect(asked.map(({ input }) => input)).toEqual(["one", "two"]);
  expect(found[2]).toMatchObject({ miss: "rate-limited" });
});

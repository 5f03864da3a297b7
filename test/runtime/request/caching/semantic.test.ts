/** Requests that mean the same, by an embedder that is told what does: in shadow until it was found out that they are answered rightly. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { RuntimeOptions } from "../../../../runtime/main.ts";
import type { TableCache } from "../../../../schemas/table-cache.ts";
import { runCommand } from "../../../cli/recording-terminal.ts";
import { ask, hello, type Reply, runtime, type TestRuntime, textOf } from "../../running.ts";
import { type TableSpec, tableText } from "../../table-text.ts";
import { answerAsAsked, type Watched, watched } from "../shadow/begun.ts";
import { askAs, keys, toldOf } from "./cached.ts";

interface World {
  readonly gateway: TestRuntime;
  readonly model: Watched;
  readonly embedder: Watched;
  /** The same table, with another semantic cache. */
  tableWith(semantic: Partial<Semantic>): { readonly table: string; readonly standIns: Record<string, string> };
}

interface Judged {
  readonly law: Watched;
  readonly judge: { readonly model: string; readonly rubric: string; readonly mostAnswer: number };
}

/** Is given what answers a text that ends with `held`. */
type Holding = (answer: () => void) => void;

type Semantic = NonNullable<TableCache["semantic"]>;

/** Questions of one topic have one direction, so that they mean the same. */
const topicOf = (text: string): number => Number(/(\d+)/.exec(text)?.[1] ?? 0);

const vectorOf = (text: string): number[] => {
  const topic = topicOf(text);
  return Array.from({ length: 64 }, (_, i) => (i === topic % 64 ? 1 : 0) + (i === 63 - (topic % 7) ? 0.01 : 0));
};

function embed(response: ServerResponse, body: string): void {
  const { input } = JSON.parse(body) as { input: string | string[] };
  const data = [input].flat().map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text) }));
  const usage = { prompt_tokens: 5, total_tokens: 5 };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ object: "list", data, model: "e", usage }));
}

async function world(
  semantic: Partial<Semantic> = {},
  more: {
    answer?: (text: string) => string;
    embed?: typeof embed;
    cache?: Partial<TableCache>;
    judge?: Judged;
    holds?: Holding;
  } = {},
  options: Partial<RuntimeOptions> = {},
): Promise<World> {
  const { answer = (text) => `It is ${topicOf(text)}.`, embed: embeds = embed, cache, judge, holds } = more;
  const model = await watched((_request, response, body) => {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    const { content } = messages.at(-1)!;
    const answers = () => answerAsAsked(response, body, answer(content));
    if (holds && content.endsWith("held")) holds(answers);
    else answers();
  });
  const embedder = await watched((_request, response, body) => embeds(response, body));
  const routeWith = (semantic: Partial<Semantic>) => ({
    use: ["one/m1"],
    cache: {
      scope: "key",
      semantic: { embedder: "near/e", maxWrongHitRate: 0.3, ...semantic },
      ...cache,
    } as TableCache,
    ...(judge && { judge: judge.judge }),
  });
  const dialect = "openai";
  const law = judge && { "law/j": { dialect } };
  const targets = { "one/m1": { dialect }, "near/e": { dialect, kind: "embedding" }, ...law } as const;
  const specWith = (semantic: Partial<Semantic>) => ({ targets, routes: { chat: routeWith(semantic) } }) as TableSpec;
  const standIns = { one: model.url, near: embedder.url, ...(judge && { law: judge.law.url }) };
  const gateway = await runtime(specWith(semantic), standIns, { keys: [...keys], ...options });
  return { gateway, model, embedder, tableWith: (other) => ({ table: tableText(specWith(other)), standIns }) };
}

const asked = (gateway: TestRuntime, content: string, key = "alice", headers = {}): Promise<Reply> =>
  askAs(gateway, { ...hello, messages: [{ role: "user", content }] }, { key, headers });

/** Of other words altogether. */
const first = (topic: number): string => `Explain room ${topic} briefly`;
const second = (topic: number): string => `Summarise whatever chamber ${topic} contains`;

const turns = ({ log }: TestRuntime): unknown[] =>
  log.filter(({ event }) => event === "semantic-cache").map(({ state, why }) => `${state}: ${why}`);

async function untilServing(gateway: TestRuntime, from = 1): Promise<void> {
  for (let topic = from; topic < from + 60 && !turns(gateway).includes("serving: certified"); topic++) {
    for (const text of [first(topic), second(topic)])
      if (toldOf(await asked(gateway, text)).outcome === "hit") expect(turns(gateway)).toEqual(["serving: certified"]);
  }
  await expect.poll(() => turns(gateway), { timeout: 10_000 }).toEqual(["serving: certified"]);
}

test("in shadow it gives nothing, and once it was found to be right it gives what was kept, and says so", async () => {
  const { gateway, model, embedder } = await world();
  await untilServing(gateway);
  const before = [model.bodies.length, embedder.bodies.length];
  expect(toldOf(await asked(gateway, first(900))).outcome).toBe("miss");
  let hit: Reply | undefined;
  for (let i = 0; i < 20 && !hit; i++) {
    const reply = await asked(gateway, second(900));
    if (toldOf(reply).outcome === "hit") hit = reply;
  }
  expect(toldOf(hit!)).toMatchObject({
    outcome: "hit",
    tier: "semantic",
    similarity: expect.stringMatching(/^(1|0\.9)/),
  });
  expect(textOf(hit!)).toBe("It is 900.");
  expect(Number(hit!.headers["x-pointsman-cost-usd"])).toBeGreaterThanOrEqual(0);
  expect(embedder.bodies.length).toBeGreaterThan(before[1]!);
  expect(gateway.log.some(({ event, cache }) => event === "request" && cache === "semantic")).toBe(true);
  expect(JSON.stringify(gateway.log)).not.toContain("whatever chamber");
}, 60_000);

test("a table that takes the place of another goes on with what is known, and one with another bound begins anew", async () => {
  const { gateway, tableWith } = await world();
  await untilServing(gateway);
  expect(await gateway.offer(tableWith({ ttl: 50_000 }))).toMatchObject({ kind: "swapped" });
  await asked(gateway, first(900));
  const tiers = new Set<string>();
  for (let i = 0; i < 20 && !tiers.has("semantic"); i++)
    tiers.add(String(toldOf(await asked(gateway, second(900))).tier));
  expect([...tiers]).toContain("semantic");
  expect(await gateway.offer(tableWith({ maxWrongHitRate: 0.2 }))).toMatchObject({ kind: "swapped" });
  for (let i = 0; i < 5; i++) expect(toldOf(await asked(gateway, second(900 + i))).outcome).toBe("miss");
}, 60_000);

test("the operator sees how far it is: of a listener, of a command, and in figures", async () => {
  const { gateway } = await world({}, {}, { metrics: true });
  const status = (...more: string[]) => runCommand(["cache", "status", "--operator", gateway.operatorUrl, ...more]);
  expect((await status()).out).toContain("No semantic cache was asked yet.");
  await untilServing(gateway);
  await asked(gateway, first(900));
  const { caches } = (await ready(gateway)) as { caches: object[] };
  expect(caches).toMatchObject([{ route: "chat", state: "serving", wrong: 0, missing: 0, maxWrongHitRate: 0.3 }]);
  expect((await status()).out).toMatch(/^chat +serving +\d+ +0 +[\d.]+ % +30 %/m);
  const { caches: told } = JSON.parse((await status("--json")).out) as { caches: object[] };
  expect(told).toMatchObject([{ route: "chat", state: "serving" }]);
  expect((await status("--route", "none")).out).toContain("No semantic cache");
  expect(await runCommand(["cache", "status", "--operator", "http://127.0.0.1:1"])).toMatchObject({ code: 2 });
  const { text } = await ask({ url: gateway.operatorUrl }, { method: "GET", path: "/metrics" });
  expect(text).toContain('pointsman_semantic_cache_serving{route="chat"} 1');
  expect(text).toMatch(/pointsman_cache_requests_total\{route="chat",result="miss"\} \d+/);
}, 60_000);

test("another caller, another system text, a changed number and a small edit are asked of a model", async () => {
  const { gateway } = await world({}, { answer: () => "same" });
  await untilServing(gateway);
  await asked(gateway, first(800));
  const misses: Promise<Reply>[] = [
    asked(gateway, second(800), "bob"),
    askAs(gateway, {
      ...hello,
      messages: [
        { role: "system", content: "x" },
        { role: "user", content: second(800) },
      ],
    }),
    askAs(gateway, { ...hello, temperature: 0.3, messages: [{ role: "user", content: second(800) }] }),
    asked(gateway, "Explain room 864 briefly"),
    asked(gateway, "Explain roof 800 briefly"),
  ];
  for (const reply of await Promise.all(misses)) expect(toldOf(reply).outcome).toBe("miss");
}, 60_000);

const long = (text: string): string =>
  `What there is to say of ${topicOf(text)}, ${text.length} times over, takes a sentence.`;

/** Scores the one that speaks of what was asked, in whichever order they stand. */
function rules(response: ServerResponse, body: string, isFair: boolean): void {
  const { messages } = JSON.parse(body) as { messages: { content: string }[] };
  const { first } = JSON.parse(messages[1]!.content) as { first: string };
  const isKept = first.includes("24 times") || first.includes("25 times");
  const [one, other] = isFair ? [8, 8] : isKept ? [1, 9] : [9, 1];
  const content = JSON.stringify({ first: one, second: other });
  answerAsAsked(response, body, content);
}

test.each([true, false])(
  "answers that differ are a judge's to compare; it finds them as good: %s",
  async (isFair) => {
    const law = await watched((_request, response, body) => rules(response, body, isFair));
    const judge = { model: "law/j", rubric: "Does it answer what was asked?", mostAnswer: 4_000 };
    const { gateway } = await world({}, { answer: long, judge: { law, judge } });
    if (isFair) await untilServing(gateway);
    else
      for (let topic = 101; topic < 130; topic++)
        for (const text of [first(topic), second(topic)])
          expect(toldOf(await asked(gateway, text)).outcome).toBe("miss");
    await expect.poll(() => law.bodies.length, { timeout: 10_000 }).toBeGreaterThan(15);
    await expect
      .poll(async () => ((await ready(gateway)) as { caches: { checks: number }[] }).caches[0]!.checks, {
        timeout: 10_000,
      })
      .toBeGreaterThan(15);
    const { caches } = (await ready(gateway)) as { caches: { wrong: number; checks: number; state: string }[] };
    expect(caches[0]).toMatchObject(
      isFair ? { state: "serving", wrong: 0 } : { state: "shadow", wrong: caches[0]!.checks },
    );
  },
  60_000,
);

test("nobody who waits for an answer waits for a judge", async () => {
  let isJudging = false;
  const law = await watched(() => {
    isJudging = true;
  });
  const judge = { model: "law/j", rubric: "Does it answer what was asked?", mostAnswer: 4_000 };
  let release: () => void = () => {};
  const { gateway, model } = await world(
    {},
    {
      answer: long,
      cache: { exact: true },
      judge: { law, judge },
      holds: (answer) => (release = answer),
    },
  );
  await asked(gateway, first(300));
  const both = [asked(gateway, `${second(300)} held`), asked(gateway, `${second(300)} held`)];
  await expect.poll(() => model.bodies.length).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  release();
  const outcomes = (await Promise.all(both)).map((reply) => toldOf(reply).outcome);
  expect(outcomes.sort()).toEqual(["hit", "miss"]);
  await expect.poll(() => isJudging).toBe(true);
}, 20_000);

test("texts that differ are wrong where nobody judges them", async () => {
  const { gateway } = await world({}, { answer: long });
  for (let topic = 101; topic < 115; topic++)
    for (const text of [first(topic), second(topic)]) expect(toldOf(await asked(gateway, text)).outcome).toBe("miss");
  await expect
    .poll(async () => ((await ready(gateway)) as { caches: { wrong: number }[] }).caches[0]!.wrong, { timeout: 10_000 })
    .toBeGreaterThan(10);
}, 60_000);

test("one that is wrong stays in shadow", async () => {
  const { gateway } = await world({}, { answer: (text) => (text.startsWith("Summarise") ? "no" : "yes") });
  for (let topic = 1; topic < 40; topic++) {
    expect(toldOf(await asked(gateway, first(topic))).outcome).toBe("miss");
    expect(toldOf(await asked(gateway, second(topic))).outcome).toBe("miss");
  }
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(turns(gateway)).toEqual([]);
  const { caches } = (await ready(gateway)) as { caches: { wrong: number; checks: number; state: string }[] };
  expect(caches).toMatchObject([{ route: "chat", state: "shadow" }]);
  expect(caches[0]!.wrong).toBe(caches[0]!.checks);
  expect(caches[0]!.checks).toBeGreaterThan(10);
}, 60_000);

async function ready({ operatorUrl }: TestRuntime): Promise<object> {
  return JSON.parse((await ask({ url: operatorUrl }, { method: "GET", path: "/readyz" })).text) as object;
}

test.each<[string, typeof embed]>([
  ["answers with HTML", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>")],
  ["answers nothing", (response) => response.writeHead(200, { "content-type": "application/json" }).end()],
  ["hangs", () => {}],
  ["refuses", (response) => response.writeHead(500).end("{}")],
  ["answers with what is no number", (response) => vectors(response, [null, "NaN", 1])],
  ["answers with a vector of nothing", (response) => vectors(response, [0, 0, 0])],
])("an embedder that %s is a miss, and no client sees it", async (_what, embeds) => {
  const { gateway, model } = await world({}, { embed: embeds });
  for (let topic = 1; topic < 5; topic++) {
    const reply = await asked(gateway, first(topic));
    expect([reply.status, toldOf(reply).outcome, textOf(reply)]).toEqual([200, "miss", `It is ${topic}.`]);
  }
  expect(model.bodies.length).toBe(4);
});

function vectors(response: ServerResponse, embedding: unknown[]): void {
  const data = [{ object: "embedding", index: 0, embedding }];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ object: "list", data, model: "e", usage: { prompt_tokens: 5, total_tokens: 5 } }));
}

test("an embedder whose vectors become of another dimension is another one, of which nothing is known", async () => {
  let dimension = 64;
  const { gateway } = await world(
    {},
    {
      embed: (response, body) => {
        const { input } = JSON.parse(body) as { input: string };
        vectors(response, [...vectorOf(String(input)), ...Array.from({ length: dimension - 64 }, () => 0)]);
      },
    },
  );
  await untilServing(gateway);
  await asked(gateway, first(700));
  dimension = 96;
  for (let i = 0; i < 5; i++)
    expect(toldOf(await asked(gateway, `${second(700)} ${"x".repeat(i + 1)}y`)).outcome).toBe("miss");
}, 60_000);

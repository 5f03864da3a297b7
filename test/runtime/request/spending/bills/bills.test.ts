/**
 * Every way in which a request can be asked and end, each by a caller of its own: what its budget was charged, what the ledger says,
 * and what providers have billed. A cost is rounded up to a whole micro-USD for the budget, once for each attempt; the ledger has it in
 * nano-USD.
 */
import { expect, test } from "vitest";
import { hashKey } from "../../../../../runtime/state/keys.ts";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import { runtimeFeatures } from "../../../../../semantics/runtime-features.ts";
import { temporaryFolder } from "../../../../cli/temporary-folder.ts";
import { compileFiles } from "../../../../compiler/in-memory.ts";
import { fromPolicy } from "../../../from-policy.ts";
import { ask, open, type Reply, type TestRuntime } from "../../../running.ts";
import { randomFrom } from "../../../state/store/races/random-from.ts";
import { Bills, ratedProvider } from "./rated-provider.ts";

/** Nano-USD of a token: USD per million, a thousand times. */
const rates = {
  one: { input: 123, cached: 17, output: 1_001 },
  two: { input: 77, cached: 9, output: 653 },
  law: { input: 311, cached: 31, output: 2_003 },
};

const price = ({ input, cached, output }: (typeof rates)["one"]): string =>
  `price: { input: ${input / 1e3}, cacheRead: ${cached / 1e3}, output: ${output / 1e3} }`;

const overlay = `
providers:
  one: { dialect: openai, baseUrl: http://one.test/v1, paths: { embeddings: /embeddings } }
  two: { dialect: openai, baseUrl: http://two.test/v1 }
  law: { dialect: openai, baseUrl: http://law.test/v1 }
models:
  one/m: { context: 100000, ${price(rates.one)} }
  one/e: { kind: embedding, context: 8000, price: { input: 0.123, cacheRead: 0.017 } }
  two/m: { context: 100000, ${price(rates.two)}, caps: { jsonMode: false, jsonSchema: false } }
  law/m: { context: 100000, ${price(rates.law)} }
`;

const max = "max: { inputTokens: 1000, outputTokens: 100 }";
const policy = `
routes:
  plain: { otherwise: one/m, ${max} }
  chain: { otherwise: [one/m, two/m], ${max} }
  quick: { otherwise: [one/m, two/m], hedge: { after: 100ms, most: 0.25 }, ${max} }
  short: { otherwise: one/m, deadline: 1s, ${max} }
  aside: { otherwise: one/m, shadow: { use: two/m, share: 1, judge: { model: law/m, rubric: Which is better? } }, ${max} }
  forms: { otherwise: two/m, unsupported: { response_format: emulate }, ${max} }
  index: { otherwise: one/e }
budgets:
  own: { per: r.key.id, limit: $1, window: total }
`;

interface Case {
  readonly about: string;
  /** What providers do. */
  readonly orders: string;
  readonly route?: string;
  readonly path?: string;
  /** Beside model, messages and tokens. */
  readonly more?: object;
  /** When the client leaves: before anything came, behind the first bytes, or when it has all. */
  readonly leaves?: "before" | "inside" | "after";
  /** What may be charged without a bill; absent: nothing. */
  readonly open?: "a part" | "all";
}

const stream = { stream: true };
const cases: readonly Case[] = [
  { about: "an answer", orders: "answer" },
  { about: "a stream", orders: "answer", more: stream },
  { about: "three answers at once", orders: "answer", more: { n: 3 } },
  { about: "a fallback behind a refusal", orders: "refuse@one", route: "chain" },
  { about: "a fallback behind an error", orders: "fail@one", route: "chain", more: stream },
  { about: "a fallback behind a connection that broke", orders: "break@one", route: "chain", open: "a part" },
  { about: "a refusal of all", orders: "refuse", route: "chain" },
  { about: "a stream that breaks off", orders: "cut", more: stream, open: "all" },
  { about: "a time limit", orders: "silent", route: "short", open: "all" },
  { about: "a stream that has no end in time", orders: "stall", route: "short", more: stream, open: "all" },
  { about: "a client that leaves before the answer", orders: "silent", leaves: "before", open: "all" },
  { about: "a client that leaves before the stream", orders: "silent", more: stream, leaves: "before", open: "all" },
  { about: "a client that leaves inside the stream", orders: "stall", more: stream, leaves: "inside", open: "all" },
  { about: "a client that leaves behind the stream", orders: "answer", more: stream, leaves: "after" },
  { about: "an answer with a shadow and its judge", orders: "answer", route: "aside" },
  { about: "a stream with a shadow and its judge", orders: "answer", route: "aside", more: stream },
  { about: "a shadow that breaks", orders: "break@two", route: "aside", open: "a part" },
  { about: "a judge that is refused", orders: "refuse@law", route: "aside" },
  {
    ...{ about: "an answer whose form is made by other means", orders: "answer", route: "forms" },
    more: { response_format: { type: "json_schema", json_schema: { name: "a", schema: { type: "object" } } } },
  },
  {
    about: "the same as a stream",
    orders: "answer",
    route: "forms",
    more: { ...stream, response_format: { type: "json_object" } },
  },
  { about: "embeddings", orders: "answer", route: "index", path: "/v1/embeddings", more: { input: ["ID"] } },
  {
    about: "embeddings in parts",
    orders: "answer",
    route: "index",
    path: "/v1/embeddings",
    more: { input: Array<string>(2_049).fill("ID") },
  },
  {
    about: "embeddings that are refused",
    orders: "refuse",
    route: "index",
    path: "/v1/embeddings",
    more: { input: ["ID"] },
  },
  { about: "Messages", orders: "answer", path: "/v1/messages" },
  { about: "Messages as a stream", orders: "answer", path: "/v1/messages", more: stream },
  { about: "a count of tokens", orders: "answer", path: "/v1/messages/count_tokens" },
  { about: "hedges: one", orders: "answer", route: "quick" },
  { about: "hedges: two", orders: "answer", route: "quick" },
  { about: "hedges: three", orders: "answer", route: "quick" },
  { about: "a hedge that wins", orders: "silent@one", route: "quick", open: "a part" },
];

async function asked(
  gateway: TestRuntime,
  id: string,
  { orders, route = "plain", path, more = {}, leaves }: Case,
): Promise<Reply | undefined> {
  const text = `${id}:${orders}`;
  const { input, ...rest } = more as { input?: string[] };
  const chat = { messages: [{ role: "user", content: text }], ...(path?.endsWith("tokens") ? {} : { max_tokens: 50 }) };
  const body = { model: route, ...(input ? { input: input.map((one) => one.replace("ID", text)) } : chat), ...rest };
  const leaving = new AbortController();
  const request = { headers: { authorization: `Bearer ${id}` }, body, signal: leaving.signal, ...(path && { path }) };
  if (leaves === "before") setTimeout(() => leaving.abort(), 300);
  if (leaves !== "inside") {
    const reply = await ask(gateway, request).catch(() => undefined);
    leaving.abort();
    return reply;
  }
  const response = await open(gateway, request);
  response.on("error", () => {});
  await new Promise((resolve) => response.once("data", resolve));
  leaving.abort();
  return undefined;
}

test("what is charged is what was billed, and the ledger says the same; what nobody has billed is marked", async () => {
  const seed = Date.now() % 1_000_000;
  const bills = new Bills(randomFrom(seed));
  const origins: Record<string, string> = {};
  for (const name of ["one", "two", "law"] as const) origins[name] = await ratedProvider(name, rates[name], bills);
  const keys = cases.map((_, at) => ({ id: `q${at}`, hash: hashKey(`q${at}`), tags: [] }));
  const state = `sqlite:${temporaryFolder({})("state.db")}`;
  const { table, diagnostics } = compileFiles(
    { "routes.yaml": policy, "catalog.yaml": overlay },
    { runtime: runtimeFeatures },
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const gateways: TestRuntime[] = [];
  for (const [at, one] of cases.entries()) {
    // Those that hedge share one, since a quarter of its requests may be hedged, the fourth of them first. Others have one in which
    // nothing has failed before.
    if (one.route !== "quick" || cases[at - 1]?.route !== "quick")
      gateways.push(await fromPolicy(table!.text, origins, { keys, state }));
    await asked(gateways.at(-1)!, `q${at}`, one);
  }
  const ended = (event: string): number =>
    gateways.flatMap(({ log }) => log).filter((line) => line.event === event).length;
  await expect.poll(() => [ended("shadow"), ended("judge")], { timeout: 20_000 }).toEqual([4, 3]);
  await Promise.all(gateways.map((gateway) => gateway.close()));
  const store = await openStore(state);
  const ledger = await store.usage.sums({ by: ["key"], from: "2000-01-01", to: "2999-12-31" });
  const all = await store.standings(
    cases.map((_, at) => `own key.id total q${at}`),
    Date.now(),
  );
  await store.close();
  const sums = { charged: 0, ledger: 0 };
  for (const [at, { about, open: part }] of cases.entries()) {
    const id = `q${at}`;
    const { spent, held, unsettled } = all[at]!;
    const { cost = 0, unsettled: unbilled = 0 } = ledger.find(({ key }) => key === id) ?? {};
    const told = bills.of(id).filter(({ isTold }) => isTold);
    // Parts of one request for embeddings are one attempt.
    const attempts = about.startsWith("embeddings") ? [told] : told.map((bill) => [bill]);
    const nano = attempts.map((of) => of.reduce((sum, bill) => sum + bill.nano, 0));
    const said = `${about}, seed ${seed}`;
    expect([held, cost - unbilled], said).toEqual([0, nano.reduce((sum, one) => sum + one, 0)]);
    expect(spent - unsettled, said).toBe(nano.reduce((sum, one) => sum + Math.ceil(one / 1_000), 0));
    expect(unsettled, said).toBe(Math.ceil(unbilled / 1_000));
    expect(part === undefined ? 0 : part === "all" ? spent : unsettled, said).toBe(unsettled);
    if (part !== undefined) expect(unsettled, said).toBeGreaterThan(0);
    sums.charged += spent;
    sums.ledger += cost;
  }
  expect(sums.charged * 1_000 - sums.ledger).toBeGreaterThanOrEqual(0);
  // Each attempt is rounded up once: of the cases none has more than three.
  expect(sums.charged * 1_000 - sums.ledger).toBeLessThan(3 * 1_000 * cases.length);
});

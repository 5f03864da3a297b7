/** What Prometheus would read of a gateway, by a reader of its text format of our own, and by Prometheus' own where that is installed. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { answerAsAsked, answerWhole, watched } from "../request/shadow/begun.ts";
import { ask, hello, runtime, simulator, type TestRuntime } from "../running.ts";

interface Scraped {
  /** By name: of each series its labels, and its value. */
  readonly series: ReadonlyMap<string, readonly { labels: Record<string, string>; value: number }[]>;
  readonly types: ReadonlyMap<string, string>;
}

const sample = /^([a-z_]+)(?:\{(.*)\})? ([-+.\deE]+)$/;
const label = /([a-z_]+)="((?:[^"\\]|\\.)*)"(?:,|$)/y;

/** Throws where a line is none of the format. */
function read(text: string): Scraped {
  const series = new Map<string, { labels: Record<string, string>; value: number }[]>();
  const types = new Map<string, string>();
  expect(text.endsWith("\n")).toBe(true);
  for (const line of text.slice(0, -1).split("\n")) {
    const [, name, type] = /^# TYPE ([a-z_]+) (counter|gauge|summary)$/.exec(line) ?? [];
    if (name && type) {
      expect(types.has(name), `${name} has one head`).toBe(false);
      types.set(name, type);
    }
    if (line.startsWith("# ")) continue;
    const [, of = "", inside = "", value = ""] = sample.exec(line) ?? expect.fail(`no sample: ${line}`);
    expect(types.has(of), `${of} has its type before it`).toBe(true);
    const labels: Record<string, string> = {};
    label.lastIndex = 0;
    for (let found = label.exec(inside); found; found = label.exec(inside))
      labels[found[1]!] = found[2]!.replace(/\\(.)/g, (_, one: string) => (one === "n" ? "\n" : one));
    series.set(of, [...(series.get(of) ?? []), { labels, value: Number(value) }]);
  }
  return { series, types };
}

async function scraped(gateway: TestRuntime): Promise<Scraped> {
  const reply = await ask({ url: gateway.operatorUrl }, { method: "GET", path: "/metrics" });
  expect(reply.status).toBe(200);
  expect(reply.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  return read(reply.text);
}

const valueIn = ({ series }: Scraped, name: string, labels: object = {}) =>
  series.get(name)?.find((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))?.value;

const [one, two] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"];
const policy = `metadata: { user: string }
routes:
  chat:
    otherwise: ${one}
    canary: { use: ${two}, share: 0.5, by: metadata.user, back: { failures: 3 } }
    max: { inputTokens: 50000 }
  shared:
    otherwise: { split: { ${one}: 50, ${two}: 50 }, by: metadata.user }
`;

test("breakers, tables, health, canaries and the sides of splits are there, as requests made them", async () => {
  const [sound, bad] = await Promise.all([simulator(), simulator({ dialect: "anthropic" })]);
  const standIns = { openai: sound.url, anthropic: bad.url };
  const gateway = await fromPolicy(tableOf(policy), standIns, { metrics: true });
  const asked = (model: string, user: string, stream = false) =>
    ask(gateway, { body: { ...hello, model, stream, metadata: { user } } });

  const counts = new Map<unknown, number>();
  for (let i = 0; i < 30; i++) {
    const reply = await asked("shared", `user ${i}`, true);
    const target = reply.headers["x-pointsman-target"];
    counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  const name = { canary: `chat/${two}` };
  expect(valueIn(await scraped(gateway), "pointsman_canary_on", name)).toBe(1);
  await bad.setFaults([{ fault: "429", value: 30 }]);
  let inside = 0;
  for (let i = 0; inside < 3; i++) if ((await asked("chat", `user ${i}`)).headers["x-pointsman-canary"]) inside++;
  const before = await scraped(gateway);
  expect(await gateway.offer({ table: tableOf(`${policy}    deadline: 90s\n`), standIns })).toMatchObject({
    kind: "swapped",
  });
  expect(await gateway.offer({ table: "{}" })).toMatchObject({ kind: "refused" });
  const after = await scraped(gateway);

  for (const [side, count] of counts) {
    expect(valueIn(after, "pointsman_side_requests_total", { route: "shared", side })).toBe(count);
    const waited = { route: "shared", side, quantile: "0.95" };
    expect(valueIn(after, "pointsman_side_time_to_first_chunk_seconds", waited)).toBeGreaterThan(0);
    expect(valueIn(after, "pointsman_side_cost_usd_total", { route: "shared", side })).toBeGreaterThan(0);
  }
  const candidate = { route: "chat", of: `chat/${two}`, side: "candidate" };
  expect(valueIn(after, "pointsman_side_requests_total", candidate)).toBe(3);
  expect(valueIn(after, "pointsman_side_failures_total", candidate)).toBeUndefined();
  expect(valueIn(after, "pointsman_side_attempt_failures_total", { ...candidate, error_type: "rate-limited" })).toBe(1);
  expect(valueIn(after, "pointsman_canary_on", name)).toBe(0);
  expect(valueIn(after, "pointsman_canary_turns_total", { ...name, state: "back", reason: "failures" })).toBe(1);
  const opened = { target: two, scope: "target", state: "open", error_type: "rate-limited" };
  expect(valueIn(after, "pointsman_breaker_transitions_total", opened)).toBe(1);
  expect(valueIn(after, "pointsman_target_health", { target: two, state: "down" })).toBe(1);
  expect(valueIn(after, "pointsman_target_health", { target: one, state: "up" })).toBe(1);
  const tables = (of: Scraped) =>
    ["swaps", "refusals"].map((what) => valueIn(of, `pointsman_table_${what}_total`)).join(" ");
  expect([tables(before), tables(after)]).toEqual(["0 0", "1 1"]);
  expect(valueIn(before, "pointsman_table_info")).toBe(1);
  expect(after.types.get("pointsman_side_requests_total")).toBe("counter");
});

test("a gateway without the option has none, and none of them is on the side of the clients", async () => {
  const { url } = await simulator();
  const table = tableOf(`routes: { chat: { otherwise: ${one} } }\n`);
  const off = await fromPolicy(table, { openai: url });
  expect((await ask({ url: off.operatorUrl }, { method: "GET", path: "/metrics" })).status).toBe(404);
  const on = await fromPolicy(table, { openai: url }, { metrics: true });
  expect((await ask(on, { method: "GET", path: "/metrics" })).status).toBe(404);
  expect((await scraped(on)).series.get("pointsman_side_requests_total")).toBeUndefined();
});

/** A gateway whose shadow and judge have answered and failed. */
async function shadowed(): Promise<TestRuntime> {
  const dialect = "openai" as const;
  const price = { input: 1, output: 10 };
  const judge = { model: "law/j", rubric: "Which is better?", mostAnswer: 400 };
  const spec = {
    targets: { "one/m1": { dialect }, "other/m2": { dialect, price }, "law/j": { dialect, price } },
    routes: { chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1, judge } } },
  };
  let turn = 0;
  const first = await watched((_request, response, body) => answerAsAsked(response, body, "one"));
  const second = await watched((_request, response, body) => {
    turn += 1;
    if (turn === 1)
      return void response.writeHead(400).end('{"error":{"message":"no","type":"invalid_request_error"}}');
    answerAsAsked(response, body, turn === 2 ? "x".repeat(500) : "two");
  });
  const law = await watched((_request, response, body) => {
    if (turn === 3) return answerWhole(response, "neither");
    const isFirst = body.includes('\\"first\\":\\"two\\"');
    answerWhole(response, isFirst ? '{"first": 9, "second": 4}' : '{"first": 4, "second": 9}');
  });
  const gateway = await runtime(spec, { one: first.url, other: second.url, law: law.url }, { metrics: true });
  for (let i = 0; i < 5; i++) {
    expect((await ask(gateway, { body: { ...hello, stream: true } })).status).toBe(200);
    await expect.poll(async () => await underWay(gateway), { timeout: 10_000 }).toBe(0);
  }
  return gateway;
}

async function underWay({ operatorUrl }: TestRuntime): Promise<number> {
  return ((await (await fetch(`${operatorUrl}/shadows`)).json()) as { underWay: number }).underWay;
}

test("shadows are there, and what judges said of them", async () => {
  const after = await scraped(await shadowed());
  const pair = { route: "chat", shadow: "other/m2", beside: "one/m1" };
  const value = (name: string, labels: object = {}) =>
    valueIn(after, `pointsman_shadow_${name}`, { ...pair, ...labels });
  expect(value("requests_total")).toBe(5);
  expect(value("failures_total", { error_type: "bad-request" })).toBe(1);
  expect([value("compared_total"), value("same_finish_total")]).toEqual([4, 4]);
  // Four answers of 10 tokens in and 4 out, and three of the judge.
  expect(value("cost_usd_total")).toBeCloseTo(4 * 0.00005, 12);
  expect(value("judge_cost_usd_total", { judge: "law/j" })).toBeCloseTo(3 * 0.00005, 12);
  expect(["wins", "ties", "losses"].map((verdict) => value("verdicts_total", { verdict }))).toEqual([2, 0, 0]);
  expect([value("score", { side: "shadow" }), value("score", { side: "beside" })]).toEqual([9, 4]);
  expect(value("judge_failures_total", { error_type: "unreadable" })).toBe(1);
  expect(value("time_to_first_chunk_difference_seconds", { quantile: "0.5" })).toBeTypeOf("number");
});

const promtool = process.env.PROMTOOL ?? "promtool";
const hasPromtool = spawnSync(promtool, ["--version"]).status === 0;

/** Debian has it in the package `prometheus`; `PROMTOOL` names one that is elsewhere. */
test.skipIf(!hasPromtool)(
  "Prometheus' own check finds nothing to say (skipped where promtool is not installed)",
  async () => {
    const check = async (gateway: TestRuntime): Promise<string> => {
      const { text } = await ask({ url: gateway.operatorUrl }, { method: "GET", path: "/metrics" });
      const { status, stdout, stderr } = spawnSync(promtool, ["check", "metrics"], { input: text, encoding: "utf8" });
      expect(text.length).toBeGreaterThan(500);
      return `${status} ${stdout}${stderr}`;
    };
    const [sound, bad] = await Promise.all([simulator(), simulator({ dialect: "anthropic" })]);
    const gateway = await fromPolicy(tableOf(policy), { openai: sound.url, anthropic: bad.url }, { metrics: true });
    await bad.setFaults([{ fault: "429", value: 30 }]);
    for (const model of ["chat", "shared"])
      for (let i = 0; i < 12; i++)
        await ask(gateway, { body: { ...hello, model, stream: true, metadata: { user: `${i}` } } });
    expect(await check(gateway)).toBe("0 ");
    expect(await check(await shadowed())).toBe("0 ");
  },
);

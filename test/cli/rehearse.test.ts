/** A rehearsal through the command line: a policy, faults, and what clients would have seen. */
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { RehearsalReport } from "../../schemas/rehearsal.ts";
import { thorough } from "../thorough.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const policy = `metadata: { tier: { values: [free, paid], required: true } }
routes:
  chat:
    rules: [{ when: r.metadata.tier === "free", use: { reject: 403, message: Pay first. } }]
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    max: { inputTokens: 2000, outputTokens: 500, choices: 1 }
  alone: { otherwise: mistral/mistral-large-2512, max: { inputTokens: 2000, outputTokens: 500 } }
`;
const paid = "{ route: chat, metadata: { tier: paid }, inputTokens: 100, outputTokens: 60 }";
const alone = "{ route: alone, metadata: { tier: paid }, inputTokens: 100, outputTokens: 60 }";

/** The report on a scenario, by its text. */
async function rehearsed(
  scenario: string,
  ...options: string[]
): Promise<RehearsalReport & { code: number; err: string }> {
  const path = temporaryFolder({ "routes.yaml": policy, "scenario.yaml": scenario });
  const words = ["rehearse", path("routes.yaml"), "--json", "--scenario", path("scenario.yaml"), ...options];
  const { code, out, err } = await runCommand(words);
  if (out !== "") expect(faultsOf(JSON.parse(out))).toEqual([]);
  return { ...(JSON.parse(out || "{}") as RehearsalReport), code, err };
}

const validate = new Ajv2020({ formats: { "date-time": true } }).compile(
  JSON.parse(readFileSync("schemas/generated/rehearsal.schema.json", "utf8")) as object,
);

/** Where a report is not as its schema says. */
function faultsOf(report: unknown): unknown[] {
  return validate(report) ? [] : (validate.errors ?? []);
}

test("hours without the example's first provider are no client's error, and the report says what they cost", async () => {
  const fault = `anthropic down from 10m for ${thorough("3h", "30m")}`;
  const words = ["rehearse", "routes.example.ts", "--fault", fault, ...thorough([], ["--rate", "20 per minute"])];
  const { code, out, err } = await runCommand(words);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("**Simulated**");
  expect(out).toContain(fault);
  expect(out).toMatch(/\*\*No client saw an error\*\*, in [\d,]+ requests\./);
  expect(out).toMatch(/[\d,]+ answers came later than without faults: by .+ at the median/);
  expect(out).toMatch(/answers came from another target than without faults, and these cost [\d.]+ % (more|less)\./);
  expect(out).toMatch(/\| anthropic\/claude-opus-5-5 .*connect \d+/);
  expect(out).not.toContain("answers of unknown cost");
}, 120_000);

describe("what clients would have seen", () => {
  test("with a fallback behind it, an outage is nobody's error; without one, it is everybody's", async () => {
    const report = await rehearsed(
      `faults: [openai down, mistral down]\nload: { for: 2m, requests: [${paid}, ${alone}] }\n`,
    );
    const { withFaults: under, withoutFaults: without } = report;
    expect(without).toMatchObject({ failed: 0, refused: 0, success: 1 });
    const { answered: fellBack = 0 } = under.targets["anthropic/claude-haiku-5-5"] ?? {};
    expect(fellBack).toBe(without.targets["openai/gpt-5.4-mini"]?.answered);
    expect(under.failed).toBe(without.targets["mistral/mistral-large-2512"]?.answered);
    expect(under.answered).toBe(fellBack);
    expect(Object.values(under.errors).reduce((sum, count) => sum + count, 0)).toBe(under.failed);
    expect(under.targets["openai/gpt-5.4-mini"]?.failures).toMatchObject({ connect: expect.any(Number) });
  }, 60_000);

  test("what the policy refuses is no failure, with faults or without", async () => {
    const { withFaults: under, withoutFaults: without } = await rehearsed("load: { for: 3m }\n");
    expect(without.refused).toBeGreaterThan(10);
    expect(without).toMatchObject({ failed: 0, success: 1 });
    expect(under).toEqual(without);
    expect(Object.keys(without.rules)).toHaveLength(3);
  }, 60_000);

  test("a late first token is later by what it says, whoever streams", async () => {
    const load = `load: { for: 3m, streams: 100%, requests: [${paid}] }\n`;
    const { change, withoutFaults, withFaults } = await rehearsed(`faults: [openai first token +2s]\n${load}`);
    const [before, after] = [withoutFaults.latency.firstToken!, withFaults.latency.firstToken!];
    expect(after.p50 - before.p50).toBeGreaterThan(1_990);
    expect(after.p50 - before.p50).toBeLessThan(2_010);
    expect(change.later).toMatchObject({ requests: withoutFaults.answered, p50: 2_000, p95: 2_000 });
  }, 60_000);

  test("what hedges break off is part of the cost, and told apart", async () => {
    const hedged = policy.replace("    max:", "    hedge: { after: 2s, most: 1 }\n    max:");
    const path = temporaryFolder({
      "routes.yaml": hedged,
      "scenario.yaml": `faults: [openai first token ×30]\nload: { for: 2m, requests: [${paid}] }\n`,
    });
    const words = ["rehearse", path("routes.yaml"), "--scenario", path("scenario.yaml")];
    const { withFaults, withoutFaults } = JSON.parse((await runCommand([...words, "--json"])).out) as RehearsalReport;
    const cancelled = withFaults.targets["openai/gpt-5.4-mini"]!.failures.cancelled!;
    expect(cancelled).toBeGreaterThan(10);
    expect(withFaults.unsettledUsd).toBeGreaterThan(0);
    expect(withFaults.unsettledUsd).toBeLessThan(withFaults.costUsd);
    expect(withoutFaults.unsettledUsd ?? 0).toBeLessThan(withFaults.unsettledUsd!);
    expect((await runCommand(words)).out).toContain("of it what hedges broke off");
  });

  test("streams that are cut behind their first word end as errors, and are named by class", async () => {
    const load =
      "load: { for: 3m, streams: 100%, requests: [{ route: alone, metadata: { tier: paid }, outputTokens: 500 }] }\n";
    const { withFaults: under } = await rehearsed(`faults: [mistral cut streams 50%]\n${load}`);
    expect(under.failed).toBeGreaterThan(10);
    expect(under.answered).toBeGreaterThan(10);
    expect(Object.keys(under.errors)).toEqual(["upstream_truncated"]);
  }, 60_000);

  test("one model's rate limit leaves others alone", async () => {
    const load = `load: { rate: 1 per second, for: 4m, requests: [${paid}] }\n`;
    const { withFaults: under } = await rehearsed(`faults: [openai/gpt-5.4-mini rate limit 20 per minute]\n${load}`);
    const { "openai/gpt-5.4-mini": limited, "anthropic/claude-haiku-5-5": other } = under.targets;
    expect(under.failed).toBe(0);
    expect(limited?.answered).toBeLessThanOrEqual(4 * 20 + 20);
    expect(other?.answered).toBe(under.answered - limited!.answered);
  }, 60_000);

  test("the same seed gives the same report, another one another load", async () => {
    const scenario = `faults: [openai answers 500 30%]\nload: { for: 1m }\nat: "2026-03-01T09:00:00Z"\n`;
    const path = temporaryFolder({ "routes.yaml": policy, "scenario.yaml": scenario });
    const words = ["rehearse", path("routes.yaml"), "--json", "--scenario", path("scenario.yaml"), "--seed"];
    const reports = [];
    for (const seed of ["7", "7", "8"]) reports.push(JSON.parse((await runCommand([...words, seed])).out));
    const [one, same, other] = reports as [RehearsalReport, RehearsalReport, RehearsalReport];
    expect(same).toEqual(one);
    expect(other.withFaults).not.toEqual(one.withFaults);
    expect(one).toMatchObject({ simulated: true, seed: 7, at: "2026-03-01T09:00:00.000Z" });
  }, 60_000);

  test("a model is as quick as the scenario says", async () => {
    const quick = "{ firstToken: 10ms, tokensPerSecond: 10000, promptTokensPerSecond: 1000000 }";
    const { withFaults } = await rehearsed(
      `speeds: { default: { firstToken: 9s }, mistral: ${quick} }\nload: { for: 1m, requests: [${alone}] }\n`,
    );
    expect(withFaults.latency.total!.p99).toBeLessThan(100);
  }, 60_000);
});

test("the schema of the report is closed, and takes no figure that cannot be", async () => {
  const { code: _, err: __, ...report } = await rehearsed("load: { for: 1m }\n");
  expect(faultsOf(report)).toEqual([]);
  for (const wrong of [
    { ...report, more: 1 },
    { ...report, table: "md5" },
    { ...report, withFaults: { ...report.withFaults, success: 1.1 } },
    { ...report, withFaults: { ...report.withFaults, answered: -1 } },
    { ...report, change: { ...report.change, later: {} } },
    { ...report, thresholds: [{ threshold: "p95", bound: "1s", held: true }] },
  ])
    expect(faultsOf(wrong)).not.toEqual([]);
}, 60_000);

test("requests of nearly a megabyte take the simulated time that they should, and no larger ones are taken", async () => {
  const route = "routes: { large: { otherwise: openai/gpt-5.4, deadline: 10m } }\n";
  const path = temporaryFolder({ "routes.yaml": route });
  const totals = async (...options: string[]) => {
    const load =
      "load: { for: 1m, rate: 4 per minute, streams: 0%, requests: [{ route: large, inputTokens: 200000, outputTokens: 60 }] }\n";
    writeFileSync(path("scenario.yaml"), load);
    const words = ["rehearse", path("routes.yaml"), "--json", "--scenario", path("scenario.yaml"), ...options];
    return (JSON.parse((await runCommand(words)).out) as RehearsalReport).withFaults.latency.total!;
  };
  const [usual, late] = [await totals(), await totals("--fault", "openai first token +2s")];
  for (const q of ["p50", "p95", "p99"] as const) expect(Math.abs(late[q] - usual[q] - 2_000)).toBeLessThanOrEqual(1);
}, 120_000);

test("a table is rehearsed as its policy is", async () => {
  const path = temporaryFolder({ "routes.yaml": policy });
  await runCommand(["build", path("routes.yaml"), "-o", path("routes.table.json")]);
  const figures = async (file: string) => {
    const { code, out } = await runCommand(["rehearse", path(file), "--json", "--for", "1m", "--fault", "openai down"]);
    const { withFaults } = JSON.parse(out) as RehearsalReport;
    return { code, ...withFaults };
  };
  expect(await figures("routes.table.json")).toEqual(await figures("routes.yaml"));
}, 60_000);

test("a broken threshold is told, and fails; one that holds does not", async () => {
  const scenario = (thresholds: string) =>
    `faults: [mistral down]\nload: { for: 2m, requests: [${paid}, ${alone}] }\nthresholds: ${thresholds}\n`;
  const broken = await rehearsed(
    scenario("{ success: 99.9%, total: { p95: 1ms }, firstToken: { p50: 1h }, costIncrease: 500% }"),
  );
  expect(broken.code).toBe(1);
  expect(broken.err).toMatch(
    /success is [\d.]+ %, and should be at least 99\.9%\n.*total\.p95 is .+ s, and should be at most 1ms$/,
  );
  expect(broken.thresholds.map(({ threshold, held }) => [threshold, held])).toEqual([
    ["success", false],
    ["firstToken.p50", true],
    ["total.p95", false],
    ["costIncrease", true],
  ]);
  expect(await rehearsed(scenario("{ success: 10% }"))).toMatchObject({ code: 0, err: "" });
}, 60_000);

test("a scenario may be JSON, and options add to it or take its place", async () => {
  const path = temporaryFolder({ "routes.yaml": policy });
  writeFileSync(
    path("scenario.json"),
    JSON.stringify({ faults: ["openai down"], load: { for: "1m" }, seed: 3 }, null, "\t"),
  );
  const words = ["rehearse", path("routes.yaml"), "--json", "--scenario", path("scenario.json")];
  const { out } = await runCommand([
    ...words,
    "--fault",
    "mistral silent",
    "--for",
    "30s",
    "--rate",
    "2 per second",
    "--seed",
    "5",
  ]);
  expect(JSON.parse(out)).toMatchObject({
    faults: ["openai down", "mistral silent"],
    load: { rate: "2 per second", forMs: 30_000 },
    seed: 5,
  });
}, 60_000);

const one = "load:\n  requests:\n    - ";

describe("a scenario that is wrong says where, and the way out", () => {
  test.each([
    ["- down", /:1: expected faults, load, speeds, thresholds, seed, at/],
    ["falts: []", /:1: falts: unknown key; there are faults, load, speeds, thresholds, seed, at/],
    ["faults: openai down", /:1: faults: expected a list of lines/],
    ["faults: [1]", /:1: faults\.0: expected a line, such as `some-provider down/],
    ["seed: 1\nfaults:\n  - openai explodes", /:3: faults\.0: the fault `openai explodes`: .*There are `down`/],
    [
      "faults: [opnai down]",
      /:1: faults\.0: `opnai` is no provider or model of this policy; there are all, .*openai.*openai\/gpt-5\.4-mini/,
    ],
    ["load: 5", /:1: load: expected rate, for, streams, requests/],
    ["load: { speed: 1 }", /load\.speed: unknown key; there are rate, for, streams, requests/],
    ["load: { rate: 5 }", /:1: load\.rate: expected a rate, such as `2 per second`/],
    ["load: { rate: 5 per day }", /load\.rate: expected a rate/],
    ["load: { for: 60 }", /load\.for: expected a duration, such as 500ms, 30s/],
    ["load: { for: long }", /load\.for: expected a duration/],
    ["load: { for: 1ms }", /load\.for: not one request comes in 1ms at .* per minute; rehearse for longer/],
    ["load: { for: 900h, rate: 9 per second }", /load\.for: that would be 29,160,000 requests, .*lower `rate`/],
    ["load: { streams: 0.5 }", /load\.streams: expected a share of requests, such as 20%/],
    ["load: { streams: 101% }", /load\.streams: expected a share/],
    ["load: { requests: chat }", /load\.requests: expected a list of kinds of requests/],
    ["load: { requests: [] }", /load\.requests: expected at least one kind of request; leave `requests` away/],
    ["load: { requests: [chat] }", /load\.requests\.0: expected a kind of request, such as \{ route: some-route \}/],
    [`${one}share: 1`, /load\.requests\.0\.route: expected a text/],
    [`${one}route: chta`, /:3: load\.requests\.0\.route: there is no route `chta`; there are chat, alone|alone, chat/],
    [`${one}{ route: chat, rout: 1 }`, /load\.requests\.0\.rout: unknown key; there are route, share/],
    [`${one}{ route: chat, share: 0 }`, /requests\.0\.share: expected a number above 0/],
    [`${one}{ route: chat, metadata: paid }`, /requests\.0\.metadata: expected names with their values/],
    [`${one}{ route: chat, metadata: { tier: 1 } }`, /metadata\.tier: expected a text, or a list of texts/],
    [`${one}{ route: chat, metadata: { tier: [] } }`, /metadata\.tier: expected a text, or a list of texts/],
    [
      `${one}{ route: chat, metadata: { teir: paid } }`,
      /metadata\.teir: the policy declares no such metadata; there are tier/,
    ],
    [
      `${one}{ route: chat, metadata: { tier: gold } }`,
      /metadata\.tier: `gold` is no value of it; there are free, paid/,
    ],
    [`${one}{ route: chat, inputTokens: 200001 }`, /inputTokens: expected a whole number of tokens from 1 to 200000/],
    [`${one}{ route: chat, inputTokens: many }`, /inputTokens: expected a whole number of tokens from 1 to 200000/],
    [`${one}{ route: chat, inputTokens: [100, 0] }`, /inputTokens.*: expected a whole number of tokens/],
    [`${one}{ route: chat, outputTokens: 1.5 }`, /outputTokens: expected a whole number of tokens from 1 to 100000/],
    [`${one}{ route: chat, streams: half }`, /requests\.0\.streams: expected a share/],
    [`${one}{ route: chat, key: ci }`, /requests\.0\.key: expected what the caller's key says/],
    [`${one}{ route: chat, key: { id: a } }`, /key\.id: unknown key; there are team, env, tags/],
    [`${one}{ route: chat, key: { team: 1 } }`, /key\.team: expected a text/],
    [`${one}{ route: chat, key: { env: "" } }`, /key\.env: expected a name, not an empty text/],
    [`${one}{ route: chat, key: { tags: x } }`, /key\.tags: expected a list of texts/],
    ["speeds: fast", /speeds: expected providers or provider\/model/],
    ["speeds: { nobody: { firstToken: 1s } }", /:1: speeds\.nobody: `nobody` is no provider or model/],
    ["speeds: { openai: fast }", /speeds\.openai: expected firstToken, tokensPerSecond/],
    ["speeds: { openai: { first: 1s } }", /speeds\.openai\.first: unknown key; there are firstToken/],
    ["speeds: { openai: { firstToken: 1 } }", /firstToken: expected a duration/],
    ["speeds: { openai: { tokensPerSecond: 0 } }", /tokensPerSecond: expected a number of tokens above 0/],
    ["speeds: { openai: { promptTokensPerSecond: x } }", /promptTokensPerSecond: expected a number of tokens above 0/],
    ["thresholds: [success]", /thresholds: expected success, firstToken, total, costIncrease/],
    ["thresholds: { p95: 1s }", /thresholds\.p95: unknown key; there are success/],
    ["thresholds: { success: 1 }", /thresholds\.success: expected a share/],
    ["thresholds: { total: 1s }", /thresholds\.total: expected p50, p95, p99/],
    ["thresholds: { total: { p90: 1s } }", /thresholds\.total\.p90: unknown key; there are p50, p95, p99/],
    ["thresholds: { firstToken: { p50: 1 } }", /firstToken\.p50: expected a duration/],
    ["thresholds: { costIncrease: 2x }", /costIncrease: expected by how much more, such as 25%/],
    ["seed: -1", /seed: expected a whole number from 0/],
    ["seed: x", /seed: expected a whole number from 0/],
    ["at: noon", /at: expected a time, such as 2026-03-01T09:00:00Z/],
    ["faults: [", /:1: /],
  ])("%s", async (scenario, message) => {
    const { code, err } = await rehearsed(scenario);
    expect(code).toBe(2);
    expect(err).toMatch(/^pointsman: .*scenario\.yaml:\d+: /);
    expect(err).toMatch(message);
    expect(err).toContain("pointsman rehearse --help");
  });

  test.each([
    [["--fault", "openai explodes"], /^pointsman: --fault: the fault `openai explodes`/],
    [["--fault", "nobody down"], /^pointsman: --fault: `nobody` is no provider or model/],
    [["--rate", "5"], /^pointsman: --rate: expected a rate, such as/],
    [["--for", "long"], /^pointsman: --for: expected a duration/],
    [["--for", "1ms"], /^pointsman: --for: not one request comes/],
    [["--seed", "x"], /^pointsman: --seed is a whole number/],
    [["--scenario", "nowhere.yaml"], /^pointsman: the scenario `nowhere.yaml` does not exist/],
  ])("so do options: %j", async (options, message) => {
    const path = temporaryFolder({ "routes.yaml": policy });
    const { code, err } = await runCommand(["rehearse", path("routes.yaml"), ...options]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { likelyShare } from "../../cli/likely-share.ts";
import { shadowReport } from "../../cli/shadow-report.ts";
import { type ComparisonReport, type ShadowsReport, shadows } from "../../schemas/shadows.ts";
import { answerAsAsked, answerWhole, watched } from "../runtime/request/shadow/begun.ts";
import { ask, hello, runtime } from "../runtime/running.ts";
import { runCommand } from "./recording-terminal.ts";

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("of a gateway that runs it says how the shadow compares, and in JSON all of the figures", async () => {
  const dialect = "openai";
  const one = await watched((_request, response) => answerWhole(response, "12345"));
  let turn = 0;
  const other = await watched((_request, response, body) => {
    turn += 1;
    if (turn % 6 === 0)
      return void response.writeHead(400).end('{"error":{"message":"no","type":"invalid_request_error"}}');
    answerAsAsked(response, body, "1234567");
  });
  const gateway = await runtime(
    {
      targets: { "one/m1": { dialect }, "other/m2": { dialect, price: { input: 4, output: 16 } } },
      routes: {
        chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1 } },
        plain: { use: ["one/m1"] },
      },
    },
    { one: one.url, other: other.url },
  );
  const words = ["shadow", "--operator", gateway.operatorUrl];
  expect((await runCommand(words)).out).toContain("No request has had a shadow yet.");
  for (let i = 0; i < 12; i++) await ask(gateway, { body: hello });
  const json = async (...more: string[]): Promise<ShadowsReport> =>
    shadows.parse(JSON.parse((await runCommand([...words, "--json", ...more])).out));
  await expect
    .poll(async () => [(await json()).underWay, (await json()).shadows[0]?.beside[0]?.asked])
    .toEqual([0, 12]);
  const { code, out, err } = await runCommand(words);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^chat +other\/m2 +one\/m1 +difference/m);
  expect(out).toMatch(/^characters p50 +7 +5 +\+2 +\(\+2 to \+2\)$/m);
  expect(out).toMatch(/^cost of an answer +\$0\.000104 +\$0\.0000520 +\+100 %$/m);
  expect(out).toContain("asked 12, answered 10; failed: bad-request 2; cost $0.001040 in all, of 2 it is not known");
  expect(out).toContain("ends alike: 100.0 % of 10 (with 95 %, 72 to 100 %)");
  expect((await json("--route", "chat")).shadows).toHaveLength(1);
  expect((await json("--route", "plain")).shadows).toEqual([]);
});

describe("where there is no gateway, or none of this version, it says what to do", () => {
  test.each<[string, RequestListener]>([
    ["status 404", (_request, response) => void response.writeHead(404).end()],
    ["not as a gateway of this version", (_request, response) => void response.end("<html>")],
    ["not as a gateway of this version", (_request, response) => void response.end('{"shadows":[{"route":1}]}')],
    [
      "over",
      (_request, response) => {
        response.on("error", () => {});
        const more = (): void => {
          while (!response.destroyed && response.write(" ".repeat(65_536)));
        };
        response.on("drain", more);
        more();
      },
    ],
    ["does not say", (_request, response) => void response.writeHead(302, { location: "/shadows" }).end()],
    ["does not say", (_request, response) => void response.destroy()],
  ])("%s", async (said, listener) => {
    const { code, err } = await runCommand(["shadow", "--operator", await serving(listener)]);
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(err).toContain("--operator");
  });

  test.each([["nonsense"], ["ftp://host"], [""]])("an address that is none: %s", async (operator) => {
    const { code, err } = await runCommand(["shadow", "--operator", operator]);
    expect([code, err]).toEqual([2, expect.stringContaining("--operator is an address")]);
  });

  test("nothing listens", async () => {
    const { code, err } = await runCommand(["shadow", "--operator", "http://127.0.0.1:1"]);
    expect([code, err]).toEqual([2, expect.stringContaining("does not say how shadows compare")]);
  });
});

test("few figures are said to be few, and no 95th percentile is made of them", () => {
  const spread = (of: number) => ({
    of,
    shadow: { p50: 300, p95: 900 },
    beside: { p50: 420, p95: 800 },
    difference: { p50: -120, p95: 100, ...(of >= 6 && { likely: [-140, -90] as [number, number] }) },
  });
  const report = (of: number): string => {
    const agreement = { of, same: of };
    const beside: ComparisonReport = {
      ...{ target: "a/m", asked: of, answered: of, failed: {}, compared: of, finish: agreement, tools: agreement },
      ...{
        form: { of, both: of, shadow: of, beside: 0 },
        firstToken: spread(of),
        cost: { of: 0, shadow: 0, beside: 0 },
      },
      ...{ spent: 0, unpriced: of },
    };
    return shadowReport({
      underWay: 2,
      since: "2026-11-27T00:00:00Z",
      shadows: [{ route: "r", shadow: "b/m", skipped: { busy: 3 }, beside: [beside] }],
    });
  };
  expect(report(4)).toMatch(/^first token p50 +300 ms +420 ms +−120 ms +\(4 are few\)$/m);
  expect(report(4)).not.toContain("p95");
  expect(report(30)).toMatch(/^first token p50 +300 ms +420 ms +−120 ms +\(−140 ms to −90 ms\)$/m);
  expect(report(30)).toMatch(/^first token p95 +900 ms +800 ms +\+100 ms$/m);
  expect(report(30)).toContain("r: b/m was skipped: busy 3");
  expect(report(30)).toContain("2 under way");
});

test("what is likely of a share holds nineteen times of twenty, however few were seen", () => {
  let state = 12_345;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (const [share, seen] of [
    [0.9, 12],
    [0.5, 40],
    [0.98, 200],
  ] as const) {
    let held = 0;
    for (let i = 0; i < 2_000; i++) {
      const had = Array.from({ length: seen }, chance).filter((one) => one < share).length;
      const [from, to] = likelyShare(had, seen);
      if (from <= share && share <= to) held += 1;
    }
    expect(held / 2_000).toBeGreaterThan(0.92);
  }
  expect(likelyShare(0, 0)).toEqual([0, 1]);
});

test("what a judge says is one row, and who is better with what is likely", () => {
  const agreement = { of: 0, same: 0 };
  const beside: ComparisonReport = {
    ...{ target: "a/m", asked: 9, answered: 9, failed: {}, compared: 9, finish: agreement, tools: agreement },
    ...{ form: { of: 0, both: 0, shadow: 0, beside: 0 }, cost: { of: 0, shadow: 0, beside: 0 }, spent: 0, unpriced: 9 },
    scores: {
      ...{ judge: "c/j", asked: 8, scored: 6, shadow: 7.25, beside: 6.5, wins: 3, ties: 2, losses: 1 },
      ...{ skipped: { "too-long": 1 }, failed: { overloaded: 1 }, unreadable: 1, spent: 0.0125, unpriced: 1 },
    },
  };
  const shown = shadowReport({ underWay: 0, shadows: [{ route: "r", shadow: "b/m", skipped: {}, beside: [beside] }] });
  expect(shown).toMatch(/^score, mean +7\.25 +6\.50 +\+0\.75 +\(of 6\)$/m);
  expect(shown).toContain("c/j scores it higher 3, alike 2, lower 1; better: 75.0 % of 4 (with 95 %, 30 to 96 %)");
  expect(shown).toContain(
    "judged 8, scored 6; failed: overloaded 1, unreadable 1; skipped: too-long 1; cost $0.012500 in all, of 1 it is not known",
  );
});

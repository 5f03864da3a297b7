import { afterAll, beforeAll, expect, test } from "vitest";
import { thorough } from "../../thorough.ts";
import { missedReports } from "./check/report-cases.ts";
import { clientApis } from "./client/apis.ts";
import { missedMoney } from "./money/missed-money.ts";
import { type PolicyRun, runPolicy } from "./run/run-policy.ts";
import { showFound } from "./run/show-found.ts";
import { Accounts } from "./upstream/accounts.ts";
import { upstreamDialects } from "./upstream/dialects/upstream-dialects.ts";

const REQUESTS = 120;
const all = [2, 3, 4, 5, 6, 7, 9, 10, 13, 14, 15, 17, 18, 20, 21, 22, 23, 24, 27, 4031, 4120];
/** Every endpoint, dialect and format of one, and targets that fail. */
const slice = [2, 6, 9, 14, 18, 20, 21, 22];

const accounts = new Accounts();
const runs: PolicyRun[] = [];

beforeAll(async () => {
  await accounts.open();
  for (const seed of thorough(all, slice)) {
    const run = await runPolicy({ seed, requests: REQUESTS }, accounts);
    if (run) runs.push(run);
  }
}, 180_000);

afterAll(() => accounts.close());

test("what reaches the providers, and what they bill, is as proved, whatever clients send and providers do", () => {
  expect(runs.flatMap(({ first }) => (first ? [showFound(first)] : []))).toEqual([]);
});

test("enough is asked: a third by hostile clients, under claims that are proved", () => {
  const sum = (of: (run: PolicyRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  expect(sum(({ requests }) => requests)).toBeGreaterThan(thorough(1_500, 700));
  expect(sum(({ hostile }) => hostile)).toBeGreaterThan(sum(({ requests }) => requests) / 4);
  expect(sum(({ served }) => served)).toBeGreaterThan(sum(({ requests }) => requests) / 3);
  expect(sum(({ proved }) => proved)).toBeGreaterThan(thorough(30, 20));
  expect(sum(({ outages }) => outages)).toBeGreaterThan(thorough(50, 30));
  const beside = runs.flatMap(({ byKind }) => Object.entries(byKind)).filter(([kind]) => kind.startsWith("beside "));
  expect(beside.reduce((total, [, count]) => total + count, 0)).toBeGreaterThan(thorough(80, 40));
  for (const endpoint of Object.keys(clientApis)) {
    expect(
      sum(({ byKind }) => byKind[`asked ${endpoint}`] ?? 0),
      endpoint,
    ).toBeGreaterThan(50);
  }
  for (const dialect of Object.keys(upstreamDialects)) {
    expect(
      sum(({ byKind }) => byKind[`reached ${dialect}`] ?? 0),
      dialect,
    ).toBeGreaterThan(0);
  }
});

test("what is held, charged and let in is what the provider bills, however a request ends", async () => {
  expect(await missedMoney()).toEqual([]);
});

test("a report says what people rest on", () => {
  expect(missedReports()).toEqual([]);
});

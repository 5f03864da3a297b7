import { afterAll, beforeAll, expect, test } from "vitest";
import { missedReports } from "./check/report-cases.ts";
import { clientApis } from "./client/apis.ts";
import { type PolicyRun, runPolicy } from "./run/run-policy.ts";
import { showFound } from "./run/show-found.ts";
import { Accounts } from "./upstream/accounts.ts";
import { upstreamDialects } from "./upstream/dialects/upstream-dialects.ts";

const REQUESTS = 120;
const seeds = [...Array.from({ length: 18 }, (_, i) => 2 + i), 28, 36];

const accounts = new Accounts();
const runs: PolicyRun[] = [];

beforeAll(async () => {
  await accounts.open();
  for (const seed of seeds) {
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
  expect(sum(({ requests }) => requests)).toBeGreaterThan(1_500);
  expect(sum(({ hostile }) => hostile)).toBeGreaterThan(sum(({ requests }) => requests) / 4);
  expect(sum(({ served }) => served)).toBeGreaterThan(sum(({ requests }) => requests) / 3);
  expect(sum(({ proved }) => proved)).toBeGreaterThan(30);
  expect(sum(({ outages }) => outages)).toBeGreaterThan(50);
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

test("a report says what people rest on", () => {
  expect(missedReports()).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { missedReports } from "./check/report-cases.ts";
import { knownReports, knownViolations } from "./known-violations.ts";
import { type PolicyRun, runPolicy } from "./run/run-policy.ts";
import { showFound } from "./run/show-found.ts";
import { Accounts } from "./upstream/accounts.ts";

const REQUESTS = 120;
const known = Object.keys(knownViolations);
const telling = Object.values(knownViolations).flatMap((seeds = []) => seeds);
const seeds = [...new Set([...telling, ...Array.from({ length: 20 }, (_, i) => 1 + i)])];

const accounts = new Accounts();
const runs: PolicyRun[] = [];

beforeAll(async () => {
  await accounts.open();
  for (const seed of seeds) {
    const run = await runPolicy({ seed, requests: REQUESTS, known }, accounts);
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
});

test("a report says what people rest on", () => {
  expect(missedReports()).toEqual(knownReports);
});

test.runIf(known.length > 0)("what is known to be broken is broken still", () => {
  const seen = new Set(runs.flatMap(({ found }) => found.map(({ kind }) => String(kind))));
  expect(known.filter((kind) => !seen.has(kind.split(": what ")[0]!))).toEqual([]);
});

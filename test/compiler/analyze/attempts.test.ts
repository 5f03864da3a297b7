import { describe, expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

const [one, two, three] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"];
const chain = `[${one}, ${two}, ${three}]`;

function told(route: string): string[] {
  const { diagnostics } = compileFiles({ "routes.yaml": `routes:\n  chat: { ${route} }\n` });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`).filter((line) => line.startsWith("time/"));
}

describe("a limit of each attempt", () => {
  test.each([
    ["attempt: 20s, deadline: 60s", []],
    [
      "attempt: 20s, deadline: 30s",
      [
        "time/short-attempt: 3 targets may take 20 s each, their `attempt`, and a deadline of 30 s leaves the last one 0 ms",
      ],
    ],
    // The last one has the second that a model needs.
    ["attempt: 20s, deadline: 41s", []],
    ["attempt: 500ms", ["time/short-attempt: `attempt` gives a target 500 ms for each try"]],
    [
      "attempt: 10s, deadline: 10s",
      [
        "time/short-attempt: 3 targets may take 10 s each, their `attempt`, and a deadline of 10 s leaves the last one 0 ms",
        "time/limit-without-effect: `attempt` of 10 s can never end an attempt: the deadline of the whole request is 10 s",
      ],
    ],
    [
      "attempt: 5s, firstToken: 5s",
      ["time/first-token-unmet: `firstToken` says 5 s, but `attempt` ends every attempt after 5 s"],
    ],
    ["attempt: 6s, firstToken: 5s", []],
    [
      "attempt: 5s, hedge: { after: 5s }",
      ["time/hedge-without-effect: this hedge has no effect: it waits 5 s, and `attempt` ends an attempt after 5 s"],
    ],
    ["attempt: 90s, hedge: { after: 80s }", []],
  ])("%s", (limits, expected) => {
    expect(told(`otherwise: ${chain}, ${limits}`)).toEqual(expected);
  });
});

test.each([
  ["retry: { times: 2, after: 2s }", []],
  [
    "retry: { times: 2, after: 60s }",
    ["time/limit-without-effect: `retry` of 60 s never comes about: the deadline of the whole request is 60 s"],
  ],
])("another round that begins behind the deadline is none: %s", (retry, expected) => {
  expect(told(`otherwise: ${chain}, deadline: 60s, ${retry}`)).toEqual(expected);
});

test.each([
  [
    "attempt: 39s",
    ["time/slow-answer-cut: a whole answer of 2,000 tokens may take 40 s, and `attempt` gives one 39 s"],
  ],
  ["attempt: 40s", []],
  ["firstToken: 5s", []],
])("an attempt that a slow whole answer does not meet is told: %s", (limit, expected) => {
  expect(told(`otherwise: ${chain}, max: { outputTokens: 2000 }, ${limit}`)).toEqual(expected);
  expect(told(`otherwise: ${chain}, ${limit}`)).toEqual([]);
});

test.each([
  ["retry: { times: 6 }", "syntax/shape"],
  ["retry: { times: -1 }", "syntax/shape"],
  ["retry: { times: 1.5 }", "syntax/shape"],
  ["retry: { after: 2s }", "syntax/missing-key"],
  ["retry: { times: 1, after: 2 }", "syntax/quantity-without-unit"],
  ["retry: { times: 1, after: $2 }", "syntax/wrong-unit"],
  ["retry: { times: 1, after: 25h }", "syntax/quantity-range"],
  ["retry: { times: 1, wait: 2s }", "name/unknown-key"],
  ["retry: 2", "syntax/shape"],
  ["attempt: 20", "syntax/quantity-without-unit"],
  ["attempt: 10ms", "syntax/quantity-range"],
])("what is written wrongly is told: %s", (written, code) => {
  const text = `routes:\n  chat:\n    otherwise: ${one}\n    ${written}\n`;
  expect(compileFiles({ "routes.yaml": text }).diagnostics.map((found) => found.code)).toContain(code);
});

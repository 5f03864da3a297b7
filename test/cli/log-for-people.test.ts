import { expect, test } from "vitest";
import { logForPeople } from "../../cli/log-for-people.ts";

const line = (fields: object) =>
  logForPeople(JSON.stringify({ time: "2026-11-20T12:00:01.250Z", level: "info", ...fields }));

test("a request is one line: what was asked, who answered, how long, how much, and what failed before", () => {
  const request = {
    event: "request",
    status: 200,
    route: "chat",
    rule: "routes.ts:11",
    target: "openai/gpt-6-luna",
    ms: 840,
    costUsd: 0.0012,
    attempts: [{ target: "anthropic/claude-haiku-5-5", failure: "overloaded" }, { target: "openai/gpt-6-luna" }],
  };
  expect(line(request)).toBe(
    "12:00:01  200  chat (routes.ts:11) → openai/gpt-6-luna  840 ms  $0.0012  after anthropic/claude-haiku-5-5: overloaded",
  );
});

test("what no endpoint has is told by its path, and what must be mended by its level", () => {
  expect(
    line({ event: "request", status: 404, method: "GET", path: "/v2", failure: "not_found", attempts: [], ms: 2 }),
  ).toBe("12:00:01  404  GET /v2  2 ms  not_found");
  expect(line({ level: "error", event: "alarm", message: "The key was refused.", target: "openai/gpt-6-luna" })).toBe(
    "12:00:01  ERROR  alarm  The key was refused.  target=openai/gpt-6-luna",
  );
});

test("what is no line of the log stays as it is", () => {
  for (const text of ["Error: no", "{", "[1]", "null"]) expect(logForPeople(text)).toBe(text);
});

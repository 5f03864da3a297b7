import { describe, expect, test } from "vitest";
import { httpFailure, retryAfter, streamedFailure } from "../../../runtime/dialects/http-failure.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

describe("the wait that a provider asks for", () => {
  test.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after": "Sun, 01 Mar 2026 12:00:41 GMT" }, 41_000],
    [{ "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0],
    [{ "retry-after-ms": "250", "retry-after": "1" }, 250],
    [{ "x-ms-retry-after-ms": "900" }, 900],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "-5" }, undefined],
    [{}, undefined],
  ])("of %j is %s ms", (headers, wait) => {
    expect(retryAfter(headers, now)).toBe(wait);
  });
});

describe("the class of a failure", () => {
  test.each([
    [401, "auth"],
    [402, "quota"],
    [403, "auth"],
    [404, "not-found"],
    [408, "timeout-attempt"],
    [409, "server-error"],
    [418, "bad-request"],
    [429, "rate-limited"],
    [500, "server-error"],
    [502, "server-error"],
    [503, "overloaded"],
    [504, "timeout-attempt"],
    [524, "timeout-attempt"],
    [529, "overloaded"],
    [307, "server-error"],
  ])("of status %i is %s whatever its body says", (status, expected) => {
    expect(httpFailure(status, {}, { message: "maximum context length", code: "content_filter" }).class).toBe(expected);
  });

  test("of an error without a status goes by its names, and is a server error without them", () => {
    expect(streamedFailure({ type: "overloaded_error" })).toEqual({ class: "overloaded", detail: "overloaded_error" });
    expect(streamedFailure({ code: "429", message: "slow" }).class).toBe("rate-limited");
    expect(streamedFailure({ type: "invalid_request_error", message: "prompt is too long" }).class).toBe(
      "context-length",
    );
    expect(streamedFailure({ type: "constructor" })).toEqual({ class: "server-error", detail: "constructor" });
    expect(streamedFailure({})).toEqual({ class: "server-error", detail: "unnamed error" });
  });
});

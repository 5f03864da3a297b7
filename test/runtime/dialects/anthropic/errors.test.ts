import { describe, expect, test } from "vitest";
import { untilReset } from "../../../../runtime/dialects/anthropic/errors.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

describe("the wait until a limit is renewed", () => {
  test("goes by the limits that are used up", () => {
    const headers = {
      "anthropic-ratelimit-requests-remaining": "3",
      "anthropic-ratelimit-requests-reset": "2026-03-01T13:00:00Z",
      "anthropic-ratelimit-input-tokens-remaining": "0",
      "anthropic-ratelimit-input-tokens-reset": "2026-03-01T12:00:09Z",
      "anthropic-ratelimit-output-tokens-reset": "2026-03-01T12:00:20Z",
    };
    expect(untilReset(headers, now)).toBe(20_000);
  });

  test("is not known while no limit is used up", () => {
    const headers = {
      "anthropic-ratelimit-requests-remaining": "3",
      "anthropic-ratelimit-requests-reset": "2026-03-01T13:00:00Z",
    };
    expect(untilReset(headers, now)).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import { writeError } from "../../../../runtime/endpoints/chat-completions/write-error.ts";
import { failures } from "../../../../runtime/failures.ts";

describe("writing an error", () => {
  test("shows the provider's words only where they are about the request", () => {
    expect(writeError({ class: "bad-request", detail: "Invalid x", param: "x" }).body).toEqual({
      error: { message: "Invalid x", type: "invalid_request_error", param: "x", code: "bad_request" },
    });
    expect(writeError({ class: "server-error", detail: "secret host 10.0.0.1" })).toEqual({
      status: 502,
      headers: { "content-type": "application/json" },
      body: {
        error: { message: failures["server-error"].message, type: "server_error", param: null, code: "upstream_error" },
      },
    });
  });

  test("tells how long to wait, in whole seconds and in milliseconds", () => {
    const { headers, status } = writeError({ class: "rate-limited", detail: "", retryAfter: 1500 });
    expect(status).toBe(429);
    expect(headers).toMatchObject({ "retry-after": "2", "retry-after-ms": "1500" });
    expect(headers["x-should-retry"]).toBeUndefined();
  });

  test("advertises at most a minute, and says not to retry before a longer wait", () => {
    const { headers } = writeError({ class: "rate-limited", detail: "", retryAfter: 90_000 });
    expect(headers).toMatchObject({ "retry-after": "60", "retry-after-ms": "60000", "x-should-retry": "false" });
  });

  test("says not to retry what only the operator can mend", () => {
    for (const name of ["quota", "auth", "not-found"] as const) {
      expect(writeError({ class: name, detail: "" }).headers["x-should-retry"]).toBe("false");
    }
  });

  test("lists the attempts", () => {
    const attempts = [{ target: "p/m", failure: "overloaded", status: 529 }] as const;
    expect(writeError({ class: "overloaded", detail: "" }, attempts).body.error.attempts).toEqual(attempts);
  });

  test("keeps the phrase by which clients know a long context", () => {
    const message = (detail: string) => writeError({ class: "context-length", detail }).body.error.message;
    expect(message("prompt is too long: 2 > 1")).toMatch(/^prompt is too long: 2 > 1 .*maximum context length/);
    expect(message("This model's maximum context length is 1")).toBe("This model's maximum context length is 1");
  });
});

import { describe, expect, test } from "vitest";
import { writeRefusal } from "../../runtime/endpoints/chat-completions/write-refusal.ts";
import { type Failure, failures } from "../../runtime/failures.ts";
import { type AttemptNote, refusalOf } from "../../runtime/refusal.ts";
import type { FailureClass } from "../../semantics/failures.ts";

describe("what a client is told of a failure", () => {
  test("shows the provider's words only where they are about the request", () => {
    const wrong = refusalOf({ class: "bad-request", detail: "Invalid x", param: "x" });
    expect(JSON.parse(writeRefusal(wrong))).toEqual({
      error: { message: "Invalid x", type: "invalid_request_error", param: "x", code: "bad_request" },
    });
    const failed = refusalOf({ class: "server-error", detail: "secret host 10.0.0.1" });
    expect([failed.status, failed.headers]).toEqual([502, {}]);
    expect(JSON.parse(writeRefusal(failed))).toEqual({
      error: { message: failures["server-error"].message, type: "server_error", param: null, code: "upstream_error" },
    });
  });

  test("tells how long to wait, in whole seconds and in milliseconds", () => {
    const { headers = {}, status } = refusalOf({ class: "rate-limited", detail: "", retryAfter: 1500 });
    expect(status).toBe(429);
    expect(headers).toMatchObject({ "retry-after": "2", "retry-after-ms": "1500" });
    expect(headers["x-should-retry"]).toBeUndefined();
  });

  test("advertises at most a minute, and says not to retry before a longer wait", () => {
    const { headers } = refusalOf({ class: "rate-limited", detail: "", retryAfter: 90_000 });
    expect(headers).toMatchObject({ "retry-after": "60", "retry-after-ms": "60000", "x-should-retry": "false" });
  });

  test("says not to retry what only the operator can mend", () => {
    for (const name of ["quota", "auth", "not-found"] as const) {
      expect(refusalOf({ class: name, detail: "" }).headers?.["x-should-retry"]).toBe("false");
    }
  });

  describe("who has asked the providers twice", () => {
    const note = (target: string, failure: FailureClass): AttemptNote => ({ target, failure });
    const retries = (failure: Failure, ...attempts: AttemptNote[]) =>
      refusalOf(failure, attempts).headers?.["x-should-retry"];
    const down: Failure = { class: "server-error", detail: "" };
    const [one, two] = [note("a/1", "server-error"), note("b/2", "overloaded")];

    test("says not to retry once every target was asked again", () => {
      expect(retries(down, one, one)).toBe("false");
      expect(retries(down, one, two, two, one)).toBe("false");
    });

    test("counts a target as done whose failure does not pass", () => {
      expect(retries(down, note("b/2", "malformed"), one, one)).toBe("false");
      expect(retries({ class: "malformed", detail: "" }, note("b/2", "malformed"))).toBeUndefined();
    });

    test("leaves a retry to the client while a target was asked once", () => {
      expect(retries(down)).toBeUndefined();
      expect(retries(down, one)).toBeUndefined();
      expect(retries(down, one, two, one)).toBeUndefined();
    });

    test("says what is worth another try where the route leaves that to its clients", () => {
      const once = (failure: Failure, ...attempts: AttemptNote[]) =>
        refusalOf(failure, attempts, 0).headers?.["x-should-retry"];
      expect(once(down, one, two)).toBe("true");
      expect(once(down, one, note("b/2", "malformed"))).toBe("true");
      expect(once({ class: "malformed", detail: "" }, note("b/2", "malformed"))).toBe("false");
      expect(once({ class: "timeout-attempt", detail: "" }, note("b/2", "timeout-attempt"))).toBe("false");
      expect(once({ class: "auth", detail: "" }, note("b/2", "auth"))).toBe("false");
      // Nobody sends these again by themselves.
      expect(once({ class: "content-filter", detail: "" }, note("b/2", "content-filter"))).toBeUndefined();
    });

    test("tells when to come back where the provider has said it", () => {
      const busy: Failure = { class: "rate-limited", detail: "", retryAfter: 2_000 };
      const { headers } = refusalOf(busy, [note("a/1", "rate-limited"), note("a/1", "rate-limited")]);
      expect(headers).toEqual({ "retry-after": "2", "retry-after-ms": "2000" });
      expect(retries({ ...busy, retryAfter: 0 }, note("a/1", "rate-limited"), note("a/1", "rate-limited"))).toBe(
        "false",
      );
    });
  });

  test("lists the attempts", () => {
    const attempts = [{ target: "p/m", failure: "overloaded", status: 529 }] as const;
    const body = writeRefusal(refusalOf({ class: "overloaded", detail: "" }, attempts));
    expect(JSON.parse(body)).toMatchObject({ error: { attempts } });
  });

  test("keeps the phrase by which clients know a long context", () => {
    const message = (detail: string) => refusalOf({ class: "context-length", detail }).message;
    expect(message("prompt is too long: 2 > 1")).toMatch(/^prompt is too long: 2 > 1 .*maximum context length/);
    expect(message("This model's maximum context length is 1")).toBe("This model's maximum context length is 1");
  });
});

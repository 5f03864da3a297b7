import { describe, expect, test } from "vitest";
import { httpFailure, retryAfter, streamedFailure } from "../../../runtime/dialects/http-failure.ts";
import { openai } from "../../../runtime/dialects/openai/dialect.ts";

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
    [404, "not-found"],
    [405, "not-found"],
    [407, "auth"],
    [408, "timeout-attempt"],
    [409, "server-error"],
    [415, "server-error"],
    [418, "bad-request"],
    [421, "server-error"],
    [429, "rate-limited"],
    [500, "server-error"],
    [502, "server-error"],
    [503, "overloaded"],
    [504, "timeout-attempt"],
    [524, "timeout-attempt"],
    [529, "overloaded"],
    [499, "server-error"],
    [307, "server-error"],
  ])("of status %i is %s whatever its body says", (status, expected) => {
    expect(httpFailure(status, {}, { message: "maximum context length", code: "content_filter" }).class).toBe(expected);
  });

  test("of status 403 is auth, unless the body says that it is the content or the account's money", () => {
    expect(httpFailure(403, {}, { message: "maximum context length", code: "permission_error" }).class).toBe("auth");
    expect(httpFailure(403, {}, undefined).class).toBe("auth");
    expect(httpFailure(403, {}, { message: "flagged", code: "content_filter" }).class).toBe("content-filter");
    expect(httpFailure(403, {}, { message: "You have run out of credits." }).class).toBe("quota");
  });

  test("of an error without a status goes by its names, and is a server error without them", () => {
    const said = (name: string) => `the provider answered with an error (${name})`;
    const overloaded = { class: "overloaded", detail: said("overloaded_error") };
    expect(streamedFailure({ type: "overloaded_error" })).toEqual(overloaded);
    expect(streamedFailure({ code: "429", message: "slow" }).class).toBe("rate-limited");
    expect(streamedFailure({ type: "invalid_request_error", message: "prompt is too long" }).class).toBe(
      "context-length",
    );
    expect(streamedFailure({ type: "constructor" })).toEqual({ class: "server-error", detail: said("constructor") });
    expect(streamedFailure({})).toEqual({ class: "server-error", detail: said("unnamed") });
  });
});

describe("whose fault a refusal is", () => {
  const error = (error: unknown) => ({ error });
  const array = [
    error({
      code: 400,
      message: "API key not valid.",
      status: "INVALID_ARGUMENT",
      details: [{ reason: "API_KEY_INVALID" }],
    }),
  ];
  test.each([
    ["a key that is not valid, in an array", 400, array, "auth"],
    [
      "a key that is not valid, as a text",
      400,
      { code: "Client specified an invalid argument", error: "Incorrect API key provided: xa***9f." },
      "auth",
    ],
    [
      "a rate limit as a body that is too large",
      413,
      error({ message: "Request too large for org_01secret", type: "tokens", code: "rate_limit_exceeded" }),
      "rate-limited",
    ],
    [
      "an empty account",
      400,
      error({ type: "invalid_request_error", message: "Your credit balance is too low to access the API." }),
      "quota",
    ],
    [
      "a role that the host does not know",
      400,
      error({ message: "messages[0].role: unknown variant `developer`", type: "invalid_request_error" }),
      "unsupported",
    ],
    [
      "a parameter that nobody knows",
      400,
      error({ message: "Unknown parameter: 'foo'.", param: "foo", code: "unknown_parameter" }),
      "unsupported",
    ],
    [
      "an argument that nobody knows",
      400,
      error({ message: "Unrecognized request argument supplied: foo", type: "invalid_request_error" }),
      "unsupported",
    ],
    [
      "what the client has sent",
      400,
      error({ message: "messages is empty", type: "invalid_request_error", param: "messages" }),
      "bad-request",
    ],
    [
      "a text that quotes a request about keys",
      400,
      error({
        message: `The content is not allowed here, as it says what follows, and more of it, up to the end of the sentence that the user wrote there: "invalid api key"`,
        type: "invalid_request_error",
      }),
      "bad-request",
    ],
  ] as const)("%s", (_, status, body, expected) => {
    const failure = openai.errors(status, { "content-type": "application/json" }, JSON.stringify(body));
    expect(failure.class).toBe(expected);
    expect(failure.detail).not.toMatch(/org_01|xa\*/);
  });

  test("a page of a box in between is not the client's", () => {
    for (const status of [400, 413, 422]) {
      expect(openai.errors(status, { "content-type": "text/html" }, "<html>host-10.0.0.7</html>").class).toBe(
        "malformed",
      );
    }
  });

  test("what a client reads names no key, account, link or address", () => {
    const message =
      "Bad sk-proj-abcd1234 in org-Xyz987 at http://10.0.0.7:8000/v1 (10.1.2.3), see https://console.example/billing: temperature";
    const { detail } = openai.errors(400, {}, JSON.stringify({ error: { message, type: "invalid_request_error" } }));
    expect(detail).toBe("Bad … in … at … (…), see … temperature");
  });
});

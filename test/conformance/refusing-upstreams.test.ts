/**
 * Refusals that are not the client's fault, as providers word them, each on its own wire: a healthy target is asked, whatever the
 * status says; where there is none, the client reads nothing of whose account it was. And those that are the client's: it is told.
 */
import { describe, expect, test } from "vitest";
import type { DialectName } from "../../schemas/dialects.ts";
import { runtime, type TestRuntime } from "../runtime/running.ts";
import { clients, hear } from "./raw/clients.ts";
import { answer, rawServer } from "./raw/raw-server.ts";
import { wireOf } from "./raw/wires.ts";

interface Refusal {
  on: DialectName;
  status: number;
  body: string | object;
  headers?: Record<string, string>;
  /** Of the first attempt, for the log. */
  failure: string;
  /** The operator is told, though a fallback hides it. */
  alarm?: true;
}

const page = "<html>nginx 400 of internal-host-10.0.0.7</html>";
const html = { "content-type": "text/html" };
const error = (type: string, message: string, more: object = {}) => ({ error: { type, message, ...more } });
const google = (code: number, status: string, message: string, details: object[] = []) => ({
  error: { code, status, message, details },
});

const others: Readonly<Record<string, Refusal>> = {
  "a key that is wrong": {
    on: "openai",
    status: 401,
    body: error("invalid_request_error", "Incorrect API key provided: sk-proj-********abcd.", {
      code: "invalid_api_key",
    }),
    failure: "auth",
    alarm: true,
  },
  "a key that is wrong, said as 400": {
    on: "gemini",
    status: 400,
    body: [google(400, "INVALID_ARGUMENT", "API key not valid.", [{ reason: "API_KEY_INVALID" }])],
    failure: "auth",
    alarm: true,
  },
  "a key that is wrong, said as a text": {
    on: "openai",
    status: 400,
    body: {
      code: "Client specified an invalid argument",
      error: "Incorrect API key provided: xa***9f. See https://console.x.example",
    },
    failure: "auth",
    alarm: true,
  },
  "an account without a right": {
    on: "openai",
    status: 403,
    body: error("permission_error", "no"),
    failure: "auth",
    alarm: true,
  },
  "a signature that is wrong": {
    on: "bedrock-converse",
    status: 403,
    body: { message: "The security token included in the request is invalid." },
    headers: { "x-amzn-errortype": "UnrecognizedClientException" },
    failure: "auth",
    alarm: true,
  },
  "an account that is empty": {
    on: "anthropic",
    status: 400,
    body: {
      type: "error",
      ...error("invalid_request_error", "Your credit balance is too low to access the API. Go to Billing."),
    },
    failure: "quota",
    alarm: true,
  },
  "an account that is empty, by its status": {
    on: "openai",
    status: 402,
    body: error("unknown_error", "Insufficient Balance", { code: "invalid_request_error" }),
    failure: "quota",
    alarm: true,
  },
  "a limit of tokens a minute, said as a body that is too large": {
    on: "openai",
    status: 413,
    body: error("tokens", "Request too large for model `m` in organization `org_01secret`", {
      code: "rate_limit_exceeded",
    }),
    failure: "rate-limited",
  },
  "a page of a box in between": { on: "openai", status: 400, body: page, headers: html, failure: "malformed" },
  "a page of a box before a cloud": {
    on: "bedrock-converse",
    status: 400,
    body: page,
    headers: html,
    failure: "malformed",
  },
  "a page of a box before lines of JSON": {
    on: "ollama",
    status: 413,
    body: page,
    headers: html,
    failure: "malformed",
  },
  ...Object.fromEntries(
    [411, 418, 422, 426, 431, 451, 499].map((status) => [
      `a page of a box in between with ${status}`,
      {
        on: "openai",
        status,
        body: page,
        headers: html,
        failure: [411, 426, 431, 499].includes(status) ? "server-error" : "malformed",
      },
    ]),
  ),
  "a page with nothing but words": { on: "anthropic", status: 400, body: "Bad Request", failure: "malformed" },
  "a path that takes no such method": {
    on: "openai",
    status: 405,
    body: error("invalid_request_error", "Not allowed to POST on /v1/chat/completions."),
    failure: "not-found",
    alarm: true,
  },
  "a proxy that wants to be paid": {
    on: "cohere",
    status: 407,
    body: page,
    headers: html,
    failure: "auth",
    alarm: true,
  },
  "a parameter that nobody knows": {
    on: "openai",
    status: 400,
    body: error("invalid_request_error", "Unknown parameter: 'foo'.", { param: "foo", code: "unknown_parameter" }),
    failure: "unsupported",
  },
  "an argument that nobody knows": {
    on: "openai",
    status: 400,
    body: error("invalid_request_error", "Unrecognized request argument supplied: stream_options"),
    failure: "unsupported",
  },
  "a role that the host does not know": {
    on: "openai",
    status: 400,
    body: error(
      "invalid_request_error",
      "messages[0].role: unknown variant `developer`, expected one of `system`, `user`",
    ),
    failure: "unsupported",
  },
  "a model that is not there": {
    on: "ollama",
    status: 404,
    body: { error: "model 'm' not found" },
    failure: "not-found",
    alarm: true,
  },
  "a rate limit": {
    on: "openai",
    status: 429,
    body: error("requests", "slow down", { code: "rate_limit_exceeded" }),
    headers: { "retry-after": "9999" },
    failure: "rate-limited",
  },
  "a day's quota": {
    on: "gemini",
    status: 429,
    body: google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", [
      { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId: "RequestsPerDayPerProject" }] },
    ]),
    failure: "quota",
    alarm: true,
  },
  "a failure of its own": { on: "cohere", status: 500, body: { message: "boom" }, failure: "server-error" },
  "too many others": {
    on: "anthropic",
    status: 529,
    body: { type: "error", ...error("overloaded_error", "Overloaded") },
    failure: "overloaded",
  },
  "too many others, at a cloud": {
    on: "vertex",
    status: 503,
    body: [google(503, "UNAVAILABLE", "The model is overloaded.")],
    failure: "overloaded",
  },
  "a model that failed": {
    on: "bedrock-converse",
    status: 424,
    body: { message: "The model failed" },
    headers: { "x-amzn-errortype": "ModelErrorException" },
    failure: "server-error",
  },
};

async function refusing({ on, status, body, headers }: Refusal, isAlone: boolean): Promise<TestRuntime> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const one = await rawServer((socket) => answer(socket, status, text, headers));
  const two = await rawServer((socket) => answer(socket, 200, JSON.stringify(wireOf("openai").whole("healthy"))));
  const targets = { "one/m": { dialect: on }, "two/m": { dialect: "openai" as const } };
  const chat = { use: isAlone ? ["one/m"] : ["one/m", "two/m"], limits: { deadline: 1_000 } };
  return runtime({ targets, routes: { chat } }, { one: one.url, two: two.url });
}

describe("what is not the client's fault", () => {
  test.each(Object.entries(others))("%s falls back, and the operator is told what is his", async (_, refusal) => {
    for (const client of clients) {
      // One that has refused before would not be asked again at once.
      const gateway = await refusing(refusal, false);
      expect(await hear(gateway, client, false)).toMatchObject({ text: "healthy" });
      const requests = gateway.log.filter(({ event }) => event === "request");
      expect(requests).toMatchObject([{ attempts: [{ failure: refusal.failure }, {}] }]);
      expect(gateway.log.filter(({ event }) => event === "alarm")).toHaveLength(refusal.alarm ? 1 : 0);
    }
  });

  test.each(Object.entries(others))("%s is told without a word of the provider's account", async (_, refusal) => {
    const gateway = await refusing(refusal, true);
    for (const client of clients) {
      const { status, reply } = await hear(gateway, client, false);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).not.toBe(401);
      expect(reply.text).not.toMatch(/sk-|xa\*|org_01|10\.0\.0\.7|https?:|<html|Go to Billing/);
      expect(reply.headers["content-type"]).toBe("application/json");
    }
  });
});

const own: Readonly<Record<string, Omit<Refusal, "failure"> & { code: string }>> = {
  "a context that is too long": {
    on: "anthropic",
    status: 400,
    body: { type: "error", ...error("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum") },
    code: "context_length_exceeded",
  },
  "a context that is too long, at a cloud": {
    on: "bedrock-converse",
    status: 400,
    body: { message: "Input is too long for requested model." },
    headers: { "x-amzn-errortype": "ValidationException" },
    code: "context_length_exceeded",
  },
  "a text that a filter stops": {
    on: "azure-openai",
    status: 400,
    body: error("", "The response was filtered.", { type: null, param: "prompt", code: "content_filter", status: 400 }),
    code: "content_filter",
  },
  "a value out of its range": {
    on: "openai",
    status: 400,
    body: error("invalid_request_error", "temperature must be below 2", { param: "temperature" }),
    code: "bad_request",
  },
};

test.each(Object.entries(own))("%s is the client's to mend, and is told", async (_, refusal) => {
  const gateway = await refusing({ ...refusal, failure: "" }, true);
  const { status, error: code } = await hear(gateway, clients[0]!, false);
  expect([status, code]).toEqual([400, refusal.code]);
});

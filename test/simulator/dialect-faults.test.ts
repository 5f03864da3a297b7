/** Every fault in every dialect, whole and streamed. What each vendor's own client makes of them is tested beside it. */
import { describe, expect, test, vi } from "vitest";
import type { Fault } from "../../simulator/faults.ts";
import { type SimulatorDialect, simulatorDialects } from "../../simulator/wires.ts";
import { start } from "./ask.ts";
import { speak, spoken, type Told } from "./spoken.ts";

type ErrorFault = "400-context-length" | "400-content-filter" | "401" | "404" | "429" | "500" | "529";

/** The status and what names the kind. */
const errors: Readonly<Record<SimulatorDialect, Readonly<Record<ErrorFault, readonly [number, string | RegExp]>>>> = {
  openai: {
    "400-context-length": [400, "context_length_exceeded"],
    "400-content-filter": [400, "content_filter"],
    401: [401, "invalid_api_key"],
    404: [404, "model_not_found"],
    429: [429, "rate_limit_exceeded"],
    500: [500, "server_error"],
    529: [503, "overloaded"],
  },
  "openai-responses": {
    "400-context-length": [400, "context_length_exceeded"],
    "400-content-filter": [400, "content_filter"],
    401: [401, "invalid_api_key"],
    404: [404, "model_not_found"],
    429: [429, "rate_limit_exceeded"],
    500: [500, "server_error"],
    529: [503, "overloaded"],
  },
  "azure-openai": {
    "400-context-length": [400, "context_length_exceeded"],
    "400-content-filter": [400, "content_filter"],
    401: [401, "401"],
    404: [404, "DeploymentNotFound"],
    429: [429, "429"],
    500: [500, "server_error"],
    529: [503, "overloaded"],
  },
  anthropic: {
    "400-context-length": [400, "invalid_request_error"],
    "400-content-filter": [400, "invalid_request_error"],
    401: [401, "authentication_error"],
    404: [404, "not_found_error"],
    429: [429, "rate_limit_error"],
    500: [500, "api_error"],
    529: [529, "overloaded_error"],
  },
  gemini: {
    "400-context-length": [400, "INVALID_ARGUMENT"],
    "400-content-filter": [200, "PROHIBITED_CONTENT"],
    401: [400, "INVALID_ARGUMENT"],
    404: [404, "NOT_FOUND"],
    429: [429, "RESOURCE_EXHAUSTED"],
    500: [500, "INTERNAL"],
    529: [503, "UNAVAILABLE"],
  },
  vertex: {
    "400-context-length": [400, "INVALID_ARGUMENT"],
    "400-content-filter": [200, "PROHIBITED_CONTENT"],
    401: [401, "UNAUTHENTICATED"],
    404: [404, "NOT_FOUND"],
    429: [429, "RESOURCE_EXHAUSTED"],
    500: [500, "INTERNAL"],
    529: [503, "UNAVAILABLE"],
  },
  "bedrock-converse": {
    "400-context-length": [400, "ValidationException"],
    "400-content-filter": [400, "ValidationException"],
    401: [403, "UnrecognizedClientException"],
    404: [404, "ResourceNotFoundException"],
    429: [429, "ThrottlingException"],
    500: [500, "InternalServerException"],
    529: [503, "ServiceUnavailableException"],
  },
  cohere: {
    "400-context-length": [400, /^too many tokens/],
    "400-content-filter": [400, /^blocked output/],
    401: [401, "invalid api token"],
    404: [404, /'model-a' does not exist/],
    429: [429, /request limit/],
    500: [500, /internal server error/],
    529: [503, /service unavailable/],
  },
  ollama: {
    "400-context-length": [400, "the input length exceeds the context length"],
    "400-content-filter": [400, /content filter/],
    401: [401, "unauthorized"],
    404: [404, /'model-a' does not exist/],
    429: [429, /usage limit/],
    500: [500, /terminated/],
    529: [503, /server busy/],
  },
};

const cases = simulatorDialects.flatMap((dialect) => [false, true].map((stream) => ({ dialect, stream })));

describe.each(cases)("in the $dialect dialect, stream: $stream", ({ dialect, stream }) => {
  const { events, kindOf } = spoken[dialect];
  const meet = async (fault: Fault): Promise<Told> => speak(await start({ dialect, faults: [fault] }), stream);

  test.each(Object.keys(errors[dialect]) as ErrorFault[])("%s has the vendor's status and words", async (fault) => {
    const { status, headers, bytes } = await meet({ fault });
    const [code, kind] = errors[dialect][fault];
    expect([status, headers.get("x-simulated")]).toEqual([code, "pointsman"]);
    const data = stream && status === 200 ? (events(bytes)[0] ?? "") : bytes.toString("utf8");
    const told = kindOf(JSON.parse(data) as never, headers);
    expect(told).toEqual(typeof kind === "string" ? kind : expect.stringMatching(kind));
  });

  test("reset breaks the connection before an answer, and silence sends nothing", async () => {
    const simulator = await start({
      dialect,
      faults: [
        { fault: "reset", times: 1 },
        { fault: "silence", after: 1 },
      ],
    });
    await expect(speak(simulator, stream)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    const leave = new AbortController();
    const asked = speak(simulator, stream, { signal: leave.signal }).catch(() => "left");
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(2));
    leave.abort();
    expect(await asked).toBe("left");
    await vi.waitFor(() => expect([simulator.open, simulator.aborted]).toEqual([0, 1]));
  });

  test("cut-stream breaks the connection inside the answer", async () => {
    const { status, bytes, broke, headers } = await meet({ fault: "cut-stream", value: 2 });
    expect([status, broke]).toEqual([200, true]);
    if (!stream) expect(bytes.length).toBe(Math.floor(Number(headers.get("content-length")) / 2));
    else expect(events(bytes)).toHaveLength(2);
    // A binary frame has no end mark that a cut could fall behind: it is cut inside.
    const whole = events(bytes).join("").length;
    if (stream && dialect === "bedrock-converse") expect(bytes.length).toBeGreaterThan(whole + 2 * 100 + 20);
  });

  test("error-event reports an error inside the answer", async () => {
    const { status, bytes, broke } = await meet({ fault: "error-event", value: 2 });
    expect([status, broke]).toEqual([200, false]);
    const all = stream ? events(bytes) : [bytes.toString("utf8")];
    expect(all).toHaveLength(stream ? 3 : 1);
    expect(all.at(-1)).toMatch(/overloaded|unavailable|busy/i);
  });

  test("malformed breaks the JSON of one event and nothing else", async () => {
    const { status, bytes, broke } = await meet({ fault: "malformed", value: 2 });
    expect([status, broke]).toEqual([200, false]);
    const all = stream ? events(bytes) : [bytes.toString("utf8")];
    const wrong = all.flatMap((data, index) => (data === "[DONE]" || isJson(data) ? [] : [index]));
    expect(wrong).toEqual([stream ? 2 : 0]);
  });
});

test("a growing array is one JSON value, whole or with an error at its end, and none when it is cut", async () => {
  const path = "/v1beta/models/model-a:streamGenerateContent";
  const simulator = await start({ dialect: "gemini" });
  const whole = JSON.parse((await speak(simulator, true, { path })).bytes.toString("utf8")) as {
    candidates: unknown[];
  }[];
  expect(whole.length).toBeGreaterThan(10);
  expect(whole.at(-1)?.candidates).toMatchObject([{ finishReason: "STOP" }]);
  await simulator.setFaults([{ fault: "error-event", value: 2 }]);
  const failed = JSON.parse((await speak(simulator, true, { path })).bytes.toString("utf8")) as object[];
  expect(failed).toMatchObject([{ candidates: [{}] }, { candidates: [{}] }, { error: { status: "UNAVAILABLE" } }]);
  await simulator.setFaults([{ fault: "cut-stream", value: 2 }]);
  expect(isJson((await speak(simulator, true, { path })).bytes.toString("utf8"))).toBe(false);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

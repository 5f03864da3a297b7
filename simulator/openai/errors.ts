import type { WireEvent } from "../framing.ts";
import type { Problem, ProblemKind } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";
import { event } from "./answer.ts";

interface Row {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly shouldRetry?: boolean;
}

const rows: Readonly<Record<ProblemKind, Row>> = {
  "bad-request": { status: 400, type: "invalid_request_error", code: null },
  "no-such-path": { status: 404, type: "invalid_request_error", code: "unknown_url" },
  "no-key": { status: 401, type: "invalid_request_error", code: null },
  "wrong-key": { status: 401, type: "invalid_request_error", code: "invalid_api_key" },
  "no-such-model": { status: 404, type: "invalid_request_error", code: "model_not_found" },
  "too-large": { status: 413, type: "invalid_request_error", code: "request_too_large" },
  "context-length": { status: 400, type: "invalid_request_error", code: "context_length_exceeded" },
  "content-filter": { status: 400, type: "invalid_request_error", code: "content_filter" },
  "rate-limit": { status: 429, type: "requests", code: "rate_limit_exceeded", shouldRetry: true },
  internal: { status: 500, type: "server_error", code: null, shouldRetry: true },
  overloaded: { status: 503, type: "server_error", code: "overloaded", shouldRetry: true },
};

export function toError(problem: Problem): ErrorAnswer {
  const row = rows[problem.kind];
  const retry = row.shouldRetry ? { "x-should-retry": "true" } : {};
  return { status: row.status, headers: { ...retry, ...limitHeaders(problem) }, body: errorBody(problem) };
}

/** Inside a stream the error object takes the place of a chunk, and no end mark follows. */
export function toErrorEvent(problem: Problem): WireEvent {
  return event(errorBody(problem));
}

function errorBody(problem: Problem): object {
  const { type, code } = rows[problem.kind];
  return { error: { message: problem.message, type, param: problem.param ?? null, code: problem.code ?? code } };
}

function limitHeaders(problem: Problem): Record<string, string> {
  if (problem.kind !== "rate-limit") return {};
  const seconds = problem.retryAfter ?? 1;
  return {
    "retry-after": String(seconds),
    "retry-after-ms": String(seconds * 1000),
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": `${seconds}s`,
  };
}

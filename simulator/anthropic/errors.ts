import type { WireEvent } from "../framing.ts";
import type { Problem, ProblemKind } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";
import { event } from "./answer.ts";

const rows: Readonly<Record<ProblemKind, { readonly status: number; readonly type: string }>> = {
  "bad-request": { status: 400, type: "invalid_request_error" },
  "no-such-path": { status: 404, type: "not_found_error" },
  "no-key": { status: 401, type: "authentication_error" },
  "wrong-key": { status: 401, type: "authentication_error" },
  "no-such-model": { status: 404, type: "not_found_error" },
  "too-large": { status: 413, type: "request_too_large" },
  "context-length": { status: 400, type: "invalid_request_error" },
  "content-filter": { status: 400, type: "invalid_request_error" },
  "rate-limit": { status: 429, type: "rate_limit_error" },
  internal: { status: 500, type: "api_error" },
  overloaded: { status: 529, type: "overloaded_error" },
};

export function toError(problem: Problem, requestId: string): ErrorAnswer {
  const { status } = rows[problem.kind];
  const retry = status === 429 || status >= 500 ? { "x-should-retry": "true" } : {};
  return {
    status,
    headers: { ...retry, ...limitHeaders(problem) },
    body: { type: "error", ...errorMembers(problem, requestId) },
  };
}

export function toErrorEvent(problem: Problem, requestId: string): WireEvent {
  return event("error", errorMembers(problem, requestId));
}

function errorMembers(problem: Problem, requestId: string): object {
  return { error: { type: rows[problem.kind].type, message: problem.message }, request_id: requestId };
}

function limitHeaders(problem: Problem): Record<string, string> {
  if (problem.kind !== "rate-limit") return {};
  const seconds = problem.retryAfter ?? 1;
  return {
    "retry-after": String(seconds),
    "anthropic-ratelimit-requests-remaining": "0",
    "anthropic-ratelimit-requests-reset": rfc3339(seconds),
  };
}

function rfc3339(secondsFromNow: number): string {
  return new Date(Date.now() + secondsFromNow * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

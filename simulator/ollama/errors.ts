import type { WireEvent } from "../framing.ts";
import type { Problem, ProblemKind } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";
import { event } from "./answer.ts";

const rows: Readonly<Record<ProblemKind, { readonly status: number; readonly message?: string }>> = {
  "bad-request": { status: 400 },
  "no-such-path": { status: 404, message: "404 page not found" },
  "no-key": { status: 401, message: "unauthorized" },
  "wrong-key": { status: 401, message: "unauthorized" },
  "no-such-model": { status: 404 },
  "too-large": { status: 413 },
  "context-length": { status: 400, message: "the input length exceeds the context length" },
  "content-filter": { status: 400 },
  "rate-limit": { status: 429, message: "you've reached your hourly usage limit, please upgrade to continue" },
  internal: { status: 500, message: "llama runner process has terminated: exit status 2" },
  overloaded: { status: 503, message: "server busy, please try again.  maximum pending requests exceeded" },
};

export function toError(problem: Problem): ErrorAnswer {
  return { status: rows[problem.kind].status, headers: {}, body: bodyOf(problem) };
}

/** Inside a stream the error is a line like others. */
export function toErrorEvent(problem: Problem): WireEvent {
  return event(bodyOf(problem));
}

function bodyOf({ kind, message }: Problem): object {
  return { error: rows[kind].message ?? message };
}

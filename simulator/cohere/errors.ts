import { randomUUID } from "node:crypto";
import type { WireEvent } from "../framing.ts";
import type { Problem, ProblemKind } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";
import { event } from "./answer.ts";

const rows: Readonly<Record<ProblemKind, { readonly status: number; readonly message?: string }>> = {
  "bad-request": { status: 400 },
  "no-such-path": { status: 404 },
  "no-key": { status: 401, message: "no api key supplied" },
  "wrong-key": { status: 401, message: "invalid api token" },
  "no-such-model": { status: 404 },
  "too-large": { status: 413 },
  "context-length": { status: 400 },
  "content-filter": { status: 400, message: "blocked output: the response was blocked by the content filter" },
  "rate-limit": {
    status: 429,
    message: "You are past the per minute request limit, please wait and try again later.",
  },
  internal: { status: 500, message: "internal server error, this has been reported to our developers." },
  overloaded: { status: 503, message: "service unavailable, please try again later." },
};

export function toError(problem: Problem): ErrorAnswer {
  const status = problem.status ?? rows[problem.kind].status;
  return { status, headers: {}, body: { id: randomUUID(), message: wording(problem) } };
}

/** Inside a stream an error is a message end like others, with another reason. */
export function toErrorEvent(problem: Problem): WireEvent {
  return event("message-end", { delta: { finish_reason: "ERROR", error: wording(problem) } });
}

function wording({ kind, message, tokens }: Problem): string {
  if (kind !== "context-length" || tokens === undefined) return rows[kind].message ?? message;
  return (
    `too many tokens: total number of tokens in the prompt cannot exceed ${tokens.most} - received ${tokens.prompt}. ` +
    "Try using a shorter prompt, or enable prompt truncating."
  );
}

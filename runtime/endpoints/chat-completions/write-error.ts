/** Failure → the client's error. Everything but the provider's own words comes from the table of failure classes. */
import type { FailureClass } from "../../../semantics/failures.ts";
import { type Failure, failures } from "../../failures.ts";

/** One attempt as the client may see it. */
export interface AttemptNote {
  target: string;
  failure: FailureClass;
  /** Status of the upstream's answer, where there was one. */
  status?: number;
  /** How long the attempt took. */
  ms?: number;
}

export interface ErrorBody {
  error: {
    message: string;
    type: string;
    param: string | null;
    code: string;
    attempts?: readonly AttemptNote[];
  };
}

export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: ErrorBody;
}

/** Official clients wait at most this long, in milliseconds; told more, they wait for too long or not at all. */
const LONGEST_WAIT = 60_000;

/** `attempts` in the order they were made; none for a request that was refused before the first. */
export function writeError(failure: Failure, attempts: readonly AttemptNote[] = []): ErrorAnswer {
  const row = failures[failure.class];
  const headers: Record<string, string> = { "content-type": "application/json" };
  const wait = failure.retryAfter;
  if (wait !== undefined && row.status >= 429) {
    const advertised = Math.min(wait, LONGEST_WAIT);
    headers["retry-after"] = String(Math.ceil(advertised / 1000));
    headers["retry-after-ms"] = String(Math.ceil(advertised));
  }
  // Clients retry these statuses by themselves, which mends neither the operator's account nor a long wait.
  if (row.alarm || (wait ?? 0) > LONGEST_WAIT) headers["x-should-retry"] = "false";
  return { status: row.status, headers, body: errorBody(failure, attempts) };
}

export function errorBody(failure: Failure, attempts: readonly AttemptNote[] = []): ErrorBody {
  const { type, code } = failures[failure.class];
  return {
    error: {
      message: messageOf(failure),
      type,
      param: failure.param ?? null,
      code,
      ...(attempts.length === 0 ? {} : { attempts }),
    },
  };
}

function messageOf(failure: Failure): string {
  const row = failures[failure.class];
  const message = row.words && failure.detail !== "" ? failure.detail : row.message;
  // Clients that shorten their history and try again look for this phrase.
  if (failure.class !== "context-length" || /maximum context length/i.test(message)) return message;
  return `${message} (This is over the model's maximum context length.)`;
}

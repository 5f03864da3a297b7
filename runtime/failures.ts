/**
 * The table of failure classes: what alarms and the client's error read. What follows a failure, fallback and retry, is in the
 * semantics' list of the same classes, which the verifier reads, too. Which class a failure is of is decided where it is met: by
 * dialects, attempts and endpoints.
 */
import { type FailureClass, type FailureCourse, failureCourses } from "../semantics/failures.ts";

/** Kinds of refusals; each endpoint has its own names for them. */
export type RefusalKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "missing"
  | "too-large"
  | "rate-limited"
  | "no-quota"
  | "overloaded"
  | "failed";

/** What a failure speaks of: the target alone, all that is asked with the same key, or all that is reached at the same address. */
export type BreakerScope = "target" | "account" | "host";

/** When a breaker opens by failures of a class, and for how long. */
export interface BreakerTerms {
  readonly scope: BreakerScope;
  /** So many in a row open it; of several classes, their shares add up. */
  readonly after: number;
  /** Milliseconds until it is tried again where the provider names no time: at first, and at most after tries that failed. */
  readonly rest: number;
  readonly longestRest: number;
}

export interface FailureRow extends FailureCourse {
  /** HTTP status of the client's answer. */
  readonly status: number;
  /** The provider's own statuses, first and last, that reach the client in its place: they say no less to clients, and as much of retries. */
  readonly keeps?: readonly [number, number];
  readonly kind: RefusalKind;
  /** What programs tell it by. */
  readonly code: string;
  /** What it does to the target's health; absent: nothing, since the provider has answered, or was never asked. */
  readonly breaker?: BreakerTerms;
  /** The operator's own mistake: logged loudly even when a fallback hides it from the client. */
  readonly alarm: boolean;
  /** The higher, the more it tells the client when every target failed. */
  readonly telling: number;
  /** Safe to show to the client; the provider's own words are added only where `words` allows. */
  readonly message: string;
  /** The provider's message is about the client's own request and may be shown. */
  readonly words: boolean;
}

/** One failed attempt, or one refused request. */
export interface Failure {
  class: FailureClass;
  /** What happened, for the client where the row's `words` allows, else for the log; never a secret. */
  detail: string;
  /** Status of the upstream's answer, where there was one. */
  status?: number;
  /** What the connection failed with, such as ECONNREFUSED: for the log. */
  code?: string;
  /** Milliseconds to wait, as the provider asked. */
  retryAfter?: number;
  /** The parameter that is wrong, where the provider or the check names one. */
  param?: string;
  /** The parameter that was refused and that the client has not said: the gateway or its policy adds it. */
  added?: string;
  /** Nothing was sent, so it says nothing of the target. */
  unsent?: true;
  /** What the provider says of the client's content beside its message, such as which of its filters were hit. */
  inner?: Record<string, unknown>;
}

const upstream = { alarm: false, words: false };
const client = { ...upstream, words: true };
const operator = { ...upstream, alarm: true };

/** A failure that may pass by itself. */
function passing(after: number, rest = 5_000): { alarm: boolean; words: boolean; breaker: BreakerTerms } {
  return { ...upstream, breaker: { scope: "target", after, rest, longestRest: 60_000 } };
}

/** One that an operator has to end. */
function lasting(after: number): BreakerTerms {
  return { scope: "account", after, rest: 30_000, longestRest: 300_000 };
}

const unreachable: BreakerTerms = { ...passing(3).breaker, scope: "host" };

const rows: Readonly<Record<FailureClass, Omit<FailureRow, keyof FailureCourse>>> = {
  connect: {
    ...upstream,
    breaker: unreachable,
    status: 502,
    kind: "failed",
    code: "upstream_unreachable",
    telling: 1,
    message: "The provider could not be reached.",
  },
  "timeout-first-token": {
    ...passing(3),
    status: 504,
    kind: "failed",
    code: "timeout",
    telling: 2,
    message: "The provider did not begin its answer in time.",
  },
  "timeout-idle": {
    ...passing(3),
    status: 504,
    kind: "failed",
    code: "timeout",
    telling: 2,
    message: "The provider stopped in the middle of its answer.",
  },
  "timeout-attempt": {
    ...passing(3),
    status: 504,
    kind: "failed",
    code: "timeout",
    telling: 2,
    message: "The provider did not answer in time.",
  },
  deadline: {
    ...upstream,
    status: 504,
    kind: "failed",
    code: "deadline_exceeded",
    telling: 3,
    message: "The route's deadline passed before an answer was complete.",
  },
  "rate-limited": {
    ...passing(1, 1_000),
    status: 429,
    kind: "rate-limited",
    code: "rate_limit_exceeded",
    telling: 6,
    message: "The provider limits the rate of requests. Try again later.",
  },
  quota: {
    ...operator,
    breaker: lasting(1),
    status: 429,
    kind: "no-quota",
    code: "insufficient_quota",
    telling: 5,
    message: "The gateway's account at the provider has no quota left.",
  },
  overloaded: {
    ...passing(5),
    status: 503,
    kind: "overloaded",
    code: "overloaded",
    telling: 4,
    message: "The provider is overloaded. Try again later.",
  },
  "server-error": {
    ...passing(5),
    status: 502,
    keeps: [500, 599],
    kind: "failed",
    code: "upstream_error",
    telling: 3,
    message: "The provider failed.",
  },
  auth: {
    ...operator,
    breaker: lasting(2),
    status: 502,
    kind: "failed",
    code: "upstream_auth",
    telling: 4,
    message: "The provider refused the gateway's credentials.",
  },
  "not-found": {
    ...operator,
    status: 404,
    kind: "missing",
    code: "upstream_not_found",
    telling: 4,
    message: "The provider does not offer the model that the route names.",
  },
  malformed: {
    ...passing(5),
    status: 502,
    kind: "failed",
    code: "upstream_malformed",
    telling: 2,
    message: "The provider's answer could not be read.",
  },
  truncated: {
    ...passing(5),
    status: 502,
    kind: "failed",
    code: "upstream_truncated",
    telling: 2,
    message: "The provider's answer broke off.",
  },
  "context-length": {
    ...client,
    status: 400,
    kind: "invalid",
    code: "context_length_exceeded",
    telling: 9,
    message: "The request is longer than the model's context.",
  },
  "content-filter": {
    ...client,
    status: 400,
    kind: "invalid",
    code: "content_filter",
    telling: 10,
    message: "The provider refused the request's content.",
  },
  "bad-request": {
    ...client,
    status: 400,
    keeps: [400, 422],
    kind: "invalid",
    code: "bad_request",
    telling: 8,
    message: "The request is not valid.",
  },
  unsupported: {
    ...client,
    status: 400,
    keeps: [400, 422],
    kind: "invalid",
    code: "unsupported",
    telling: 7,
    message: "The request asks for something that the model cannot do.",
  },
  cancelled: {
    ...client,
    status: 499,
    kind: "failed",
    code: "cancelled",
    telling: 0,
    message: "The client went away.",
  },
  "over-budget": {
    ...client,
    status: 402,
    kind: "no-quota",
    code: "budget_exhausted",
    telling: 10,
    message: "The budget is spent.",
  },
  "over-limit": {
    ...client,
    status: 429,
    kind: "rate-limited",
    code: "rate_limit_exceeded",
    telling: 10,
    message: "Too many requests.",
  },
  "no-target": {
    ...client,
    status: 400,
    kind: "invalid",
    code: "no_target",
    telling: 10,
    message: "No target of the route can serve this request.",
  },
};

export const failures: Readonly<Record<FailureClass, FailureRow>> = withCourses();

function withCourses(): Readonly<Record<FailureClass, FailureRow>> {
  const both = Object.entries(rows).map(([name, row]) => [name, { ...row, ...failureCourses[name as FailureClass] }]);
  return Object.fromEntries(both) as Record<FailureClass, FailureRow>;
}

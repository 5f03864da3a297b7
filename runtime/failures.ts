/**
 * The table of failure classes. Retry, alarms and the client's error read it, and so does fallback where a route does not say
 * `fallbackOn`. Which class a failure is of is decided where it is met: by dialects, attempts and endpoints.
 */

export type FailureClass =
  | "connect"
  | "timeout-first-token"
  | "timeout-idle"
  | "timeout-attempt"
  | "deadline"
  | "rate-limited"
  | "quota"
  | "overloaded"
  | "server-error"
  | "auth"
  | "not-found"
  | "malformed"
  | "truncated"
  | "context-length"
  | "content-filter"
  | "bad-request"
  | "unsupported"
  | "cancelled"
  | "over-budget"
  | "over-limit"
  | "no-target";

export interface FailureRow {
  /** HTTP status of the client's answer. */
  readonly status: number;
  /** `error.type` and `error.code` of the client's answer. */
  readonly type: string;
  readonly code: string;
  /** Worth another try at the same target. */
  readonly retry: boolean;
  /** Goes to the next target, unless the policy says otherwise. */
  readonly fallback: boolean;
  /** Counts against the target's health. */
  readonly breaker: boolean;
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
  /** Milliseconds to wait, as the provider asked. */
  retryAfter?: number;
  /** The parameter that is wrong, where the provider or the check names one. */
  param?: string;
}

const upstream = { retry: false, fallback: true, breaker: false, alarm: false, words: false };
const temporary = { ...upstream, retry: true, breaker: true };
const client = { ...upstream, fallback: false, words: true };
const operator = { ...upstream, alarm: true };

export const failures: Readonly<Record<FailureClass, FailureRow>> = {
  connect: {
    ...temporary,
    status: 502,
    type: "server_error",
    code: "upstream_unreachable",
    telling: 1,
    message: "The provider could not be reached.",
  },
  "timeout-first-token": {
    ...temporary,
    retry: false,
    status: 504,
    type: "server_error",
    code: "timeout",
    telling: 2,
    message: "The provider did not begin its answer in time.",
  },
  "timeout-idle": {
    ...temporary,
    retry: false,
    status: 504,
    type: "server_error",
    code: "timeout",
    telling: 2,
    message: "The provider stopped in the middle of its answer.",
  },
  "timeout-attempt": {
    ...temporary,
    retry: false,
    status: 504,
    type: "server_error",
    code: "timeout",
    telling: 2,
    message: "The provider did not answer in time.",
  },
  deadline: {
    ...upstream,
    fallback: false,
    status: 504,
    type: "server_error",
    code: "deadline_exceeded",
    telling: 3,
    message: "The route's deadline passed before an answer was complete.",
  },
  "rate-limited": {
    ...temporary,
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    telling: 6,
    message: "The provider limits the rate of requests. Try again later.",
  },
  quota: {
    ...operator,
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    telling: 5,
    message: "The gateway's account at the provider has no quota left.",
  },
  overloaded: {
    ...temporary,
    status: 503,
    type: "overloaded_error",
    code: "overloaded",
    telling: 4,
    message: "The provider is overloaded. Try again later.",
  },
  "server-error": {
    ...temporary,
    status: 502,
    type: "server_error",
    code: "upstream_error",
    telling: 3,
    message: "The provider failed.",
  },
  auth: {
    ...operator,
    status: 502,
    type: "server_error",
    code: "upstream_auth",
    telling: 4,
    message: "The provider refused the gateway's credentials.",
  },
  "not-found": {
    ...operator,
    status: 502,
    type: "server_error",
    code: "upstream_not_found",
    telling: 4,
    message: "The provider does not offer the model that the route names.",
  },
  malformed: {
    ...temporary,
    retry: false,
    status: 502,
    type: "server_error",
    code: "upstream_malformed",
    telling: 2,
    message: "The provider's answer could not be read.",
  },
  truncated: {
    ...temporary,
    status: 502,
    type: "server_error",
    code: "upstream_truncated",
    telling: 2,
    message: "The provider's answer broke off.",
  },
  "context-length": {
    ...client,
    fallback: true,
    status: 400,
    type: "invalid_request_error",
    code: "context_length_exceeded",
    telling: 9,
    message: "The request is longer than the model's context.",
  },
  "content-filter": {
    ...client,
    status: 400,
    type: "invalid_request_error",
    code: "content_filter",
    telling: 10,
    message: "The provider refused the request's content.",
  },
  "bad-request": {
    ...client,
    status: 400,
    type: "invalid_request_error",
    code: "bad_request",
    telling: 8,
    message: "The request is not valid.",
  },
  unsupported: {
    ...client,
    fallback: true,
    status: 400,
    type: "invalid_request_error",
    code: "unsupported",
    telling: 7,
    message: "The request asks for something that the model cannot do.",
  },
  cancelled: {
    ...client,
    status: 499,
    type: "server_error",
    code: "cancelled",
    telling: 0,
    message: "The client went away.",
  },
  "over-budget": {
    ...client,
    status: 402,
    type: "insufficient_quota",
    code: "budget_exhausted",
    telling: 10,
    message: "The budget is spent.",
  },
  "over-limit": {
    ...client,
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    telling: 10,
    message: "Too many requests.",
  },
  "no-target": {
    ...client,
    status: 400,
    type: "invalid_request_error",
    code: "no_target",
    telling: 10,
    message: "No target of the route can serve this request.",
  },
};

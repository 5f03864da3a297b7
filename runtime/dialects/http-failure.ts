/**
 * From a refused request to its failure class: by status first, then by the codes of the parsed body. A message is only
 * searched for what no provider gives a code for, that the request is too long, and only where the status allows it.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { FailureClass } from "../../semantics/failures.ts";
import type { Failure } from "../failures.ts";

/** What a dialect found in an error body. */
export interface ErrorFacts {
  message?: string;
  type?: string;
  code?: string;
  param?: string;
  /** What it says beside, of the content that it refused. */
  inner?: Record<string, unknown>;
}

const DETAIL_LENGTH = 2000;

/** A client may read what is wrong with its request, and nothing about whose account and which machine it went to. */
const secrets: readonly RegExp[] = [
  /\b(sk|pk|org|proj|acct|key|user)[-_][\w*-]{4,}/gi,
  /\b[a-z]{2,5}[-_](?=[\w-]*\d)[\w*-]{12,}/gi,
  /\b[A-Za-z0-9]{2,8}\*{2,}[\w*]*/g,
  /\barn:[^\s"'`>)\]]+/gi,
  /\bhttps?:\/\/[^\s"'`)>\]]+/gi,
  /\b(\d{1,3}\.){3}\d{1,3}(:\d+)?\b/g,
];

function redacted(message: string): string {
  return secrets.reduce((text, secret) => text.replace(secret, "…"), message);
}

/** The failure of an answer with this status; `facts` is undefined where the body is not one the dialect knows. */
export function httpFailure(status: number, headers: IncomingHttpHeaders, facts: ErrorFacts | undefined): Failure {
  const failure: Failure = { ...read(status, facts), status };
  if (facts?.message === undefined || failure.class === "auth") failure.detail = plainDetail(status, headers, facts);
  const wait = retryAfter(headers, Date.now());
  if (wait !== undefined) failure.retryAfter = wait;
  return failure;
}

/** The failure of an error that came without a status, in a stream or in the body of a 2xx answer. */
export function streamedFailure(facts: ErrorFacts): Failure {
  const status = Number(facts.code);
  const known = status >= 400 && status < 600 ? status : statusOf(facts);
  const failure = read(known, facts);
  if (failure.class === "auth" || failure.detail === "")
    failure.detail = `the provider answered with an error (${facts.code ?? facts.type ?? "unnamed"})`;
  return failure;
}

/** Milliseconds to wait by the headers that all providers may send; `now` is in milliseconds. Never negative. */
export function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const exact = number(headers["retry-after-ms"]);
  if (exact !== undefined) return exact;
  const seconds = number(headers["retry-after"]);
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  return untilDate(headers["retry-after"], now) ?? number(headers["x-ms-retry-after-ms"]);
}

/** Milliseconds from `now` until a date in RFC 3339 or HTTP form; 0 for one that is past. */
export function untilDate(text: unknown, now: number): number | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT|^[A-Z][a-z]{2},/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function read(status: number, facts: ErrorFacts | undefined): Failure {
  const failure: Failure = {
    class: classOf(status, facts),
    detail: redacted((facts?.message ?? "").slice(0, DETAIL_LENGTH)),
  };
  if (facts?.param !== undefined) failure.param = facts.param;
  if (facts?.inner !== undefined && failure.class === "content-filter") failure.inner = facts.inner;
  return failure;
}

function classOf(status: number, facts: ErrorFacts | undefined): FailureClass {
  switch (status) {
    case 400:
    case 413:
    case 422:
      return refusalClass(facts);
    case 403:
      return forbiddenClass(facts);
    case 401:
    case 407:
    case 412:
    case 434:
      return "auth";
    case 402:
      return "quota";
    case 404:
    case 405:
    case 410:
      return "not-found";
    case 408:
    case 504:
    case 524:
      return "timeout-attempt";
    case 429:
      return rateClass(facts);
    case 498:
    case 503:
    case 529:
      return "overloaded";
    case 409:
    case 424:
    case 425:
      return "server-error";
    default:
      if (status < 400 || status >= 500 || ofTransport.has(status)) return "server-error";
      return facts === undefined ? fromBetween : "bad-request";
  }
}

/** Of the request's line, headers and connection, which are the gateway's. */
const ofTransport = new Set([406, 411, 414, 415, 416, 417, 421, 426, 428, 431, 444, 494, 495, 496, 497, 499]);

/** A box in between speaks without an error of the dialect's own, and of nothing that the client has sent. */
const fromBetween = "malformed";

const noCredits =
  /credit balance|insufficient (credits?|balance|funds|quota)|out of credits|any credits|billing (is|has) not/i;
const filtered = /content exists risk|violates (our )?usage guidelines|may contain inappropriate content/i;

const quotaNames = new Set([
  "insufficient_quota",
  "billing_error",
  "billing_hard_limit_reached",
  "billing_not_active",
  "insufficient_balance",
  "usage_limit_reached",
  "exceeded_current_quota_error",
  "Arrearage",
]);

/** What a name in the body makes of a status that says no more than "refused". */
const refusals: Readonly<Record<string, FailureClass>> = {
  context_length_exceeded: "context-length",
  content_filter: "content-filter",
  content_policy_violation: "content-filter",
  data_inspection_failed: "content-filter",
  DataInspectionFailed: "content-filter",
  tokens_limit_reached: "context-length",
  unsupported_parameter: "unsupported",
  unsupported_value: "unsupported",
  model_not_found: "not-found",
  not_found_error: "not-found",
  invalid_api_key: "auth",
  API_KEY_INVALID: "auth",
  FAILED_PRECONDITION: "auth",
  authentication_error: "auth",
  permission_error: "auth",
  rate_limit_exceeded: "rate-limited",
  rate_limit_error: "rate-limited",
  unknown_parameter: "unsupported",
};

function refusalClass(facts: ErrorFacts | undefined): FailureClass {
  if (facts === undefined) return fromBetween;
  for (const name of names(facts)) {
    if (quotaNames.has(name)) return "quota";
    if (Object.hasOwn(refusals, name)) return refusals[name]!;
  }
  if (tooLong(facts)) return "context-length";
  const begins = (facts?.message ?? "").slice(0, BEGINNING);
  return operatorPhrases.find(([, phrase]) => phrase.test(begins))?.[0] ?? "bad-request";
}

/** Where a message says what is wrong: further on it may quote the request. */
const BEGINNING = 120;

/** A provider that has looked at the content says so; else it is the account that may not do it. */
function forbiddenClass(facts: ErrorFacts | undefined): FailureClass {
  const begins = (facts?.message ?? "").slice(0, BEGINNING);
  if (names(facts).some((name) => refusals[name] === "content-filter") || filtered.test(begins))
    return "content-filter";
  return noCredits.test(begins) ? "quota" : "auth";
}

/** What is used up is no rate, and neither is a machine that is busy. */
function rateClass(facts: ErrorFacts | undefined): FailureClass {
  if (names(facts).some((name) => quotaNames.has(name))) return "quota";
  return names(facts).some((name) => busyNames.has(name)) ? "overloaded" : "rate-limited";
}

const busyNames = new Set(["engine_overloaded_error", "overloaded_error", "overloaded"]);

/** What is not the client's fault, as providers word it that have no code for it. */
const operatorPhrases: readonly (readonly [FailureClass, RegExp])[] = [
  ["auth", /(incorrect|invalid|expired|missing) api key|api key (is )?(not valid|not found|invalid|expired|missing)/i],
  ["quota", noCredits],
  ["content-filter", filtered],
  [
    "unsupported",
    /unknown variant `?developer|role.{0,20}\bdeveloper\b|\bdeveloper\b.{0,20}\brole|unrecognized request argument/i,
  ],
];

/** Phrases for "longer than the context", as hosts of models word them. */
const tooLongPhrases: readonly RegExp[] = [
  /maximum context length/i,
  /prompt is too long/i,
  /exceed(s|ed)? (the |your )?(maximum )?context (window|limit|length)/i,
  /exceed(s|ed)? (the )?model token limit/i,
  /please reduce the length of/i,
  /input tokens exceed the configured limit/i,
  /input token count .{0,40}exceeds the maximum number of tokens/i,
  /input is too long for requested model/i,
  /too many (input )?tokens/i,
  /range of input length should be/i,
  /longer than the (maximum model length|model's context length)/i,
  /exceeds the available context size/i,
  /current length is \d+ while limit is \d+/i,
  /`inputs` tokens \+ `max_new_tokens` must be/i,
];

function tooLong(facts: ErrorFacts | undefined): boolean {
  const message = facts?.message ?? "";
  if (facts?.code === "string_above_max_length" || facts?.param === "user") return false;
  return tooLongPhrases.some((phrase) => phrase.test(message));
}

/** The status that a provider sends with an error of this name, where the error came without one. */
const statuses: Readonly<Record<string, number>> = {
  overloaded_error: 529,
  overloaded: 503,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  billing_error: 402,
  authentication_error: 401,
  invalid_api_key: 401,
  permission_error: 403,
  not_found_error: 404,
  model_not_found: 404,
  timeout_error: 504,
  timeout: 504,
  request_too_large: 413,
  invalid_request_error: 400,
  context_length_exceeded: 400,
  content_filter: 400,
};

function statusOf(facts: ErrorFacts): number {
  for (const name of names(facts)) if (Object.hasOwn(statuses, name)) return statuses[name]!;
  return 500;
}

function names(facts: ErrorFacts | undefined): string[] {
  return [facts?.code, facts?.type].filter((name) => name !== undefined);
}

/** For a body that is not the dialect's own, such as a proxy's page of HTML, which is never copied. */
function plainDetail(status: number, headers: IncomingHttpHeaders, facts: ErrorFacts | undefined): string {
  const type = headers["content-type"]?.split(";")[0]?.trim().slice(0, 60);
  const name = facts?.code ?? facts?.type ?? type;
  return name === undefined ? `the provider answered ${status}` : `the provider answered ${status} (${name})`;
}

function number(value: unknown): number | undefined {
  if (typeof value !== "string" || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

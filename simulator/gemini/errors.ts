import type { WireEvent } from "../framing.ts";
import type { Problem, ProblemKind } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";
import type { Host } from "./shapes.ts";

interface Row {
  readonly code: number;
  readonly status: string;
  readonly message?: string;
  /** Why, in a word that programs read. */
  readonly reason?: string;
}

const invalid = { code: 400, status: "INVALID_ARGUMENT" };
const notValid = "API key not valid. Please pass a valid API key.";
const unregistered =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of " +
  "API consumer identity to call this API.";
const expected =
  "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid " +
  "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

const shared: Readonly<Record<Exclude<ProblemKind, "no-key" | "wrong-key">, Row>> = {
  "bad-request": invalid,
  "no-such-path": { code: 404, status: "NOT_FOUND" },
  "no-such-model": { code: 404, status: "NOT_FOUND" },
  "too-large": { code: 413, status: "INVALID_ARGUMENT" },
  "context-length": invalid,
  "content-filter": { code: 200, status: "OK" },
  "rate-limit": { code: 429, status: "RESOURCE_EXHAUSTED" },
  internal: { code: 500, status: "INTERNAL" },
  overloaded: { code: 503, status: "UNAVAILABLE", message: "The model is overloaded. Please try again later." },
};

const rows: Readonly<Record<Host, Readonly<Record<ProblemKind, Row>>>> = {
  developer: {
    ...shared,
    "no-key": { code: 403, status: "PERMISSION_DENIED", message: unregistered },
    "wrong-key": { ...invalid, message: notValid, reason: "API_KEY_INVALID" },
  },
  cloud: {
    ...shared,
    "no-key": { code: 401, status: "UNAUTHENTICATED", message: expected, reason: "CREDENTIALS_MISSING" },
    "wrong-key": { code: 401, status: "UNAUTHENTICATED", message: expected, reason: "ACCESS_TOKEN_TYPE_UNSUPPORTED" },
  },
};

/** A prompt that the filter blocks is no error here: it is an answer without candidates. */
export function toError(host: Host): (problem: Problem) => ErrorAnswer {
  return (problem) => {
    const body = problem.kind === "content-filter" ? blocked(problem) : errorBody(host, problem);
    return { status: rows[host][problem.kind].code, headers: {}, body };
  };
}

/** Inside a stream the error takes the place of a chunk. */
export function toErrorEvent(host: Host): (problem: Problem) => WireEvent {
  return (problem) => ({ data: JSON.stringify(errorBody(host, problem)), token: false });
}

function errorBody(host: Host, problem: Problem): object {
  const { code, status, message, reason } = rows[host][problem.kind];
  const info = reason === undefined ? [] : [detail("ErrorInfo", { reason, domain: "googleapis.com", metadata: {} })];
  const details = [...info, ...detailsOf(problem)];
  const error = { code, message: message ?? wording(problem), status, ...(details.length > 0 ? { details } : {}) };
  return { error };
}

function wording({ kind, message, tokens }: Problem): string {
  if (kind !== "context-length" || tokens === undefined) return message;
  return `The input token count (${tokens.prompt}) exceeds the maximum number of tokens allowed (${tokens.most}).`;
}

function detailsOf({ kind, violations, retryAfter = 1 }: Problem): object[] {
  if (violations) return [detail("BadRequest", { fieldViolations: violations })];
  if (kind !== "rate-limit") return [];
  const quota = { quotaMetric: "generativelanguage.googleapis.com/generate_content_requests", quotaId: "PerMinute" };
  return [detail("QuotaFailure", { violations: [quota] }), detail("RetryInfo", { retryDelay: `${retryAfter}s` })];
}

function detail(type: string, members: object): object {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...members };
}

function blocked({ tokens }: Problem): object {
  const count = tokens?.prompt ?? 1;
  return {
    promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
    usageMetadata: { promptTokenCount: count, totalTokenCount: count },
    modelVersion: "simulated",
  };
}

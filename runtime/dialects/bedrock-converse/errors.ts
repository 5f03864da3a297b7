/** Refusals and exceptions → failures. What is wrong is named in a header, in the body or in the frame. */
import type { IncomingHttpHeaders } from "node:http";
import type { FailureClass } from "../../../semantics/failures.ts";
import type { Failure } from "../../failures.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { Dialect } from "../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure } from "../http-failure.ts";
import { isObject } from "./wire.ts";

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const parsed = parseJson(body);
  const name = nameIn(headers) ?? nameOf(parsed);
  // Some of the service's front doors refuse everything with 400.
  const meant = status === 400 && name !== undefined ? (statuses[name] ?? status) : status;
  return { ...named(httpFailure(meant, headers, readFacts(parsed, name)), name), status };
};

/** The failure of an exception inside a stream; `name` begins with a small letter there, and may be a status. */
export function exceptionFailure(name: string, body: unknown): Failure {
  const proper = name.slice(0, 1).toUpperCase() + name.slice(1);
  const facts = readFacts(body, proper) ?? {};
  return named(streamedFailure({ ...facts, code: String(statuses[proper] ?? name) }), proper);
}

/** Of a 2xx answer that is none: the service's own fault may come so. */
export function bodyFailure(body: Record<string, unknown>): Failure {
  const name = nameOf(body) ?? nameOf(body.Output);
  if (name === undefined) return { class: "malformed", detail: "the answer has no output" };
  return exceptionFailure(name, body);
}

const statuses: Readonly<Record<string, number>> = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ModelTimeoutException: 408,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  ModelNotReadyException: 429,
  ThrottlingException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
};

/** What a name says that its status does not. */
const classes: Readonly<Record<string, FailureClass>> = {
  ServiceQuotaExceededException: "quota",
  ExpiredTokenException: "auth",
  IncompleteSignatureException: "auth",
  InvalidSignatureException: "auth",
  MissingAuthenticationTokenException: "auth",
  UnrecognizedClientException: "auth",
};

/** What is refused as not valid, and not for anything that the client has sent. */
const phrases: readonly (readonly [FailureClass, RegExp])[] = [
  ["context-length", /expected maxLength|too many input tokens|input length and `max_tokens` exceed/i],
  ["not-found", /model identifier is invalid|on-demand throughput|inference profile/i],
  ["unsupported", /model (doesn.t|does not|cannot) (support|use)/i],
  ["auth", /operation not allowed/i],
];

/** Where a message says what is wrong: further on it may quote the request. */
const BEGINNING = 200;

function named(failure: Failure, name: string | undefined): Failure {
  const said = name === undefined ? undefined : classes[name];
  if (said !== undefined) return { ...failure, class: said, detail: name! };
  if (failure.class !== "bad-request") return failure;
  const begins = (failure.detail ?? "").slice(0, BEGINNING);
  const [found] = phrases.find(([, phrase]) => phrase.test(begins)) ?? [];
  return found === undefined ? failure : { ...failure, class: found };
}

/** `Name:http://…` */
function nameIn(headers: IncomingHttpHeaders): string | undefined {
  const value = headers["x-amzn-errortype"];
  return typeof value === "string" ? value.split(":")[0] : undefined;
}

/** `namespace#Name` */
function nameOf(body: unknown): string | undefined {
  const type = isObject(body) ? body.__type : undefined;
  return typeof type === "string" ? type.split("#").at(-1) : undefined;
}

function readFacts(body: unknown, name: string | undefined): ErrorFacts | undefined {
  const message = isObject(body) ? (body.message ?? body.Message) : undefined;
  if (typeof message !== "string" && name === undefined) return undefined;
  return { ...(typeof message === "string" && { message }), ...(name !== undefined && { type: name }) };
}

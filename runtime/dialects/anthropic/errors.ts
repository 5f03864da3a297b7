/** Error answers → failures. */

import type { IncomingHttpHeaders } from "node:http";
import type { Failure } from "../../failures.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { Dialect } from "../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure, untilDate } from "../http-failure.ts";
import { isObject } from "./wire.ts";

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const failure = httpFailure(status, headers, readErrorFacts(parseJson(body)));
  const wait = failure.retryAfter ?? (status === 429 ? untilReset(headers, Date.now()) : undefined);
  return wait === undefined ? failure : { ...failure, retryAfter: wait };
};

/** The failure that an error event, or an error in place of an answer, carries. */
export function bodyFailure(body: Record<string, unknown>): Failure {
  return streamedFailure(readErrorFacts(body) ?? {});
}

/** Milliseconds until every limit that is used up is renewed, by the API's own rate limit headers. */
export function untilReset(headers: IncomingHttpHeaders, now: number): number | undefined {
  const waits = ["requests", "tokens", "input-tokens", "output-tokens"].flatMap((limit) => {
    if ((headers[`anthropic-ratelimit-${limit}-remaining`] ?? "0") !== "0") return [];
    return untilDate(headers[`anthropic-ratelimit-${limit}-reset`], now) ?? [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

function readErrorFacts(body: unknown): ErrorFacts | undefined {
  if (!isObject(body)) return undefined;
  const { error } = body;
  if (typeof error === "string") return { message: error };
  if (!isObject(error)) return undefined;
  const facts: ErrorFacts = {};
  if (typeof error.message === "string") facts.message = error.message;
  if (typeof error.type === "string") facts.type = error.type;
  return facts;
}

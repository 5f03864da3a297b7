/** Error answers → failures. The error may stand in a list, and says more in its details than in its status. */
import type { Failure } from "../../../failures.ts";
import { parseJson } from "../../../wire/parse-json.ts";
import type { Dialect } from "../../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure } from "../../http-failure.ts";
import { isObject } from "./wire.ts";

type Members = Record<string, unknown>;

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const error = errorOf(parseJson(body));
  const failure = httpFailure(status, headers, error && factsOf(error));
  return error === undefined ? failure : { ...retryDelay(error, failure), ...failure };
};

/** The failure that a body or an event carries in place of an answer. */
export function bodyFailure(body: unknown): Failure | undefined {
  const error = errorOf(body);
  if (error === undefined) return undefined;
  const { code } = error;
  if (typeof code !== "number" || code < 400) return streamedFailure(factsOf(error));
  const { status: _, ...failure } = httpFailure(code, {}, factsOf(error));
  return { ...retryDelay(error, failure), ...failure };
}

function errorOf(body: unknown): Members | undefined {
  const whole: unknown = Array.isArray(body) ? body[0] : body;
  const error = isObject(whole) ? whole.error : undefined;
  if (typeof error === "string") return { message: error };
  return isObject(error) ? error : undefined;
}

function factsOf(error: Members): ErrorFacts {
  const { message, status } = error;
  const facts: ErrorFacts = {};
  if (typeof message === "string" && message !== "") facts.message = message;
  if (typeof status === "string") facts.type = status;
  const reason = detailsOf(error).find((detail) => typeof detail.reason === "string")?.reason;
  if (isUsedUp(error)) facts.code = "insufficient_quota";
  else if (typeof reason === "string") facts.code = reason;
  return facts;
}

/** What is renewed within a minute is a rate; what is renewed the next day, or never, is a quota. */
function isUsedUp(error: Members): boolean {
  const violations = detailsOf(error).flatMap(({ violations: list }) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
  return violations.some(({ quotaId, quotaValue }) => /PerDay/.test(String(quotaId)) || quotaValue === "0");
}

/** `41s`, `1.5s` → milliseconds; of a quota it is said as well, and is not so. */
function retryDelay(error: Members, failure: Failure): { retryAfter?: number } {
  if (failure.class === "quota") return {};
  const delay = detailsOf(error).find((detail) => typeof detail.retryDelay === "string")?.retryDelay;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(String(delay))?.[1];
  return seconds === undefined ? {} : { retryAfter: Math.ceil(Number(seconds) * 1000) };
}

function detailsOf({ details }: Members): Members[] {
  return Array.isArray(details) ? details.filter(isObject) : [];
}

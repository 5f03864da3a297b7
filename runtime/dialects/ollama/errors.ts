/** Error answers → failures: a status, and one text. */
import type { Failure } from "../../failures.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { Dialect } from "../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure } from "../http-failure.ts";
import { isObject } from "./wire.ts";

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const facts = readFacts(parseJson(body));
  return named(httpFailure(status, headers, facts), facts);
};

/** The failure that a 2xx body or a line of a stream carries. */
export function bodyFailure(body: Record<string, unknown>): Failure {
  const facts = readFacts(body);
  if (facts === undefined) return { class: "malformed", detail: "the answer has no message" };
  return named(streamedFailure(facts), facts);
}

/** Where a message says what is wrong: further on it may quote the request. */
const BEGINNING = 120;

/** What a model cannot do is not the client's fault: another target may. */
function named(failure: Failure, facts: ErrorFacts | undefined): Failure {
  const begins = (facts?.message ?? "").slice(0, BEGINNING);
  if (failure.class === "bad-request" && /does not support/i.test(begins)) return { ...failure, class: "unsupported" };
  if (failure.class === "bad-request" && /exceeds the context length/i.test(begins))
    return { ...failure, class: "context-length" };
  return failure;
}

function readFacts(body: unknown): ErrorFacts | undefined {
  if (!isObject(body)) return undefined;
  const { error } = body;
  const message = isObject(error) ? error.message : error;
  return typeof message === "string" ? { message } : undefined;
}

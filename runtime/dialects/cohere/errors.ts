/** Error answers → failures: a status, and a message without a code. */
import type { FailureClass } from "../../../semantics/failures.ts";
import type { Failure } from "../../failures.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { Dialect } from "../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure } from "../http-failure.ts";
import { isObject } from "./wire.ts";

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const facts = readFacts(parseJson(body));
  const failure = httpFailure(status, headers, facts);
  const said = facts === undefined ? undefined : classOf(status, (facts.message ?? "").slice(0, BEGINNING));
  return said === undefined ? failure : { ...failure, class: said };
};

/** The failure that a 2xx body or a streamed event carries. */
export function bodyFailure(body: Record<string, unknown>): Failure {
  const facts = readFacts(body);
  return facts === undefined ? { class: "malformed", detail: "the answer has no message" } : streamedFailure(facts);
}

/** Where a message says what is wrong: further on it may quote the request. */
const BEGINNING = 120;

/** A status of its own: what was asked or said is on a list of words. */
const DENIED = 498;

function classOf(status: number, begins: string): FailureClass | undefined {
  if (status === DENIED) return "content-filter";
  if (status === 400 && /^blocked (in|out)put/i.test(begins)) return "content-filter";
  if (status === 429 && /trial key|\bmonth/i.test(begins)) return "quota";
  return undefined;
}

function readFacts(body: unknown): ErrorFacts | undefined {
  return isObject(body) && typeof body.message === "string" ? { message: body.message } : undefined;
}

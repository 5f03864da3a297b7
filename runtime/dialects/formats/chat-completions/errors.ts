/** Error answers → failures. The body's shape differs between providers that speak this dialect. */

import type { IncomingHttpHeaders } from "node:http";
import type { Failure } from "../../../failures.ts";
import { parseJson } from "../../../wire/parse-json.ts";
import type { Dialect } from "../../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure } from "../../http-failure.ts";
import { nameOfCode, nameOfStatus } from "./numbered-errors.ts";
import { isObject } from "./wire.ts";

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const failure = httpFailure(status, headers, readErrorFacts(parseJson(body)));
  const wait = failure.retryAfter ?? (status === 429 ? untilReset(headers) : undefined);
  return wait === undefined ? failure : { ...failure, retryAfter: wait };
};

/** The failure that a 2xx body or a streamed event carries in place of an answer, if it does. */
export function failureIn(body: Record<string, unknown>): Failure | undefined {
  const isRefused = (body.error ?? undefined) !== undefined || refusedStatus(body) !== undefined;
  return isRefused ? bodyFailure(body) : undefined;
}

/** Of a body or an event that is an error. */
export function bodyFailure(body: Record<string, unknown>): Failure {
  return streamedFailure(readErrorFacts(body) ?? {});
}

function readErrorFacts(body: unknown): ErrorFacts | undefined {
  const whole: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(whole)) return undefined;
  const refused = refusedStatus(whole);
  if (refused !== undefined) return refused;
  const inner = whole.error ?? firstOf(whole.errors) ?? whole;
  if (typeof inner === "string") return { message: inner };
  if (!isObject(inner)) return undefined;
  const facts: ErrorFacts = {};
  const message = textOf(inner.message) ?? detailText(inner.detail);
  if (message !== undefined && message !== "") facts.message = message;
  for (const name of ["type", "param"] as const) {
    const value = inner[name];
    if (typeof value === "string" || typeof value === "number") facts[name] = String(value);
  }
  const code = inner.code ?? inner.error_code;
  if (typeof code === "string" || typeof code === "number") facts.code = nameOfCode(String(code));
  if (isObject(inner.innererror)) facts.inner = inner.innererror;
  // Of one who looks at the content before it passes it on.
  if (isObject(inner.metadata) && Array.isArray(inner.metadata.reasons)) facts.code = "content_filter";
  const reason = Array.isArray(inner.details) ? inner.details.find(isObject)?.reason : undefined;
  if (typeof reason === "string") facts.code = reason;
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/** Some answer 200, and say beside an empty answer what is wrong. */
function refusedStatus({ base_resp: status, choices }: Record<string, unknown>): ErrorFacts | undefined {
  if (!isObject(status) || typeof status.status_code !== "number" || status.status_code === 0) return undefined;
  if (Array.isArray(choices) && choices.length > 0) return undefined;
  const message = typeof status.status_msg === "string" ? { message: status.status_msg } : {};
  return { ...message, code: nameOfStatus(status.status_code) };
}

function firstOf(errors: unknown): unknown {
  return Array.isArray(errors) ? errors[0] : undefined;
}

/** A text, or what its `detail` says. */
function textOf(message: unknown): string | undefined {
  if (typeof message === "string") return message;
  return isObject(message) ? detailText(message.detail) : undefined;
}

/** `detail` is a text, or a list of what is wrong and where. */
function detailText(detail: unknown): string | undefined {
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return undefined;
  const lines = detail.filter(isObject).map(({ loc, msg }) => {
    const where = Array.isArray(loc) ? `${loc.join(".")}: ` : "";
    return `${where}${String(msg ?? "not valid")}`;
  });
  return lines.join("; ");
}

/** The limits that are used up, and the longest time until one of them is renewed. */
function untilReset(headers: IncomingHttpHeaders): number | undefined {
  const waits = ["requests", "tokens"].flatMap((limit) => {
    if ((headers[`x-ratelimit-remaining-${limit}`] ?? "0") !== "0") return [];
    return duration(headers[`x-ratelimit-reset-${limit}`]) ?? [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

const unit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `20ms`, `1.5s`, `6m0s` → milliseconds. */
function duration(text: unknown): number | undefined {
  if (typeof text !== "string" || !/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, name] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) total += Number(amount) * unit[name!]!;
  return Math.ceil(total);
}

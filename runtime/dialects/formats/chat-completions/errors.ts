/** Error answers → failures. The body's shape differs between providers that speak this dialect. */

import type { IncomingHttpHeaders } from "node:http";
import type { Failure } from "../../../failures.ts";
import { parseJson } from "../../../wire/parse-json.ts";
import type { Dialect } from "../../dialect.ts";
import { type ErrorFacts, httpFailure, streamedFailure } from "../../http-failure.ts";
import { isObject } from "./wire.ts";

export const errors: Dialect["errors"] = (status, headers, body): Failure => {
  const failure = httpFailure(status, headers, readErrorFacts(parseJson(body)));
  const wait = failure.retryAfter ?? (status === 429 ? untilReset(headers) : undefined);
  return wait === undefined ? failure : { ...failure, retryAfter: wait };
};

/** The failure that a 2xx body or a streamed event carries in its `error`. */
export function bodyFailure(body: Record<string, unknown>): Failure {
  return streamedFailure(readErrorFacts(body) ?? {});
}

function readErrorFacts(body: unknown): ErrorFacts | undefined {
  const whole: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(whole)) return undefined;
  const inner = whole.error ?? whole;
  if (typeof inner === "string") return { message: inner };
  if (!isObject(inner)) return undefined;
  const facts: ErrorFacts = {};
  const message = inner.message ?? detailText(inner.detail);
  if (typeof message === "string" && message !== "") facts.message = message;
  for (const name of ["type", "code", "param"] as const) {
    const value = inner[name];
    if (typeof value === "string" || typeof value === "number") facts[name] = String(value);
  }
  const reason = Array.isArray(inner.details) ? inner.details.find(isObject)?.reason : undefined;
  if (typeof reason === "string") facts.code = reason;
  return Object.keys(facts).length === 0 ? undefined : facts;
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

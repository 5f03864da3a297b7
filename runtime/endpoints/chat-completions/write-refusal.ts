/** A refusal as a client of this endpoint reads errors: the body of an answer, and the event that ends a stream. */
import type { RefusalKind } from "../../failures.ts";
import type { Refusal } from "../../refusal.ts";

/** `error.type`. */
const types: Readonly<Record<RefusalKind, string>> = {
  invalid: "invalid_request_error",
  unauthenticated: "invalid_request_error",
  forbidden: "permission_error",
  missing: "invalid_request_error",
  "too-large": "invalid_request_error",
  "rate-limited": "rate_limit_error",
  "no-quota": "insufficient_quota",
  overloaded: "overloaded_error",
  failed: "server_error",
};

export function writeRefusal({ message, kind, param, code, attempts }: Refusal): string {
  return JSON.stringify({ error: { message, type: types[kind], param, code, ...(attempts && { attempts }) } });
}

/** Nothing may be written after it. */
export function errorEvent(refusal: Refusal): string {
  return `data: ${writeRefusal(refusal)}\n\n`;
}

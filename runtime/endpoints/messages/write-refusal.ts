/** A refusal as a client of this endpoint reads errors. */
import type { RefusalKind } from "../../failures.ts";
import type { Refusal } from "../../refusal.ts";

/** `error.type`. */
const types: Readonly<Record<RefusalKind, string>> = {
  invalid: "invalid_request_error",
  unauthenticated: "authentication_error",
  forbidden: "permission_error",
  missing: "not_found_error",
  "too-large": "request_too_large",
  "rate-limited": "rate_limit_error",
  "no-quota": "billing_error",
  overloaded: "overloaded_error",
  failed: "api_error",
};

/** The client's library shows `request_id` beside the message. */
export function writeRefusal({ message, kind, status }: Refusal, id: string): string {
  const type = status === 504 ? "timeout_error" : types[kind];
  return JSON.stringify({ type: "error", error: { type, message }, request_id: id });
}

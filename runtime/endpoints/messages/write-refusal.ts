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

/** The client's library shows `request_id` beside the message, which is the one place that can name what is wrong. */
export function writeRefusal({ message, kind, status, code, inner, param }: Refusal, id: string): string {
  const type = status === 504 ? "timeout_error" : types[kind];
  // Clients that shorten a conversation and try again look for these words.
  const named = code === "context_length_exceeded" ? "prompt is too long" : param;
  const told = named === null || message.includes(named) ? message : `${named}: ${message}`;
  const error = { type, message: told, ...(inner && { innererror: inner }) };
  return JSON.stringify({ type: "error", error, request_id: id });
}

/** What says nothing, and keeps a connection from looking dead. */
export const PING: string = `event: ping\ndata: {"type":"ping"}\n\n`;

/** Nothing may be written after it. */
export function errorEvent(refusal: Refusal): string {
  return `event: error\ndata: ${writeRefusal(refusal, "")}\n\n`;
}

/** A refusal as the `error` that clients of several endpoints read. */
import type { RefusalKind } from "../failures.ts";
import type { AttemptNote, Refusal } from "../refusal.ts";

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

export interface ErrorObject {
  message: string;
  type: string;
  param: string | null;
  code: string;
  attempts?: readonly AttemptNote[];
  /** Which filters the content hit, in the provider's words. */
  innererror?: Readonly<Record<string, unknown>>;
}

export function errorObject({ message, kind, param, code, attempts, inner }: Refusal): ErrorObject {
  const beside = { ...(attempts && { attempts }), ...(inner && { innererror: inner }) };
  return { message, type: types[kind], param, code, ...beside };
}

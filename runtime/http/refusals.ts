/** What is refused before any endpoint has it. */
import { type Refusal, shown } from "../refusal.ts";

/** `paths`: what there is, by path and method. */
export function noSuchPath(path: string, paths: Readonly<Record<string, object>>): Refusal {
  const known = Object.entries(paths).flatMap(([there, methods]) =>
    Object.keys(methods).map((name) => `${name} ${there}`),
  );
  const message = `There is no ${shown(path)} here. There are ${known.join(", ")}.`;
  return { status: 404, kind: "missing", code: "not_found", param: null, message };
}

export function wrongMethod(method: string, path: string, allowed: readonly string[]): Refusal {
  const message = `${shown(path)} takes ${allowed.join(" or ")}, not ${shown(method)}.`;
  const headers = { allow: allowed.join(", ") };
  return { status: 405, kind: "invalid", code: "method_not_allowed", param: null, message, headers };
}

export const notHttp: Refusal = badHttp(400, "bad_request", "The request is not valid HTTP.");
export const headersTooLarge: Refusal = badHttp(
  431,
  "headers_too_large",
  "The request's headers are larger than 32 KiB.",
);
export const requestTooSlow: Refusal = badHttp(
  408,
  "request_timeout",
  "The request took too long to arrive. Send it again.",
);

export const ownFault: Refusal = {
  status: 500,
  kind: "failed",
  code: "internal_error",
  param: null,
  message: "The gateway failed. The request id finds the reason in its log.",
};

function badHttp(status: number, code: string, message: string): Refusal {
  return { status, kind: "invalid", code, param: null, message };
}

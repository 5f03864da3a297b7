/** What is refused of a request that an endpoint has, before a target is tried. */
import { type Refusal, shown } from "../refusal.ts";

export const refusals = {
  bodyTooLarge: (limit: number): Refusal =>
    tooLarge("request_too_large", `The body is over the limit of ${limit} bytes. Send less, or raise the limit.`),
  tooManyPieces: (most: number): Refusal => {
    const message = `The body came in more than ${most.toLocaleString("en")} pieces. Send more bytes in each, or all at once.`;
    return tooLarge("request_too_complex", message);
  },
  packedBody: (encoding: string): Refusal => ({
    ...{ status: 415, kind: "invalid", code: "unsupported_encoding", param: "content-encoding" },
    message: `The body is packed (content-encoding: ${shown(encoding)}), which is not read here. Send it as it is, without that header.`,
  }),
  badMetadata: (param: string, message: string): Refusal => ({
    ...{ status: 400, kind: "invalid", code: "invalid_metadata" },
    ...{ param, message },
  }),
  badHeader: (param: string, message: string): Refusal => ({
    ...{ status: 400, kind: "invalid", code: "invalid_header" },
    ...{ param, message },
  }),
  rejected: (status: number, message: string): Refusal => ({
    ...{ status, kind: "invalid", code: "rejected_by_policy", param: null },
    message,
  }),
  routeNotAllowed: (route: string): Refusal =>
    forbidden("route_not_allowed", `This API key may not use the route "${shown(route)}".`),
  /** `env`: of the key. */
  routeOfOtherEnv: (route: string, env: string | undefined): Refusal => {
    const own = env === undefined ? "has none" : `is of "${shown(env)}"`;
    return forbidden(
      "route_not_allowed",
      `The route "${shown(route)}" is for keys of another environment; this API key ${own}.`,
    );
  },
  directNotAllowed: (target: string): Refusal =>
    forbidden("direct_not_allowed", `This API key may not name the target "${shown(target)}"; name a route.`),
  targetsNotAllowed: (route: string): Refusal =>
    forbidden("target_not_allowed", `This API key may call no target of the route "${shown(route)}".`),
  tooBusy: (): Refusal => ({
    ...{ status: 429, kind: "rate-limited", code: "gateway_busy", param: null },
    message: "The gateway has as many requests as it may have at once, and others wait. Send the request again.",
    headers: { "retry-after": "1", "x-should-retry": "true" },
  }),
  shuttingDown: (): Refusal => ({
    ...{ status: 503, kind: "failed", code: "shutting_down", param: null },
    message: "The gateway is shutting down. Send the request again.",
    headers: { connection: "close", "retry-after": "1" },
  }),
};

function tooLarge(code: string, message: string): Refusal {
  return { status: 413, kind: "too-large", code, param: null, message };
}

function forbidden(code: string, message: string): Refusal {
  return { status: 403, kind: "forbidden", code, param: "model", message };
}

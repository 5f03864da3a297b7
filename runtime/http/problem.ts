/** Requests that are refused before a target is tried: what is wrong with them, and what to do about it. */
import type { ServerResponse } from "node:http";

export interface Problem {
  status: number;
  type: string;
  code: string | null;
  param: string | null;
  message: string;
  headers?: Readonly<Record<string, string>>;
}

export function problemBody({ message, type, param, code }: Problem): string {
  return JSON.stringify({ error: { message, type, param, code } });
}

/** What is answered, and by which id. */
export interface Answering {
  readonly response: ServerResponse;
  readonly id: string;
}

export function sendProblem(call: Answering, problem: Problem): void {
  sendJson(call, problem.status, problemBody(problem), problem.headers);
}

export function sendJson(
  { response, id }: Answering,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return;
  const length = Buffer.byteLength(body);
  // One object of all headers: those that are set before cost as much as all others.
  response.writeHead(status, {
    "x-request-id": id,
    "content-type": "application/json",
    "content-length": length,
    ...headers,
  });
  if (typeof body !== "string" && length <= ONE_WRITE) response.end(body.toString("latin1"), "latin1");
  else response.end(body);
}

/** Bytes up to which a body as a string of its bytes leaves with the headers in one piece, which costs less than two. */
const ONE_WRITE = 16 * 1024;

const invalid = (status: number, code: string | null, message: string, param: string | null = null): Problem => ({
  status,
  type: "invalid_request_error",
  code,
  param,
  message,
});

export const problems = {
  noSuchPath: (path: string): Problem =>
    invalid(404, "not_found", `There is no ${shown(path)} here. Chat completions are at POST /v1/chat/completions.`),
  wrongMethod: (method: string, path: string, allowed: string[]): Problem => ({
    ...invalid(405, "method_not_allowed", `${shown(path)} takes ${allowed.join(" or ")}, not ${shown(method)}.`),
    headers: { allow: allowed.join(", ") },
  }),
  notHttp: (): Problem => invalid(400, "bad_request", "The request is not valid HTTP."),
  headersTooLarge: (): Problem => invalid(431, "headers_too_large", "The request's headers are larger than 32 KiB."),
  requestTooSlow: (): Problem => invalid(408, "request_timeout", "The request took too long to arrive. Send it again."),
  bodyTooLarge: (limit: number): Problem =>
    invalid(413, "request_too_large", `The body is over the limit of ${limit} bytes. Send less, or raise the limit.`),
  tooManyPieces: (most: number): Problem => {
    const message = `The body came in more than ${most.toLocaleString("en")} pieces. Send more bytes in each, or all at once.`;
    return invalid(413, "request_too_complex", message);
  },
  badMetadata: (param: string, message: string): Problem => invalid(400, "invalid_metadata", message, param),
  wrongKey: (given: boolean): Problem => ({
    ...invalid(401, "invalid_api_key", given ? "The API key is not known here." : "An API key is needed."),
    headers: { "www-authenticate": "Bearer" },
  }),
  rejected: (status: number, message: string): Problem => invalid(status, "rejected_by_policy", message),
  routeNotAllowed: (route: string): Problem => ({
    ...invalid(403, "route_not_allowed", `This API key may not use the route "${shown(route)}".`, "model"),
    type: "permission_error",
  }),
  directNotAllowed: (target: string): Problem => ({
    ...invalid(
      403,
      "direct_not_allowed",
      `This API key may not name the target "${shown(target)}"; name a route.`,
      "model",
    ),
    type: "permission_error",
  }),
  ownFault: (): Problem => ({
    ...invalid(500, "internal_error", "The gateway failed. The request id finds the reason in its log."),
    type: "server_error",
  }),
  shuttingDown: (): Problem => ({
    ...invalid(503, "shutting_down", "The gateway is shutting down. Send the request again."),
    type: "server_error",
    headers: { connection: "close", "retry-after": "1" },
  }),
};

/** A client's own words in a message: cut, and without control characters. */
export function shown(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f]/g, "?").slice(0, 100);
}

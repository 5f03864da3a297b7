import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { parseJson } from "./json.ts";

/** A request as it arrived. Keys are replaced in headers and path; `body` is parsed, or text when it is not JSON. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** The last requests; older ones are forgotten. */
export interface Journal {
  readonly requests: readonly RecordedRequest[];
  add(request: IncomingMessage, body: string): void;
}

const secret = new Set(["authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie"]);
const longestBody = 1_000_000;

export function startJournal(limit: number): Journal {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    add(request, body) {
      if (limit <= 0) return;
      if (requests.length >= limit) requests.shift();
      const kept = body.length > longestBody ? `(${body.length} characters, not kept)` : (parseJson(body) ?? body);
      const { method = "", url = "", headers } = request;
      requests.push({
        method,
        path: url.replace(/([?&]key=)[^&]*/, "$1(redacted)"),
        headers: redact(headers),
        body: kept,
      });
    },
  };
}

function redact(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, secret.has(name) ? "(redacted)" : value]));
}

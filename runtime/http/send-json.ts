/** An answer of one JSON text. */
import type { ServerResponse } from "node:http";

/** What is answered, and by which id. */
export interface Answering {
  readonly response: ServerResponse;
  readonly id: string;
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

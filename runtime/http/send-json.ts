/** An answer of one JSON text. */
import { lastInTurn } from "../turn.ts";
import type { Call } from "./call.ts";

export function sendJson(
  call: Call,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  const { response } = call;
  if (response.destroyed) return;
  const length = Buffer.byteLength(body);
  const all = call.headersWith(headers);
  all.push("content-type", "application/json", "content-length", String(length));
  response.writeHead(status, all);
  lastInTurn(() => {
    if (typeof body !== "string" && length <= ONE_WRITE) response.end(body.toString("latin1"), "latin1");
    else response.end(body);
    call.handedOver();
  });
}

/** Bytes up to which a body as a string of its bytes leaves with the headers in one piece, which costs less than two. */
const ONE_WRITE = 16 * 1024;

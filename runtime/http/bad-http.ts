/** What is not HTTP, or is over a limit before it is a request. */
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { Refusal } from "../refusal.ts";
import type { Connections } from "./connections.ts";
import { headersTooLarge, notHttp, requestTooSlow } from "./refusals.ts";

export interface BadHttp {
  readonly error: NodeJS.ErrnoException;
  readonly socket: Socket;
  readonly connections: Connections;
  /** Milliseconds that the client may take nothing of the answer. */
  readonly readLimit: number;
  /** Writes the request down, and answers the body of its answer. */
  refused(refusal: Refusal, id: string): string;
}

/** Behind a request that is still being answered nothing is said: it would stand inside of that answer. */
export function refuseBadHttp(bad: BadHttp): void {
  const { error, socket, connections } = bad;
  const calls = connections.calls(socket);
  const last = calls.at(-1);
  const isAlone = calls.length === 1 && last?.request.complete === false;
  if (!socket.writable || error.code === "ECONNRESET" || socket.bytesRead === 0) socket.destroy();
  else if (last === undefined || (isAlone && !last.response.headersSent)) answer(bad);
  // The client has gone, or what it goes on to send belongs to a request whose answer it has begun to read.
  else if (socket.readableEnded || isAlone) socket.destroy();
  else if (!connections.isSpoilt(socket)) {
    connections.spoil(socket);
    bad.refused(refusalFor(error.code), randomUUID());
  }
}

function answer({ error, socket, readLimit, refused }: BadHttp): void {
  const refusal = refusalFor(error.code);
  const id = randomUUID();
  const body = refused(refusal, id);
  const head = [
    `HTTP/1.1 ${refusal.status} Refused`,
    `x-request-id: ${id}`,
    `request-id: ${id}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.setTimeout(readLimit);
  // A request that nobody reads holds its connection back: that the client has closed it would not be seen.
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.resume());
}

function refusalFor(code: string | undefined): Refusal {
  if (code === "HPE_HEADER_OVERFLOW") return headersTooLarge;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return requestTooSlow;
  return notHttp;
}

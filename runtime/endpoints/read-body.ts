import type { IncomingMessage } from "node:http";

/** How long a body that is over the limit may go on before its connection is closed. Milliseconds. */
const GRACE = 2_000;

/** The bytes of a body; `too-large` over `limit` bytes, `gone` when the client went away before its end. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too-large" | "gone"> {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    discard(request);
    return Promise.resolve("too-large");
  }
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    request.on("data", (bytes: Buffer) => {
      length += bytes.length;
      if (length <= limit) pieces.push(bytes);
      else {
        request.removeAllListeners("data");
        discard(request);
        resolve("too-large");
      }
    });
    request.on("end", () => {
      resolve(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces));
      // The request holds its listeners, and they the pieces, until it is answered.
      pieces.length = 0;
    });
    request.on("close", () => resolve("gone"));
    request.on("error", () => resolve("gone"));
  });
}

/** The rest is read and thrown away, so that a client that is still sending gets to see the answer. */
function discard(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), GRACE);
  request.once("close", () => clearTimeout(timer));
}

import type { IncomingMessage } from "node:http";
import { inStep } from "../turn.ts";
import { BodyPieces } from "./body-pieces.ts";

/** How long a body that is over the limit may go on before its connection is closed. Milliseconds. */
const GRACE = 2_000;

/** The work grows with the pieces that a body comes in, too: real clients send thousands of bytes in each. */
export const MOST_PIECES = 100_000;

/**
 * The bytes of a body; `too-large` over `limit` bytes, `too-many-pieces` where it comes crumb by crumb, `gone` when the client
 * went away before its end.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | "too-large" | "too-many-pieces" | "gone"> {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    discard(request);
    return Promise.resolve("too-large");
  }
  return new Promise((resolve) => {
    const pieces = new BodyPieces();
    request.on("data", (bytes: Buffer) => {
      pieces.add(bytes);
      if (pieces.length <= limit && pieces.count <= MOST_PIECES) return;
      request.removeAllListeners("data");
      discard(request);
      resolve(pieces.length > limit ? "too-large" : "too-many-pieces");
      pieces.join();
    });
    let isWhole = false;
    request.on("end", () => {
      isWhole = true;
      inStep(() => resolve(pieces.join()));
    });
    // Without a listener for errors a request that breaks off is closed and nothing else.
    request.on("close", () => {
      if (!isWhole) resolve("gone");
    });
  });
}

/** The rest is read and thrown away, so that a client that is still sending gets to see the answer. */
function discard(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), GRACE);
  request.once("close", () => clearTimeout(timer));
}

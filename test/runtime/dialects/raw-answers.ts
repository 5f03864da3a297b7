/** A provider that answers with given bytes, in pieces, and keeps what it was sent. */
import type { IncomingHttpHeaders } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { provider } from "../running.ts";

export interface Sent {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export interface RawAnswer {
  status?: number;
  type: string;
  headers?: Record<string, string>;
  bytes: Buffer | string;
  /** Bytes of each piece; absent: all in one. */
  piece?: number;
}

export async function rawProvider(answer: () => RawAnswer): Promise<{ url: string; sent: Sent[] }> {
  const sent: Sent[] = [];
  const url = await provider(async ({ method, url: path, headers }, response, body) => {
    sent.push({ method, url: path, headers, body: JSON.parse(body) as Sent["body"] });
    const { status = 200, type, headers: more, bytes, piece } = answer();
    const all = Buffer.from(bytes as Buffer);
    response.socket?.setNoDelay(true);
    response.writeHead(status, { "content-type": type, ...more });
    const step = piece ?? Math.max(1, all.length);
    for (let at = 0; at < all.length; at += step) {
      response.write(all.subarray(at, at + step));
      if (piece !== undefined) await nextTurn();
    }
    response.end();
  });
  return { url, sent };
}

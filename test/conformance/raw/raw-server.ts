/** A provider over bare TCP: what it answers is bytes, so that no library tidies up what a bad provider would send. */

import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface RawRequest {
  method: string;
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
  body: Record<string, unknown>;
  /** Which of those on its connection it is, from 0. */
  nth: number;
}

export type RawBehaviour = (socket: Socket, request: RawRequest) => void | Promise<void>;

export interface RawServer {
  url: string;
  seen: RawRequest[];
  /** Connections that are open. */
  open: Set<Socket>;
}

/** Closed after the test. */
export async function rawServer(behave: RawBehaviour): Promise<RawServer> {
  const server = await openRawServer(behave);
  onTestFinished(() => server.close());
  return server;
}

export async function openRawServer(behave: RawBehaviour): Promise<RawServer & { close(): void }> {
  const seen: RawRequest[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    let held: Buffer = Buffer.alloc(0);
    let nth = 0;
    socket.on("data", (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      for (let found = requestIn(held, nth); found !== undefined; found = requestIn(held, nth)) {
        held = held.subarray(found.length);
        nth++;
        seen.push(found.request);
        void behave(socket, found.request);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, open, close };
}

/** Requests have a length: the gateway knows its bodies. */
function requestIn(bytes: Buffer, nth: number): { request: RawRequest; length: number } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [line = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(
    lines.map((each) => [each.slice(0, each.indexOf(":")).toLowerCase(), each.slice(each.indexOf(":") + 1).trim()]),
  );
  const length = end + 4 + Number(headers["content-length"] ?? 0);
  if (bytes.length < length) return undefined;
  const [method = "", url = ""] = line.split(" ");
  const text = bytes.subarray(end + 4, length).toString("utf8");
  const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { request: { method, url, headers, text, body, nth }, length };
}

export function head(status: number, headers: Record<string, string | number> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} X\r\n${lines.join("")}\r\n`;
}

/** An answer with its length. */
export function answer(
  socket: Socket,
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  socket.write(head(status, { "content-type": "application/json", "content-length": bytes.length, ...headers }));
  socket.write(bytes);
}

export function chunk(bytes: string | Buffer): Buffer {
  const body = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n")]);
}

export const LAST_CHUNK = "0\r\n\r\n";

/** A client that writes and reads bytes as it likes. Closed after each test. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { KEY } from "../running.ts";

export interface RawClient {
  readonly socket: Socket;
  /** All that has come. */
  readonly text: string;
  /** Settles once that has come which matches. Rejects when the connection is closed before. */
  until(pattern: RegExp): Promise<void>;
  /** Settles with all that came, when the connection is closed. */
  closed(): Promise<string>;
}

export async function rawClient(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""));
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  const client = { socket, text: "", until, closed };
  socket.setEncoding("latin1").on("data", (piece: string) => {
    client.text += piece;
  });
  await once(socket, "connect");
  return client;

  async function until(pattern: RegExp): Promise<void> {
    while (!pattern.test(client.text)) {
      if (socket.destroyed) throw new Error(`closed after ${client.text}`);
      await Promise.race([once(socket, "data"), once(socket, "close")]);
    }
  }
  async function closed(): Promise<string> {
    if (!socket.closed) await once(socket, "close");
    return client.text;
  }
}

/** A request of a chat as bytes. */
export function chatBytes(body: unknown, headers: Record<string, string> = {}): string {
  const text = JSON.stringify(body);
  const all = {
    host: "x",
    authorization: `Bearer ${KEY}`,
    "content-length": String(Buffer.byteLength(text)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `POST /v1/chat/completions HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${text}`;
}

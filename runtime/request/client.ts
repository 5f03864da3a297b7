/** Who asks, and takes the answer: a socket, or a program that calls the gateway as a function. */
import type { IncomingHttpHeaders } from "node:http";
import type { StreamSink } from "./stream-body.ts";

export interface Client {
  /** What the request is called in the log and in its answer. */
  readonly id: string;
  /** Address of the other end of its connection, where it has one. */
  readonly peer?: string | undefined;
  /** The same object for all that comes over one connection. */
  readonly connection?: object | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Names and values by turns, as they came. */
  readonly rawHeaders: readonly string[];
  /** When the request came, in the clock's milliseconds. */
  readonly began: number;
  /** At most so many bytes; `gone` when the client did not wait until it had sent all. */
  body(limit: number): Promise<Buffer | "too-large" | "too-many-pieces" | "gone">;
  /** Told once: whether the client had its whole answer when it left. */
  left(listener: (whole: boolean) => void): void;
  /** It takes no answer any more. */
  readonly gone: boolean;
  /** A whole answer of JSON. Does nothing for one that has gone. */
  answer(status: number, body: string | Buffer, headers: Readonly<Record<string, string>>): void;
  /** Begins a stream with status 200. `trailers`: names of what `end` may bring. */
  open(headers: Readonly<Record<string, string>>, trailers: readonly string[]): StreamSink;
  /** The last bytes of a stream, and trailers where the client can take them. */
  end(bytes: string | Buffer, trailers: Readonly<Record<string, string>>): void;
}

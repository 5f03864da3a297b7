import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Refusal } from "../refusal.ts";
import type { Unread } from "./unread.ts";

/** What the calls of one listener share. */
export interface Edge {
  /** It takes no new connections, and each that it has is closed behind its answer. */
  readonly closing: boolean;
  /** Milliseconds that a client may take nothing of an answer that is complete. */
  readonly readLimit: number;
  readonly unread: Unread;
  /** Address of who asks; absent: of the other end of the connection. */
  readonly peerOf?: ((request: IncomingMessage) => string | undefined) | undefined;
  refuse(call: Call, refusal: Refusal): void;
}

/** One request and its answer. */
export class Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The client's `x-request-id` if it is sane, else a new one. */
  readonly id: string;
  /** Without the query. */
  readonly path: string;
  /** Address of who asks; unknown where the connection is gone already, or a proxy says none. */
  readonly peer: string | undefined;
  /** Monotonic, milliseconds. */
  readonly began: number;
  readonly #edge: Edge;
  #isHandedOver = false;
  readonly #onClose: (() => void)[] = [];

  constructor(request: IncomingMessage, response: ServerResponse, edge: Edge) {
    this.request = request;
    this.response = response;
    this.id = requestId(request);
    this.path = (request.url ?? "/").split("?", 1)[0]!;
    this.peer = edge.peerOf ? edge.peerOf(request) : peerOf(request.socket);
    this.began = performance.now();
    this.#edge = edge;
    response.on("close", () => {
      for (const listener of this.#onClose) listener();
    });
    // A client that goes away is seen by who serves it; without a listener it would end the process.
    response.on("error", ignored);
  }

  /** Told when the answer has been sent, or the client has gone. */
  onClose(listener: () => void): void {
    this.#onClose.push(listener);
  }

  /** Names and values by turns of a whole answer, those that every answer has before the others: Node checks a list in less time than an object. */
  headersWith(more: Readonly<Record<string, string>>): string[] {
    const all = ["x-request-id", this.id, "request-id", this.id];
    if (this.#edge.closing && more.connection === undefined) all.push("connection", "close");
    for (const name in more) all.push(name, more[name]!);
    return all;
  }

  /** Answers it so, and writes it down. */
  refuse(refusal: Refusal): void {
    this.#edge.refuse(this, refusal);
  }

  /**
   * All of the answer has been written: a client that takes nothing of the rest is let go after a while. What it sends meanwhile is
   * not read, or it could stay for ever by sending.
   */
  handedOver(): void {
    this.#isHandedOver = true;
    const { response } = this;
    const { socket } = response;
    // One that was ended meanwhile takes nothing more, and must be read to its end.
    if (response.writableLength === 0 || socket === null || !socket.writable) return;
    socket.pause();
    socket.setTimeout(this.#edge.readLimit);
    response.once("finish", () => socket.resume());
    this.#edge.unread.add(this);
  }

  /** The answers before it on its connection are finished. */
  isNext(): void {
    if (this.#isHandedOver) this.handedOver();
  }
}

/** Address of the other end, an IPv4 address in its own form. */
export function peerOf({ remoteAddress }: Socket): string | undefined {
  return remoteAddress?.startsWith("::ffff:") ? remoteAddress.slice("::ffff:".length) : remoteAddress;
}

function ignored(): void {}

function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

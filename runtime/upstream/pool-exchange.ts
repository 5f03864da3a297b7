/** An exchange by a pool: undici's callbacks made safe to abort at any moment. */
import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { inStep } from "../turn.ts";
import { type Unpacked, unpackedFor } from "./unpacked.ts";
import type { Exchange, ExchangeError, ExchangeReader } from "./upstream.ts";

/** How long an answer that nobody waits for may take to end, so that its connection can be used again. Milliseconds. */
const ENDING = 1_000;

export class PoolExchange implements Exchange, Dispatcher.DispatchHandler {
  #reader: ExchangeReader | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #unpacked: Unpacked | undefined;
  #ended = false;
  /** What came in this turn. */
  #pieces: Buffer[] = [];

  constructor(reader: ExchangeReader) {
    this.#reader = reader;
  }

  /** Breaks the exchange off. */
  abort(): void {
    this.#reader = undefined;
    this.#unpacked?.abandon();
    if (!this.#ended) this.#controller?.abort(new Error("aborted"));
  }

  /** Nobody waits for the rest: its end is awaited briefly, to keep the connection. */
  leave(): void {
    this.#reader = undefined;
    this.#unpacked?.abandon();
    this.#unpacked = undefined;
    if (this.#ended) return;
    this.#controller?.resume();
    setTimeout(() => this.abort(), ENDING).unref();
  }

  pause(): void {
    this.#unpacked?.pause();
    this.#controller?.pause();
  }

  resume(): void {
    this.#unpacked?.resume();
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reader === undefined) controller.abort(new Error("aborted"));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // They are parts of what was read from the socket, and would keep all of it as long as the answer lasts.
    controller.rawHeaders = null;
    if (status < 200) return;
    this.#unpacked = unpackedFor(headers, {
      data: (bytes) => this.#reader?.data(bytes),
      ended: () => this.#reader?.ended(),
      failed: (code) => this.#break({ code, unreadable: true, badlyPacked: code !== "Z_BUF_ERROR" }),
      drained: () => this.#controller?.resume(),
    });
    this.#reader?.started(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, bytes: Buffer): void {
    if (this.#unpacked !== undefined) {
      if (!this.#unpacked.write(bytes)) this.#controller?.pause();
    } else if (this.#pieces.push(bytes) === 1) inStep(() => this.#pass());
  }

  onResponseEnd(): void {
    this.#ended = true;
    if (this.#unpacked) this.#unpacked.end();
    else inStep(() => this.#tell(() => this.#reader?.ended()));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error & { code?: string }): void {
    this.#ended = true;
    const broken = { code: codeOf(error), unreadable: error.name === "HTTPParserError" };
    if (this.#unpacked) {
      this.#unpacked.flush(() => this.#break(broken));
      return;
    }
    // Some errors come while the request is still being sent; an end may follow, and says nothing any more.
    inStep(() => this.#break(broken));
  }

  #pass(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#tell(() => {
      for (const bytes of pieces) this.#reader?.data(bytes);
    });
  }

  /** A fault of the reader's breaks this exchange off and no other. */
  #tell(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.#controller?.abort(error as Error);
      this.#break({ code: codeOf(error as Error), unreadable: false });
    }
  }

  #break(error: ExchangeError): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.broken(error);
  }
}

/** That of the cause, where undici wraps it; what a proxy answers instead of passing on is told by its status. */
function codeOf(error: Error & { code?: string }): string {
  const refusal = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/.exec(error.message);
  if (refusal) return `proxy ${refusal[1] ?? refusal[2]}`;
  const { cause } = error;
  const inner = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return inner ?? error.code ?? error.name;
}

/** A client at the other end of a socket. */
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Call } from "./call.ts";
import { readBody } from "./read-body.ts";
import { sendJson } from "./send-json.ts";

export class SocketClient {
  readonly id: string;
  readonly began: number;
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
    this.id = call.id;
    this.began = call.began;
  }

  get peer(): string | undefined {
    return this.#call.peer;
  }

  get connection(): object {
    return this.#call.request.socket;
  }

  get headers(): IncomingHttpHeaders {
    return this.#call.request.headers;
  }

  get rawHeaders(): readonly string[] {
    return this.#call.request.rawHeaders;
  }

  get gone(): boolean {
    return this.#call.response.destroyed;
  }

  body(limit: number): ReturnType<typeof readBody> {
    return readBody(this.#call.request, limit);
  }

  left(listener: (whole: boolean) => void): void {
    const { response } = this.#call;
    this.#call.onClose(() => listener(response.writableFinished));
  }

  answer(status: number, body: string | Buffer, headers: Readonly<Record<string, string>>): void {
    sendJson(this.#call, status, body, headers);
  }

  open(
    headers: Readonly<Record<string, string>>,
    trailers: readonly string[],
  ): { write(bytes: Buffer): boolean; drained(listener: () => void): void } {
    const { response } = this.#call;
    const all = this.#call.headersWith(headers);
    if (this.#takesTrailers && trailers.length > 0) all.push("trailer", trailers.join(", "));
    response.writeHead(200, all);
    joined(response);
    return {
      write: (bytes) => response.write(bytes),
      drained: (listener) => void response.once("drain", listener),
    };
  }

  end(bytes: string | Buffer, trailers: Readonly<Record<string, string>>): void {
    const { response } = this.#call;
    if (this.#takesTrailers) response.addTrailers(trailers);
    response.end(bytes);
    this.#call.handedOver();
  }

  /** Trailers need chunks, which came with HTTP/1.1. */
  get #takesTrailers(): boolean {
    return this.#call.request.httpVersion !== "1.0";
  }
}

/**
 * Node puts the head together from a hundred small strings, and holds it until the answer has ended. What reads a string as a number
 * makes V8 lay it out as one, a quarter of the size.
 */
function joined(response: ServerResponse): void {
  void Number((response as { _header?: string })._header);
}

/** A client that is a program: it calls the gateway as a function. */
import type { IncomingHttpHeaders } from "node:http";
import type { Client } from "./client.ts";

export interface ProgramRequest {
  readonly id: string;
  readonly body: Buffer;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** When it came, in the clock's milliseconds. */
  readonly began: number;
  /** Told of each piece of a stream as it comes. */
  readonly piece?: (bytes: Buffer | string) => void;
}

export class ProgramClient implements Client {
  readonly id: string;
  readonly began: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly gone = false;
  /** HTTP status; 0 before there is one. */
  status = 0;
  /** Of the answer. */
  answered: Readonly<Record<string, string>> = {};
  /** What a stream may bring behind its end. */
  announced: readonly string[] = [];
  /** Those of a stream follow its end. */
  trailers: Readonly<Record<string, string>> = {};
  /** The body of an answer that is not streamed. */
  whole: string | Buffer = "";
  readonly #request: ProgramRequest;
  #left: (whole: boolean) => void = () => {};

  constructor(request: ProgramRequest) {
    this.#request = request;
    this.id = request.id;
    this.began = request.began;
    this.headers = request.headers;
    this.rawHeaders = Object.entries(request.headers).flatMap(([name, value]) => [name, String(value)]);
  }

  body(): Promise<Buffer> {
    return Promise.resolve(this.#request.body);
  }

  /** It stays until it has its whole answer. */
  left(listener: (whole: boolean) => void): void {
    this.#left = listener;
  }

  answer(status: number, body: string | Buffer, headers: Readonly<Record<string, string>>): void {
    this.status = status;
    this.answered = headers;
    this.whole = body;
    this.#left(true);
  }

  open(
    headers: Readonly<Record<string, string>>,
    trailers: readonly string[],
  ): { write(bytes: Buffer): boolean; drained(): void } {
    this.status = 200;
    this.answered = headers;
    this.announced = trailers;
    return {
      write: (bytes) => {
        this.#request.piece?.(bytes);
        return true;
      },
      drained: () => {},
    };
  }

  end(bytes: string | Buffer, trailers: Readonly<Record<string, string>>): void {
    this.#request.piece?.(bytes);
    this.trailers = trailers;
    this.#left(true);
  }
}

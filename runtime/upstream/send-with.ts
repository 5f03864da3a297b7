/**
 * A request with its credentials. Where they can change, a refusal of them is held back until they were renewed; if they have
 * changed, the request is sent once more, and who reads the exchange learns nothing of it.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Failure } from "../failures.ts";
import { CredentialError, type CredentialRequest, type Credentials } from "./credentials.ts";
import type { Exchange, ExchangeError, ExchangeReader, Upstream, UpstreamRequest } from "./upstream.ts";

export interface Sending {
  readonly credentials: Credentials;
  readonly upstream: Upstream;
  readonly request: UpstreamRequest;
  /** Reads a refusal. */
  refused(...answered: Parameters<IsRefusal>): Failure;
}

/** Sends the request when it is called, and holds it no longer than it is held itself. */
export function sending({ credentials, upstream, request, refused }: Sending): (reader: ExchangeReader) => Exchange {
  const isRefusal: IsRefusal = (...answered) => refused(...answered).class === "auth";
  return (reader) => sendWith(credentials, upstream, request, { reader, isRefusal });
}

/** Whether an answer with this status says that the credentials are refused. */
export type IsRefusal = (status: number, headers: IncomingHttpHeaders, body: string) => boolean;

/** Sends at once where the credentials are at hand; `isRefusal` is asked only of those that can change. */
export function sendWith(
  credentials: Credentials,
  upstream: Upstream,
  request: UpstreamRequest,
  { reader, isRefusal }: { reader: ExchangeReader; isRefusal: IsRefusal },
): Exchange {
  const sending = new CredentialedExchange(credentials, upstream, request, reader, isRefusal);
  return sending.begin();
}

/** A larger body is no refusal of a key. */
const REFUSAL_BODY = 64 * 1024;

/** Statuses with which keys are refused. */
const mayRefuse = new Set([400, 401, 403]);

interface Held {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly pieces: Buffer[];
  length: number;
}

class CredentialedExchange implements Exchange, ExchangeReader, CredentialRequest {
  readonly #credentials: Credentials;
  readonly #upstream: Upstream;
  readonly #request: UpstreamRequest;
  readonly #reader: ExchangeReader;
  readonly #isRefusal: IsRefusal;
  #exchange: Exchange | undefined;
  #used: readonly string[] = [];
  #held: Held | undefined;
  #isLast = false;
  #isOver = false;

  constructor(
    credentials: Credentials,
    upstream: Upstream,
    request: UpstreamRequest,
    reader: ExchangeReader,
    isRefusal: IsRefusal,
  ) {
    this.#credentials = credentials;
    this.#upstream = upstream;
    this.#request = request;
    this.#reader = reader;
    this.#isRefusal = isRefusal;
    this.#isLast = credentials.refused === undefined;
  }

  /** The exchange to hold: the plain one, where nothing stands between. */
  begin(): Exchange {
    const given = this.#credentials.headers(this);
    if (this.#isLast && !(given instanceof Promise)) return this.#upstream.send(this.#with(given), this.#reader);
    this.#sendWhenGiven(given);
    return this;
  }

  get method(): string {
    return this.#request.method ?? "POST";
  }

  get url(): URL {
    return new URL(this.#request.path, this.#request.origin);
  }

  get headers(): readonly string[] {
    return this.#request.headers;
  }

  get body(): Buffer | string {
    return this.#request.body;
  }

  abort(): void {
    this.#isOver = true;
    this.#exchange?.abort();
  }

  leave(): void {
    this.#isOver = true;
    this.#exchange?.leave();
  }

  pause(): void {
    this.#exchange?.pause();
  }

  resume(): void {
    this.#exchange?.resume();
  }

  started(status: number, headers: IncomingHttpHeaders): void {
    if (!this.#isLast && mayRefuse.has(status)) this.#held = { status, headers, pieces: [], length: 0 };
    else this.#reader.started(status, headers);
  }

  data(bytes: Buffer): void {
    const held = this.#held;
    if (held === undefined) {
      this.#reader.data(bytes);
      return;
    }
    held.pieces.push(bytes);
    held.length += bytes.length;
    if (held.length > REFUSAL_BODY) this.#release(held);
  }

  ended(): void {
    this.#judge(() => this.#reader.ended());
  }

  broken(error: ExchangeError): void {
    this.#judge(() => this.#reader.broken(error));
  }

  #with(headers: readonly string[]): UpstreamRequest {
    return { ...this.#request, headers: [...this.#request.headers, ...headers] };
  }

  #sendWhenGiven(given: readonly string[] | Promise<readonly string[]>): void {
    if (given instanceof Promise) given.then(this.#send, (error: unknown) => this.#fail(error));
    else this.#send(given);
  }

  readonly #send = (headers: readonly string[]): void => {
    if (this.#isOver) return;
    this.#used = headers;
    this.#exchange = this.#upstream.send(this.#with(headers), this);
  };

  #fail(error: unknown): void {
    if (this.#isOver) return;
    const { code, message } = error instanceof CredentialError ? error : new CredentialError("fault", "");
    this.#reader.broken({ code, unreadable: false, noCredentials: message });
  }

  /** What was held back is about the credentials, or it is passed on. */
  #judge(end: () => void): void {
    const held = this.#held;
    if (held === undefined) {
      end();
      return;
    }
    const passOn = () => {
      this.#release(held);
      if (!this.#isOver) end();
    };
    const body = Buffer.concat(held.pieces).toString("utf8");
    const renewal = this.#isRefusal(held.status, held.headers, body) && this.#credentials.refused?.(this.#used);
    if (renewal) renewal.then((hasChanged) => (hasChanged ? this.#again() : passOn()));
    else passOn();
  }

  #again(): void {
    if (this.#isOver) return;
    this.#held = undefined;
    this.#isLast = true;
    this.#sendWhenGiven(this.#credentials.headers(this));
  }

  #release({ status, headers, pieces }: Held): void {
    this.#held = undefined;
    if (!this.#isOver) this.#reader.started(status, headers);
    for (const bytes of pieces) if (!this.#isOver) this.#reader.data(bytes);
  }
}

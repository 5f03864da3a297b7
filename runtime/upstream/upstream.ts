/** How providers are reached: the port through which all that goes out goes. A rehearsal answers in their place. */
import type { IncomingHttpHeaders } from "node:http";

export interface Upstream {
  /** Sends at once; what comes back goes to `reader`, never before this call has returned. */
  send(request: UpstreamRequest, reader: ExchangeReader): Exchange;
  /** Breaks off what is still running. */
  close(): Promise<void>;
}

export interface UpstreamRequest {
  /** Absent: POST. */
  readonly method?: "GET" | "POST" | "PUT";
  readonly origin: string;
  readonly path: string;
  /** Past any proxy. */
  readonly direct?: boolean;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: Buffer | string;
}

/** One request to a provider and its answer. */
export interface Exchange {
  /** Breaks it off. */
  abort(): void;
  /** Nobody waits for the rest. */
  leave(): void;
  pause(): void;
  resume(): void;
}

/** Told what comes back, in order; `ended` or `broken` is last, and nothing follows an abort. */
export interface ExchangeReader {
  started(status: number, headers: IncomingHttpHeaders): void;
  data(bytes: Buffer): void;
  ended(): void;
  /** The connection was not made, broke, or did not speak HTTP. */
  broken(error: ExchangeError): void;
}

export interface ExchangeError {
  /** Such as ECONNREFUSED; never a secret. */
  readonly code: string;
  /** The answer was not HTTP. */
  readonly unreadable: boolean;
  /** The answer is packed otherwise than it says. */
  readonly badlyPacked?: boolean;
  /** Nothing was sent, as no credential could be had: why, without a secret. */
  readonly noCredentials?: string;
}

/** What a provider says, as it came, up to a ceiling: it is read when nobody waits any more, and then let go. */
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../clock.ts";
import type { Exchange, ExchangeReader, Upstream, UpstreamRequest } from "../../upstream/upstream.ts";
import type { RecordedBytes } from "./recorded-bytes.ts";

/** Of one answer. */
export const MOST_RECORDED: number = 1024 * 1024;

export interface Recording {
  readonly contentType: string;
  /** Milliseconds from when it was asked for. */
  readonly pieces: readonly { readonly ms: number; readonly bytes: Buffer }[];
  /** It was longer: nothing of it is kept. */
  readonly isTooLong: boolean;
}

export interface RecorderTerms {
  /** Called once, with the piece that is too much. */
  readonly tooLong?: (() => void) | undefined;
  /** What all recorders together may hold; absent: each what one answer may. */
  readonly bytes?: RecordedBytes | undefined;
}

/** The answer to the last request that was answered by one. */
export class Recorder implements Upstream {
  readonly #upstream: Upstream;
  readonly #clock: Clock;
  readonly #terms: RecorderTerms;
  #recording: Growing | undefined;

  constructor(upstream: Upstream, clock: Clock, terms: RecorderTerms = {}) {
    this.#upstream = upstream;
    this.#clock = clock;
    this.#terms = terms;
  }

  get recording(): Recording | undefined {
    return this.#recording;
  }

  send(request: UpstreamRequest, reader: ExchangeReader): Exchange {
    const began = this.#clock.now();
    let recording: Growing | undefined;
    return this.#upstream.send(request, {
      started: (status, headers) => {
        if (status >= 200 && status <= 299) {
          this.#recording?.letGo();
          recording = new Growing(headers, this.#terms.bytes);
          this.#recording = recording;
        }
        reader.started(status, headers);
      },
      data: (bytes) => {
        const isNews = recording?.add(this.#clock.now() - began, bytes) === "too-long";
        reader.data(bytes);
        if (isNews) this.#terms.tooLong?.();
      },
      ended: () => reader.ended(),
      broken: (error) => reader.broken(error),
    });
  }

  /** Nobody reads it any more. */
  letGo(): void {
    this.#recording?.letGo();
    this.#recording = undefined;
  }

  /** What it stands before is another's to close. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

class Growing implements Recording {
  readonly contentType: string;
  pieces: { ms: number; bytes: Buffer }[] = [];
  isTooLong = false;
  readonly #bytes: RecordedBytes | undefined;
  #length = 0;

  constructor(headers: IncomingHttpHeaders, bytes: RecordedBytes | undefined) {
    this.#bytes = bytes;
    this.contentType = headers["content-type"] ?? "";
  }

  add(ms: number, bytes: Buffer): "too-long" | undefined {
    if (this.isTooLong) return undefined;
    if (this.#length + bytes.length > MOST_RECORDED || this.#bytes?.take(bytes.length) === false) {
      this.isTooLong = true;
      this.letGo();
      return "too-long";
    }
    this.#length += bytes.length;
    // A piece may be a small part of a large buffer, which it would keep.
    this.pieces.push({ ms, bytes: Buffer.from(bytes) });
    return undefined;
  }

  letGo(): void {
    this.#bytes?.give(this.#length);
    this.#length = 0;
    this.pieces = [];
  }
}

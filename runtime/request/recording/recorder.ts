/** What a provider says, as it came, up to a ceiling: it is read when nobody waits any more, and then let go. */
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../clock.ts";
import type { Exchange, ExchangeReader, Upstream, UpstreamRequest } from "../../upstream/upstream.ts";

/** Of one answer. */
export const MOST_RECORDED: number = 1024 * 1024;

export interface Recording {
  readonly contentType: string;
  /** Milliseconds from when it was asked for. */
  readonly pieces: readonly { readonly ms: number; readonly bytes: Buffer }[];
  /** It was longer: nothing of it is kept. */
  readonly isTooLong: boolean;
}

/** The answer to the last request that was answered by one. */
export class Recorder implements Upstream {
  readonly #upstream: Upstream;
  readonly #clock: Clock;
  /** Called once, with the piece that is too much. */
  readonly #tooLong: () => void;
  #recording: Growing | undefined;

  constructor(upstream: Upstream, clock: Clock, tooLong: () => void = () => {}) {
    this.#upstream = upstream;
    this.#clock = clock;
    this.#tooLong = tooLong;
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
          recording = new Growing(headers);
          this.#recording = recording;
        }
        reader.started(status, headers);
      },
      data: (bytes) => {
        const isNews = recording?.add(this.#clock.now() - began, bytes) === "too-long";
        reader.data(bytes);
        if (isNews) this.#tooLong();
      },
      ended: () => reader.ended(),
      broken: (error) => reader.broken(error),
    });
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
  #length = 0;

  constructor(headers: IncomingHttpHeaders) {
    this.contentType = headers["content-type"] ?? "";
  }

  add(ms: number, bytes: Buffer): "too-long" | undefined {
    if (this.isTooLong) return undefined;
    this.#length += bytes.length;
    if (this.#length > MOST_RECORDED) {
      this.isTooLong = true;
      this.pieces = [];
      return "too-long";
    }
    // A piece may be a small part of a large buffer, which it would keep.
    this.pieces.push({ ms, bytes: Buffer.from(bytes) });
    return undefined;
  }
}

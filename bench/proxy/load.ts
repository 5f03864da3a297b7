/** The load generator: a fixed number of requests, so many at a time, each the next as soon as one has ended. */
import { type Dispatcher, Pool } from "undici";

export interface LoadTarget {
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Microseconds per request: to the first byte of the body, and to its end. */
export interface Timings {
  first: Float64Array;
  whole: Float64Array;
}

/** Milliseconds without a byte after which a request has failed. */
const SILENCE = 10_000;

export class Load {
  readonly #target: LoadTarget;
  readonly #concurrency: number;
  readonly #pool: Pool;
  /** Bytes of every answer, learned from the first one. */
  #length: number | undefined;

  constructor(target: LoadTarget, concurrency: number) {
    this.#target = target;
    this.#concurrency = concurrency;
    this.#pool = new Pool(target.origin, {
      connections: concurrency,
      pipelining: 1,
      keepAliveTimeout: 60_000,
      headersTimeout: SILENCE,
      bodyTimeout: SILENCE,
    });
  }

  /** One request. The length of its answer is expected of all others. */
  async once(): Promise<string> {
    const pieces: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      this.#send({ data: (bytes) => void pieces.push(bytes), ended: resolve, failed: reject });
    });
    const body = Buffer.concat(pieces);
    this.#length = body.length;
    return body.toString("utf8");
  }

  /** Rejects on the first request that does not get status 200 and the expected number of bytes. */
  round(count: number): Promise<Timings> {
    const timings: Timings = { first: new Float64Array(count), whole: new Float64Array(count) };
    let sent = 0;
    let ended = 0;
    return new Promise((resolve, reject) => {
      const next = (): void => {
        const index = sent++;
        const began = performance.now();
        let length = 0;
        this.#send({
          data: (bytes) => {
            if (length === 0) timings.first[index] = (performance.now() - began) * 1000;
            length += bytes.length;
          },
          ended: () => {
            timings.whole[index] = (performance.now() - began) * 1000;
            if (length !== this.#length) reject(new Error(`An answer of ${length} bytes, not ${this.#length}.`));
            ended += 1;
            if (ended === count) resolve(timings);
            else if (sent < count) next();
          },
          failed: reject,
        });
      };
      while (sent < Math.min(count, this.#concurrency)) next();
    });
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #send(reader: AnswerReader): void {
    const { path, headers, body } = this.#target;
    this.#pool.dispatch({ method: "POST", path, headers, body }, new Answer(reader));
  }
}

interface AnswerReader {
  data(bytes: Buffer): void;
  ended(): void;
  failed(error: Error): void;
}

class Answer implements Dispatcher.DispatchHandler {
  readonly #reader: AnswerReader;

  constructor(reader: AnswerReader) {
    this.#reader = reader;
  }

  onRequestStart(): void {}

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status !== 200) controller.abort(new Error(`A request was answered with status ${status}.`));
  }

  onResponseData(_controller: Dispatcher.DispatchController, bytes: Buffer): void {
    this.#reader.data(bytes);
  }

  onResponseEnd(): void {
    this.#reader.ended();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reader.failed(error);
  }
}

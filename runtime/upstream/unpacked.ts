/** Packed answers, which nobody has asked for: some boxes pack all the same. Unpacked as they come, in order. */
import type { IncomingHttpHeaders } from "node:http";
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress, type Zlib } from "node:zlib";

type Unpacker = Transform & Zlib;

const unpackers: Readonly<Record<string, () => Unpacker>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Told what was unpacked; nothing after `abandon`. */
export interface Unpacking {
  data(bytes: Buffer): void;
  /** All was unpacked. */
  ended(): void;
  /** What came is not packed as it says, or is not whole. */
  failed(code: string): void;
  /** More may be written. */
  drained(): void;
}

export class Unpacked {
  readonly #stream: Unpacker;
  #told: Unpacking | undefined;

  constructor(stream: Unpacker, told: Unpacking) {
    this.#stream = stream;
    this.#told = told;
    stream.on("data", (bytes: Buffer) => this.#told?.data(bytes));
    stream.on("end", () => this.#told?.ended());
    stream.on("drain", () => this.#told?.drained());
    stream.on("error", (error: Error & { code?: string }) => this.#told?.failed(error.code ?? error.name));
  }

  /** False when no more should be written until it has drained. */
  write(bytes: Buffer): boolean {
    return this.#stream.write(bytes);
  }

  end(): void {
    this.#stream.end();
  }

  /** Calls when all that was written is unpacked, whether or not it is whole. */
  flush(done: () => void): void {
    this.#stream.flush(done);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  abandon(): void {
    this.#told = undefined;
    this.#stream.destroy();
  }
}

/** Undefined for an answer that is not packed, or packed in a way that nobody knows. Takes away what is no longer so. */
export function unpackedFor(headers: IncomingHttpHeaders, told: Unpacking): Unpacked | undefined {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  const make = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined;
  if (make === undefined) return undefined;
  delete headers["content-encoding"];
  delete headers["content-length"];
  return new Unpacked(make(), told);
}

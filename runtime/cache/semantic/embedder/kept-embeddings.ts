/** Vectors of texts for a short while, so that what one request asks twice, or two ask at once, is asked once. */
import type { Clock } from "../../../clock.ts";
import type { Embedded, EmbeddingMiss } from "./embedder.ts";

/** Milliseconds. */
const KEPT = 60_000;

/** Bytes of vectors: some 2,700 of 1,536 numbers. */
const MOST_BYTES = 16 * 2 ** 20;

interface Kept {
  readonly embedded: Embedded;
  readonly until: number;
}

export class KeptEmbeddings {
  readonly #clock: Clock;
  /** The one that goes first comes first. */
  readonly #kept = new Map<string, Kept>();
  readonly #going = new Map<string, Promise<Embedded | EmbeddingMiss>>();
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is kept under the key, or what `make` makes, which must not reject. A miss is not kept. */
  async find(key: string, make: () => Promise<Embedded | EmbeddingMiss>): Promise<Embedded | EmbeddingMiss> {
    this.#forget(this.#clock.now());
    const kept = this.#kept.get(key);
    if (kept) return kept.embedded;
    const going = this.#going.get(key);
    if (going) return unpaid(await going);
    const making = make();
    this.#going.set(key, making);
    const made = await making;
    this.#going.delete(key);
    if ("vector" in made) this.#keep(key, made);
    return made;
  }

  #keep(key: string, embedded: Embedded): void {
    this.#kept.set(key, { embedded: unpaid(embedded), until: this.#clock.now() + KEPT });
    this.#bytes += embedded.vector.byteLength;
    for (const [oldest] of this.#kept) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#drop(oldest);
    }
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#kept) {
      if (until > now) break;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)!.embedded.vector.byteLength;
    this.#kept.delete(key);
  }
}

/** Whoever asked has paid for it. */
function unpaid<T extends Embedded | EmbeddingMiss>(found: T): T | Embedded {
  return "vector" in found ? { vector: found.vector, revision: found.revision } : found;
}

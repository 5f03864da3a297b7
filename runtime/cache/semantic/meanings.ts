/** The entries of a store that may be found by what their requests mean, whoever put them there: their vectors, in memory. */
import type { CacheStore, MeaningChange } from "../store/cache-store.ts";
import { VectorIndex } from "./index/vector-index.ts";

/** Bytes of the vectors of one dimension. */
const CEILING = 1024 * 1024 * 1024;

/** That are looked at for one request. */
const MOST = 5;

export interface Near {
  /** Of an entry. */
  readonly id: string;
  readonly cosine: number;
}

export class Meanings {
  readonly #store: Pick<CacheStore, "follow">;
  readonly #failed: (error: unknown) => void;
  /** By dimension. */
  readonly #indexes = new Map<number, VectorIndex>();
  /** By id of an entry. */
  readonly #known = new Map<string, { readonly dimension: number; readonly expires: number }>();
  #stop: (() => void) | undefined;
  #isClosed = false;

  /** `failed`: told why a vector is not found. */
  constructor(store: Pick<CacheStore, "follow">, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  /** Settles when those that are there are known, or cannot be. Never rejects. */
  async open(): Promise<void> {
    try {
      const stop = await this.#store.follow((change) => this.#take(change));
      if (this.#isClosed) stop();
      else this.#stop = stop;
    } catch (error) {
      this.#failed(error);
    }
  }

  /** The nearest first. Never rejects: what cannot be searched has nothing. */
  async nearest(partition: string, vector: Float32Array, now: number): Promise<readonly Near[]> {
    const index = this.#indexes.get(vector.length);
    if (!index) return [];
    try {
      return (await index.nearest({ partition, vector, most: MOST, now })).found;
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  /** Forgets those that have expired, whether or not their store has said so. */
  async expire(now: number): Promise<void> {
    for (const [id, { expires }] of this.#known) if (expires <= now) this.#known.delete(id);
    await Promise.all([...this.#indexes.values()].map((index) => index.expire(now)));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop?.();
    await Promise.all([...this.#indexes.values()].map((index) => index.close()));
  }

  #take(change: MeaningChange): void {
    if (this.#isClosed) return;
    if (change.kind === "gone") {
      this.#remove(change.id);
      return;
    }
    const { id, partition, vector, expires } = change;
    this.#remove(id, vector.length);
    this.#known.set(id, { dimension: vector.length, expires });
    this.#indexOf(vector.length)
      .put({ id, partition, vector, expires })
      .catch((error: unknown) => this.#failed(error));
  }

  /** Unless it is of this dimension, and will be written over. */
  #remove(id: string, unless?: number): void {
    const dimension = this.#known.get(id)?.dimension;
    if (dimension === undefined || dimension === unless) return;
    this.#known.delete(id);
    void this.#indexes.get(dimension)?.remove(id);
  }

  #indexOf(dimension: number): VectorIndex {
    const index = this.#indexes.get(dimension) ?? new VectorIndex({ dimension, ceiling: CEILING });
    this.#indexes.set(dimension, index);
    return index;
  }
}

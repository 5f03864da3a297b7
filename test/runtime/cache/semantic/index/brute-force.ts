/** What an index holds, searched in the plainest way. */
import type { IndexedVector, Search } from "../../../../../runtime/cache/semantic/index/indexed-vector.ts";

export interface Found {
  id: string;
  cosine: number;
}

export class BruteForce {
  /** The one that was put last comes last. */
  readonly entries = new Map<string, IndexedVector>();

  put(entry: IndexedVector): void {
    this.entries.delete(entry.id);
    this.entries.set(entry.id, entry);
  }

  nearest({ partition, vector, most, now }: Search): Found[] {
    return [...this.entries.values()]
      .reverse()
      .filter((entry) => entry.partition === partition && entry.expires > now)
      .map((entry) => ({ id: entry.id, cosine: cosineOf(entry.vector, vector) }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, most);
  }
}

/** Of vectors of length 1. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** What goes into an index of vectors, what it is asked, and what it answers. */
export interface IndexTerms {
  /** Numbers of a vector, up to 16,384. */
  readonly dimension: number;
  /** Bytes, up to 4 GiB: beyond them there is no room. */
  readonly ceiling: number;
}

export interface IndexedVector {
  readonly id: string;
  /** Digest; a search looks at one. */
  readonly partition: string;
  /** Of length 1. It is read until it was put, and is not to change before. */
  readonly vector: Float32Array;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface Search {
  readonly partition: string;
  /** Of length 1. */
  readonly vector: Float32Array;
  /** How many are wanted, from 1 to 1,000. */
  readonly most: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Nearest {
  /** The nearest first; of those that are equally near, the one that was put last. */
  readonly found: readonly { readonly id: string; readonly cosine: number }[];
  /** Vectors of the partition that it did not look at: they are not written yet, or there was no room for them. */
  readonly unseen: number;
}

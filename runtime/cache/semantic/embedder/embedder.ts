/** What makes a vector of a text that says what it means. */
import type { FailureClass } from "../../../../semantics/failures.ts";

/** `Beside`: the request for whose sake it is asked, as whoever asks the model needs to know it. */
export interface Embedder<Beside> {
  /** Settles in bounded time. Never rejects: a text without a vector is a miss. */
  embed(text: string, beside: Beside): Promise<Embedded | EmbeddingMiss>;
}

export interface Embedded {
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Vectors of another one are of another space: model and dimension. */
  readonly revision: string;
  /** What it came to; undefined where nothing was asked for, since it is known for a while. */
  readonly spent?: EmbeddingSpent | undefined;
}

export interface EmbeddingSpent {
  /** Tokens. */
  readonly input: number;
  /** Micro-USD, where the price is known. */
  readonly cost: number | undefined;
}

export interface EmbeddingMiss {
  readonly miss: MissReason;
  readonly detail: string;
}

/** `down`: it is let alone for a while; `full`: too many are asked for already; `too-long`: the text; else how asking failed. */
export type MissReason = "down" | "full" | "too-long" | FailureClass;

/** What answers a request again without asking a model. */
import type { Judge } from "./judge.ts";
import type { ModelId } from "./names.ts";
import type { Duration, Plain } from "./quantities.ts";

/** Each part is off unless it is switched on. */
export interface Cache {
  /** Answers requests that are equal. */
  readonly exact?: boolean;
  /** Answers requests that are equal but for white space, case and closing punctuation. */
  readonly normalised?: boolean;
  /** Answers requests that mean the same. */
  readonly semantic?: SemanticCache;
  /** Who shares answers: the caller's own key unless `team` or `global` is written. */
  readonly scope?: "key" | "team" | "global";
  /** What one target said is said for no other; without it, the targets of a plan stand in for each other. */
  readonly perTarget?: boolean;
  /** For how long an answer is kept. */
  readonly ttl?: Duration;
}

/** Answers by meaning. It needs an embedder, and a bound on how often it may be wrong. */
export interface SemanticCache {
  /** The embedding model that texts are sent to. */
  readonly embedder?: ModelId;
  /** The share of wrong answers among its hits, 0 to 1: it serves once its measured rate is surely below. */
  readonly maxWrongHitRate?: Plain;
  /** Scores a kept answer and the model's own where a hit is checked; without it, texts that differ are taken to say something else. */
  readonly judge?: Judge;
  /** For how long an answer is kept, where that is not as long as the cache's other answers. */
  readonly ttl?: Duration;
}

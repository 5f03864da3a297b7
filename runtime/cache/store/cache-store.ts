/**
 * Where answers are kept. One port; its adapters differ in where they keep them and in nothing else. `now` is the caller's time
 * everywhere, in milliseconds since 1970. Every call settles in bounded time, and rejects where the store could not do it: whoever
 * asks goes on without a cache.
 */
import type { CacheEntry, EntryOrigin } from "../entry.ts";

export interface CacheStore {
  /** The entry of the first of these digests that has one which has not expired. One operation, whether there is one or not. */
  find(keys: readonly string[], now: number): Promise<CacheEntry | undefined>;
  /** By its id, likewise. */
  entry(id: string, now: number): Promise<CacheEntry | undefined>;
  /**
   * In place of others with its id or one of its keys. What is beyond the ceiling goes, the longest unused first; one that is larger than it, or over
   * as it comes, is not kept.
   */
  put(entry: CacheEntry): Promise<void>;
  /** The newest first, at most so many. */
  list(which: EntryFilter, most: number, now: number): Promise<ListedEntry[]>;
  /** Answers how many there were. No byte of their texts is left anywhere when it settles. */
  drop(which: EntryFilter): Promise<number>;
  /** As `drop`, of what has expired. */
  expire(now: number): Promise<number>;
  /**
   * Tells of every entry that has a meaning, those that are there and then each that comes or goes, whoever put it there. Settles
   * when those that are there were told; the answer ends it.
   */
  follow(listener: (change: MeaningChange) => void): Promise<() => void>;
  /** 32 random bytes, made with the store: whoever shares it has the same. */
  secret(): Promise<Buffer>;
  readonly evidence: EvidenceStore;
  /**
   * Of a store that keeps a log of its own of all that it did: has it written anew, without what was dropped. Answers whether that was begun, and where not
   * whether there is none, or the store refuses. Absent: there never is one.
   */
  rewriteLog?(): Promise<"begun" | "none" | "refused">;
  close(): Promise<void>;
}

/** All that is written must hold; empty: every entry. */
export interface EntryFilter {
  readonly id?: string | undefined;
  readonly route?: string | undefined;
  /** Of a key or a team: its name. */
  readonly scope?: string | undefined;
  readonly table?: string | undefined;
}

/** Says nothing of what was asked and answered. */
export interface ListedEntry extends EntryOrigin {
  readonly id: string;
  readonly stored: number;
  readonly expires: number;
  /** That it takes. */
  readonly bytes: number;
  readonly hasMeaning: boolean;
}

export type MeaningChange =
  | {
      readonly kind: "put";
      readonly id: string;
      readonly partition: string;
      readonly vector: Float32Array;
      readonly expires: number;
    }
  | { readonly kind: "gone"; readonly id: string };

/** How often answers that were given, or would have been, were compared with a model's own, and how often they were wrong. */
export interface EvidenceStore {
  /** Adds to what is known of a series in a period, for all who share the store. Kept until `forget`. */
  add(series: string, period: number, found: Found): Promise<void>;
  /** By period, the oldest first. */
  read(series: string): Promise<readonly (Found & { readonly period: number })[]>;
  /** What lies before a period. */
  forget(series: string, before: number): Promise<void>;
}

export interface Found {
  readonly checks: number;
  readonly wrong: number;
}

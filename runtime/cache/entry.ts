/** An answer that is kept, and what it may be given for. */
import type { Answer } from "../operations/chat/answer.ts";

export interface CacheEntry {
  /** Random, 22 characters of base64url. */
  readonly id: string;
  /** Digests of the requests that it answers as they are. */
  readonly keys: readonly string[];
  /** Digest of what is equal in all requests that it may answer, whatever else is compared. */
  readonly partition: string;
  readonly origin: EntryOrigin;
  /** Milliseconds since 1970. */
  readonly stored: number;
  /** Likewise: from then on it answers nothing. */
  readonly expires: number;
  /** Complete, and ended by itself. */
  readonly answer: Answer;
  /** Micro-USD that it came to, where that is known. */
  readonly cost?: number | undefined;
  /** Where it may be found by what its request means. */
  readonly meaning?: EntryMeaning | undefined;
}

/** What an operator knows it by. */
export interface EntryOrigin {
  readonly route: string;
  readonly scope: EntryScope;
  /** Hash of the table that decided. */
  readonly table: string;
  /** Who answered. */
  readonly target: string;
}

/** Who gets it; `name` is the key's id or the team. */
export interface EntryScope {
  readonly of: "key" | "team" | "global";
  readonly name?: string | undefined;
}

export interface EntryMeaning {
  /** The last text of the user, as it came. */
  readonly text: string;
  /** Of that text, of length 1. */
  readonly vector: Float32Array;
}

/** The callers' keys that live in a store. */
import type { KeyRecord } from "../keys.ts";

export interface StoredKeys {
  list(): Promise<readonly StoredKey[]>;
  /**
   * In the place of the one with its id, where there is one. With `revision` only where that is still the revision, so that of two who
   * change a key at once none undoes what the other did. Answers whether it was put.
   */
  put(key: StoredKey, revision?: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Another one after every change, whoever made it: cheap to ask for. */
  revision(): Promise<string>;
}

/** Times are milliseconds since 1970. */
export interface StoredKey extends KeyRecord {
  readonly created: number;
  /** Not valid from then on. */
  readonly expires?: number;
  readonly revoked?: number | undefined;
  /** Hashes of what it was before it was rotated, and how long that opens too. */
  readonly former?: readonly FormerKey[] | undefined;
}

export interface FormerKey {
  readonly hash: string;
  readonly until: number;
}

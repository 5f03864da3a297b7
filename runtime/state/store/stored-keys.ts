/** The callers' keys that live in a store. */
import type { KeyRecord } from "../keys.ts";

export interface StoredKeys {
  list(): Promise<readonly StoredKey[]>;
  /** In the place of the one with its id, where there is one. */
  put(key: StoredKey): Promise<void>;
  remove(id: string): Promise<void>;
  /** Another one after every change, whoever made it: cheap to ask for. */
  revision(): Promise<string>;
}

/** Times are milliseconds since 1970. */
export interface StoredKey extends KeyRecord {
  readonly created: number;
  /** Not valid from then on. */
  readonly expires?: number | undefined;
  readonly revoked?: number | undefined;
}

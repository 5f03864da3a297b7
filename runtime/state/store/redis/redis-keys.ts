import type { StoredKey, StoredKeys } from "../stored-keys.ts";
import { putKeyScript, removeKeyScript } from "./ledger-scripts.ts";
import type { RedisLink } from "./redis-link.ts";

export class RedisKeys implements StoredKeys {
  readonly #link: RedisLink;
  readonly #prefix: string;

  constructor(link: RedisLink, prefix: string) {
    this.#link = link;
    this.#prefix = prefix;
  }

  async list(): Promise<readonly StoredKey[]> {
    const records = await this.#link.ask(["HVALS", `${this.#prefix}keys`]);
    return (Array.isArray(records) ? records : []).map((record) => JSON.parse(String(record)) as StoredKey);
  }

  async put(key: StoredKey, revision = ""): Promise<boolean> {
    const [isPut] = await this.#link.run(putKeyScript, [key.id, JSON.stringify(key), revision]);
    return isPut === 1;
  }

  async remove(id: string): Promise<void> {
    await this.#link.run(removeKeyScript, [id]);
  }

  /** With the epoch: a store that lost its keys counts anew. */
  async revision(): Promise<string> {
    const found = await this.#link.ask(["HMGET", `${this.#prefix}store`, "epoch", "keys"]);
    const [epoch, revision] = Array.isArray(found) ? found : [];
    return `${epoch}:${revision ?? 0}`;
  }
}

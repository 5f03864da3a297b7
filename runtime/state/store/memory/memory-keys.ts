import type { StoredKey, StoredKeys } from "../stored-keys.ts";

export class MemoryKeys implements StoredKeys {
  readonly #keys = new Map<string, StoredKey>();
  #revision = 0;

  async list(): Promise<readonly StoredKey[]> {
    return [...this.#keys.values()].map((key) => structuredClone(key));
  }

  async put(key: StoredKey, revision?: string): Promise<boolean> {
    if (revision !== undefined && revision !== String(this.#revision)) return false;
    this.#keys.set(key.id, structuredClone(key));
    this.#revision++;
    return true;
  }

  async remove(id: string): Promise<void> {
    this.#keys.delete(id);
    this.#revision++;
  }

  async revision(): Promise<string> {
    return String(this.#revision);
  }
}

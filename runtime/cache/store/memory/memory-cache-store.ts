/** Answers in the memory of the process, which end with it. */
import { randomBytes } from "node:crypto";
import type { CacheEntry } from "../../entry.ts";
import type { CacheStore, EntryFilter, ListedEntry, MeaningChange } from "../cache-store.ts";
import { isWanted, newestFirst, readEntry, writtenEntry } from "../entry-text.ts";
import { MemoryEvidence } from "./memory-evidence.ts";

interface Kept {
  readonly listed: ListedEntry;
  readonly keys: readonly string[];
  readonly partition: string;
  /** Of the entry as text: outside the heap, and nobody else has it. */
  readonly text: Buffer;
  readonly vector: Float32Array | undefined;
}

export class MemoryCacheStore implements CacheStore {
  readonly evidence: MemoryEvidence = new MemoryEvidence();
  /** By id, the longest unused first. */
  readonly #entries = new Map<string, Kept>();
  /** By key, the id of its entry. */
  readonly #ids = new Map<string, string>();
  readonly #listeners = new Set<(change: MeaningChange) => void>();
  readonly #secret = randomBytes(32);
  readonly #ceiling: number;
  #bytes = 0;

  /** `ceiling`: bytes that all entries may take together. */
  constructor(ceiling: number) {
    this.#ceiling = ceiling;
  }

  async find(keys: readonly string[], now: number): Promise<CacheEntry | undefined> {
    for (const key of keys) {
      const kept = this.#live(this.#ids.get(key), now);
      if (kept) return this.#use(kept);
    }
    return undefined;
  }

  async entry(id: string, now: number): Promise<CacheEntry | undefined> {
    const kept = this.#live(id, now);
    return kept && this.#use(kept);
  }

  async put(entry: CacheEntry): Promise<void> {
    const written = writtenEntry(entry, this.#ceiling);
    if (!written) return;
    const { text, vector, listed } = written;
    const { id, keys, partition } = entry;
    for (const taken of [id, ...keys.map((key) => this.#ids.get(key))]) this.#forget(taken);
    const kept = { listed, keys: [...keys], partition, text: bufferOf(text), vector: vector?.slice() };
    this.#entries.set(id, kept);
    for (const key of keys) this.#ids.set(key, id);
    this.#bytes += listed.bytes;
    if (kept.vector) this.#tell(putOf(kept, kept.vector));
    for (const [oldest] of this.#entries) {
      if (this.#bytes <= this.#ceiling) break;
      this.#forget(oldest);
    }
  }

  async list(which: EntryFilter, most: number, now: number): Promise<ListedEntry[]> {
    const all = [...this.#entries.values()].map(({ listed }) => listed);
    return all
      .filter((listed) => listed.expires > now && isWanted(which, listed))
      .sort(newestFirst)
      .slice(0, most);
  }

  async drop(which: EntryFilter): Promise<number> {
    return this.#forgetAll((listed) => isWanted(which, listed), which.id);
  }

  async expire(now: number): Promise<number> {
    return this.#forgetAll(({ expires }) => expires <= now);
  }

  async follow(listener: (change: MeaningChange) => void): Promise<() => void> {
    for (const kept of this.#entries.values()) if (kept.vector) listener(putOf(kept, kept.vector));
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async secret(): Promise<Buffer> {
    return this.#secret;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#forgetAll(() => true);
  }

  #live(id: string | undefined, now: number): Kept | undefined {
    const kept = id === undefined ? undefined : this.#entries.get(id);
    return kept && kept.listed.expires > now ? kept : undefined;
  }

  #use(kept: Kept): CacheEntry | undefined {
    const { id } = kept.listed;
    this.#entries.delete(id);
    this.#entries.set(id, kept);
    return readEntry(kept.text.toString(), kept.vector, {});
  }

  /** `id`: of the only one that may be meant. */
  #forgetAll(is: (listed: ListedEntry) => boolean, id?: string): number {
    const only = id === undefined ? undefined : this.#entries.get(id);
    const among = id === undefined ? [...this.#entries.values()] : only ? [only] : [];
    const gone = among.filter(({ listed }) => is(listed));
    for (const { listed } of gone) this.#forget(listed.id);
    return gone.length;
  }

  #forget(id: string | undefined): void {
    const kept = id === undefined ? undefined : this.#entries.get(id);
    if (!kept) return;
    this.#entries.delete(kept.listed.id);
    for (const key of kept.keys) this.#ids.delete(key);
    this.#bytes -= kept.listed.bytes;
    kept.text.fill(0);
    if (kept.vector) this.#tell({ kind: "gone", id: kept.listed.id });
  }

  #tell(change: MeaningChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function putOf({ listed: { id, expires }, partition }: Kept, vector: Float32Array): MeaningChange {
  return { kind: "put", id, partition, vector, expires };
}

/** None that is a part of a larger one, which would be kept as long. */
function bufferOf(text: string): Buffer {
  const buffer = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  buffer.write(text);
  return buffer;
}

/** Answers in a Redis: they outlive their processes, and those of several machines share them. */
import type { RedisOptions } from "../../../state/store/redis/redis-url.ts";
import { StoreError } from "../../../state/store/store.ts";
import type { CacheEntry } from "../../entry.ts";
import type { CacheStore, EntryFilter, ListedEntry, MeaningChange } from "../cache-store.ts";
import { isListedEntry } from "../entry-shape.ts";
import { isWanted, newestFirst, parsed, readEntry, writtenEntry } from "../entry-text.ts";
import { bytesOf, vectorOf } from "../vector-bytes.ts";
import { entryScript, expireScript, findScript, forgetScript, MOST, putScript, trimScript } from "./cache-scripts.ts";
import { RedisCacheLink } from "./redis-cache-link.ts";
import { RedisEvidence } from "./redis-evidence.ts";
import { RedisFollower } from "./redis-follower.ts";

interface Listed {
  readonly id: string;
  /** Undefined where it cannot be read. */
  readonly listed: ListedEntry | undefined;
}

export class RedisCacheStore implements CacheStore {
  readonly evidence: RedisEvidence;
  readonly #options: RedisOptions;
  readonly #ceiling: number;
  readonly #link: RedisCacheLink;
  readonly #followers = new Set<RedisFollower>();

  private constructor(options: RedisOptions, ceiling: number) {
    this.#options = options;
    this.#ceiling = ceiling;
    this.#link = new RedisCacheLink(options);
    this.evidence = new RedisEvidence(this.#link);
  }

  /** Rejects with a `StoreError` where it cannot be reached, or is not fit for a cache. `ceiling`: bytes that all entries may take together. */
  static async open(options: RedisOptions, ceiling: number): Promise<RedisCacheStore> {
    const store = new RedisCacheStore(options, ceiling);
    try {
      await store.secret();
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  async find(keys: readonly string[], now: number): Promise<CacheEntry | undefined> {
    return this.#entryOf(await this.#link.run(findScript, [now, keys.length, ...keys]), { keys });
  }

  async entry(id: string, now: number): Promise<CacheEntry | undefined> {
    return this.#entryOf(await this.#link.run(entryScript, [now, id]), { id });
  }

  async put(entry: CacheEntry): Promise<void> {
    const written = writtenEntry(entry, this.#ceiling);
    if (!written) return;
    const { text, listed } = written;
    const vector = written.vector ? bytesOf(written.vector).toString("base64") : "";
    const { id, stored, expires, bytes } = listed;
    const lives = Math.max(1, Math.ceil(expires - stored));
    const { keys, partition } = entry;
    const rest = [JSON.stringify(listed), `${vector}\n${text}`, partition, vector, keys.length, ...keys];
    await this.#link.run(putScript, [this.#ceiling, id, lives, expires, bytes, ...rest]);
  }

  async list(which: EntryFilter, most: number, now: number): Promise<ListedEntry[]> {
    const all: ListedEntry[] = [];
    for await (const { listed } of this.#listed(which.id))
      if (listed && listed.expires > now && isWanted(which, listed)) all.push(listed);
    return all.sort(newestFirst).slice(0, most);
  }

  async drop(which: EntryFilter): Promise<number> {
    const ids: string[] = [];
    for await (const { id, listed } of this.#listed(which.id)) if (!listed || isWanted(which, listed)) ids.push(id);
    return this.#forget(ids);
  }

  async expire(now: number): Promise<number> {
    let count = 0;
    for (let found: unknown = MOST; found === MOST; ) {
      const [over, were] = await this.#link.run(expireScript, [now]);
      found = over;
      count += Number(were);
    }
    while ((await this.#link.run(trimScript, []))[0] === MOST);
    return count;
  }

  async follow(listener: (change: MeaningChange) => void): Promise<() => void> {
    const follower = new RedisFollower(listener, new RedisCacheLink(this.#options));
    try {
      await follower.start();
    } catch (error) {
      await follower.end();
      throw error;
    }
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
      void follower.end();
    };
  }

  async secret(): Promise<Buffer> {
    return Buffer.from((await this.#link.facts()).secret, "hex");
  }

  async rewriteLog(): Promise<"begun" | "none" | "refused"> {
    if (!/^aof_enabled:1/m.test(String(await this.#link.ask(["INFO", "persistence"])))) return "none";
    const refused = (error: unknown): "refused" => {
      if (error instanceof StoreError && error.fault !== "away") return "refused";
      throw error;
    };
    return this.#link.ask(["BGREWRITEAOF"]).then(() => "begun" as const, refused);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#followers].map((follower) => follower.end()));
    await this.#link.close();
  }

  /** One that cannot be read goes, and was never there. */
  async #entryOf(
    [id, kept]: readonly unknown[],
    looked: { readonly id?: string; readonly keys?: readonly string[] },
  ): Promise<CacheEntry | undefined> {
    if (typeof id !== "string" || typeof kept !== "string") return undefined;
    const { text, vector } = partsOf(kept);
    const entry = readEntry(text, vector, looked);
    if (!entry) await this.#forget([id]).catch(() => {});
    return entry;
  }

  async #forget(ids: readonly string[]): Promise<number> {
    let count = 0;
    for (let i = 0; i < ids.length; i += MOST) {
      const some = ids.slice(i, i + MOST);
      const [were] = await this.#link.run(forgetScript, [some.length, ...some]);
      count += Number(were);
    }
    return count;
  }

  /** Of one, or each that is there for as long as it looks; one that comes or goes meanwhile may be met or not, and one may be met twice. */
  async *#listed(only: string | undefined): AsyncGenerator<Listed> {
    if (only !== undefined) {
      const text = await this.#link.ask(["HGET", `${this.#options.prefix}entries`, only]);
      if (typeof text === "string") yield { id: only, listed: listedOf(text) };
      return;
    }
    const met = new Set<string>();
    let cursor = "0";
    do {
      const answer = await this.#link.ask(["HSCAN", `${this.#options.prefix}entries`, cursor, "COUNT", "500"]);
      const [next, found] = Array.isArray(answer) ? answer : [];
      cursor = String(next ?? "0");
      const pairs = Array.isArray(found) ? found.map(String) : [];
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        const id = pairs[i]!;
        if (met.has(id)) continue;
        met.add(id);
        yield { id, listed: listedOf(pairs[i + 1]!) };
      }
    } while (cursor !== "0");
  }
}

/** The vector, or nothing, and behind a line of its own the text. */
function partsOf(kept: string): { readonly text: string; readonly vector: Float32Array | undefined } {
  const at = kept.indexOf("\n");
  const vector = at > 0 ? vectorOf(Buffer.from(kept.slice(0, at), "base64")) : undefined;
  return { text: kept.slice(at + 1), vector };
}

/** Undefined for what cannot be read. */
function listedOf(text: string): ListedEntry | undefined {
  const listed = parsed(text);
  return isListedEntry(listed) ? listed : undefined;
}

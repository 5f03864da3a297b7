/** Follows the stream of changes, on a connection of its own: it waits there for what comes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { MeaningChange } from "../cache-store.ts";
import { ToldMeanings } from "../told-meanings.ts";
import { vectorOf } from "../vector-bytes.ts";
import type { RedisCacheLink } from "./redis-cache-link.ts";

/** Changes of one answer. */
const MOST = 100;
/** Milliseconds after a failure. */
const PAUSE = 250;
/** Milliseconds for which it waits at most for a change, before it looks whether the store is still the same. */
const WAIT = 400;
const FIRST = "0-0";

interface Change {
  readonly turn: string;
  readonly fields: ReadonlyMap<string, string>;
}

export class RedisFollower {
  readonly #told: ToldMeanings;
  readonly #link: RedisCacheLink;
  #epoch: string | undefined;
  /** Of the last change that was read. */
  #turn = FIRST;
  #hasEnded = false;

  /** `link`: closed with it. */
  constructor(listener: (change: MeaningChange) => void, link: RedisCacheLink) {
    this.#told = new ToldMeanings((change) => {
      if (!this.#hasEnded) listener(change);
    });
    this.#link = link;
  }

  /** Settles when all that is there was told. */
  async start(): Promise<void> {
    await this.#readAll();
    void this.#goOn();
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#link.close();
  }

  /** As long as the store is away it is tried again, and then read anew. */
  async #goOn(): Promise<void> {
    let isBroken = false;
    while (!this.#hasEnded) {
      try {
        if (isBroken || !(await this.#readOn())) await this.#readAll();
        isBroken = false;
      } catch {
        isBroken = true;
        if (!this.#hasEnded) await sleep(PAUSE, undefined, { ref: false });
      }
    }
  }

  async #readAll(): Promise<void> {
    this.#epoch = (await this.#link.facts()).epoch;
    this.#turn = FIRST;
    this.#told.begin();
    for (let count = MOST; count === MOST; ) {
      const changes = await this.#read([]);
      count = changes.length;
      this.#tell(changes);
    }
    this.#told.reached();
  }

  /** What comes next. Answers whether nothing was missed. */
  async #readOn(): Promise<boolean> {
    const wait = Math.max(1, Math.min(WAIT, Math.floor(this.#link.options.patience / 2)));
    const changes = await this.#read(["BLOCK", String(wait)]);
    const { epoch, trimmed } = await this.#link.facts();
    if (epoch !== this.#epoch || (trimmed !== undefined && isBefore(this.#turn, trimmed))) return false;
    this.#tell(changes);
    return true;
  }

  async #read(waiting: readonly string[]): Promise<readonly Change[]> {
    const { prefix } = this.#link.options;
    const command = ["XREAD", "COUNT", String(MOST), ...waiting, "STREAMS", `${prefix}changes`, this.#turn];
    const answer = await this.#link.ask(command);
    const [stream] = Array.isArray(answer) ? answer : [];
    const changes = Array.isArray(stream) && Array.isArray(stream[1]) ? stream[1] : [];
    return changes.map(([turn, fields]) => ({ turn: String(turn), fields: pairsOf(fields) }));
  }

  #tell(changes: readonly Change[]): void {
    for (const { turn, fields } of changes) {
      this.#turn = turn;
      const change = changeOf(fields);
      if (change?.kind === "put") this.#told.put(change);
      else if (change) this.#told.gone(change.id);
    }
  }
}

/** Undefined for what cannot be read. */
function changeOf(fields: ReadonlyMap<string, string>): MeaningChange | undefined {
  const [id, partition, expires, text] = ["id", "partition", "expires", "vector"].map((name) => fields.get(name));
  if (id === undefined) return undefined;
  if (text === undefined) return { kind: "gone", id };
  const vector = vectorOf(Buffer.from(text, "base64"));
  if (!vector || partition === undefined || expires === undefined) return undefined;
  return { kind: "put", id, partition, vector, expires: Number(expires) };
}

function pairsOf(fields: unknown): ReadonlyMap<string, string> {
  const all = Array.isArray(fields) ? fields.map(String) : [];
  return new Map(all.flatMap((name, i) => (i % 2 === 0 ? [[name, all[i + 1] ?? ""] as const] : [])));
}

/** Turns are milliseconds and a number within them. */
function isBefore(one: string, other: string): boolean {
  const [ms = 0, number = 0] = one.split("-").map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split("-").map(Number);
  return ms < otherMs || (ms === otherMs && number < otherNumber);
}

/** Does one sequence to a store and to the reference, and says where they differ. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { CacheEntry } from "../../../../../runtime/cache/entry.ts";
import type { CacheStore, EntryFilter } from "../../../../../runtime/cache/store/cache-store.ts";
import { answerOf, bytesOf, NOON } from "../entries.ts";
import type { Follower } from "../follower.ts";
import type { Operation, Put, Which } from "./operations.ts";
import { Reference } from "./reference.ts";

/** Bytes: of the store, and of the reference. */
export const CEILING = 9_000;

export interface Subject {
  readonly name: string;
  readonly store: CacheStore;
  /** Told all that the store tells. */
  readonly follower: Follower;
}

/** Undefined where the store does as the reference. `run`: another one each time, since the store is the same. */
export async function runSequence(
  subject: Subject,
  run: string,
  operations: readonly Operation[],
): Promise<string | undefined> {
  const world = new World(subject, run);
  try {
    for (const operation of operations) {
      const fault = await world.step(operation);
      if (fault !== undefined) return `${subject.name}: ${fault}`;
    }
    const fault = await world.followed();
    return fault && `${subject.name}: ${fault}`;
  } finally {
    // Nothing of it is left for the next one to come upon.
    await subject.store.drop({});
  }
}

class World {
  readonly #subject: Subject;
  readonly #run: string;
  readonly #reference = new Reference(CEILING);
  #now = NOON;

  constructor(subject: Subject, run: string) {
    this.#subject = subject;
    this.#run = run;
  }

  async step(operation: Operation): Promise<string | undefined> {
    const [found, expected] = await this.#do(operation);
    if (isDeepStrictEqual(plain(found), plain(expected))) return undefined;
    return `${JSON.stringify(operation)} answers ${JSON.stringify(found)}, and not ${JSON.stringify(expected)}`;
  }

  /** Sooner or later the follower knows what is there. */
  async followed(): Promise<string | undefined> {
    const meant = this.#reference.held.filter(({ entry }) => entry.meaning !== undefined).map(({ entry }) => entry);
    const expected = meant.map((entry) => `${entry.id} ${entry.partition} ${bytesOf(entry.meaning?.vector)}`).sort();
    const known = (): string[] =>
      [...this.#subject.follower.known.values()]
        .map((put) => `${put.id} ${put.partition} ${bytesOf(put.vector)}`)
        .sort();
    for (let tries = 0; tries < 1_000; tries++) {
      if (isDeepStrictEqual(known(), expected)) return undefined;
      await sleep(5);
    }
    return `its follower knows ${JSON.stringify(known())}, and not ${JSON.stringify(expected)}`;
  }

  /** What the store answers, and the reference. */
  async #do(operation: Operation): Promise<[unknown, unknown]> {
    const { store } = this.#subject;
    const reference = this.#reference;
    const now = this.#now;
    switch (operation.does) {
      case "put": {
        const entry = this.#entry(operation);
        return [await store.put(entry), reference.put(entry)];
      }
      case "find": {
        const keys = operation.keys.map((key) => this.#name("key", key));
        return [await store.find(keys, now), reference.find(keys, now)];
      }
      case "entry": {
        const id = this.#name("id", operation.id);
        return [await store.entry(id, now), reference.entry(id, now)];
      }
      case "drop": {
        const which = this.#which(operation.which);
        return [await store.drop(which), reference.drop(which)];
      }
      case "list": {
        const which = this.#which(operation.which);
        const listed = await store.list(which, operation.most, now);
        return [listed.map(({ id }) => id), reference.list(which, operation.most, now)];
      }
      case "clock":
        this.#now += operation.by;
        return [undefined, undefined];
      case "expire":
        return [await store.expire(now), reference.expire(now)];
      default:
        return this.#evidence(operation);
    }
  }

  async #evidence(operation: Extract<Operation, { series: number }>): Promise<[unknown, unknown]> {
    const { evidence } = this.#subject.store;
    const series = this.#name("series", operation.series);
    switch (operation.does) {
      case "add": {
        const { period, checks, wrong } = operation;
        this.#reference.evidence.push({ series, period, checks, wrong });
        return [await evidence.add(series, period, { checks, wrong }), undefined];
      }
      case "read":
        return [await evidence.read(series), this.#reference.read(series)];
      case "forget":
        return [await evidence.forget(series, operation.before), this.#reference.forget(series, operation.before)];
      default:
        return operation satisfies never;
    }
  }

  #entry({ id, keys, route, scope, table, lives, length, dimensions }: Put): CacheEntry {
    const vector = new Float32Array(dimensions).map((_, i) => Math.fround(Math.sin(id + i / 7)));
    return {
      id: this.#name("id", id),
      keys: keys.map((key) => this.#name("key", key)),
      partition: `partition ${route}`,
      origin: { route: `route ${route}`, scope: scopeOf(scope), table: `table ${table}`, target: "one/model" },
      stored: this.#now,
      expires: this.#now + lives * 60_000,
      answer: answerOf("x".repeat(length)),
      ...(dimensions > 0 && { meaning: { text: `asked ${id}`, vector } }),
    };
  }

  #which({ id, route, scope, table }: Which): EntryFilter {
    const named = (name: string, at: number | undefined) => (at === undefined ? undefined : `${name} ${at}`);
    return {
      id: id === undefined ? undefined : this.#name("id", id),
      route: named("route", route),
      scope: scope === undefined ? undefined : (scopeOf(scope).name ?? "nobody"),
      table: named("table", table),
    };
  }

  #name(kind: string, at: number): string {
    return `${kind} ${this.#run}.${at}`;
  }
}

function scopeOf(scope: number): CacheEntry["origin"]["scope"] {
  if (scope === 0) return { of: "global" };
  return { of: scope === 1 ? "team" : "key", name: `name ${scope % 2}` };
}

/** Without members that are undefined, which JSON does not keep. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Answers of earlier runs, by a hash of everything that they depend on: an edit asks anew only what it touches. */
import { hash } from "node:crypto";

export type Remembered = boolean | readonly string[];

export class Memory {
  readonly #earlier: ReadonlyMap<string, Remembered>;
  readonly #used = new Map<string, Remembered>();
  #learnt = false;

  constructor(earlier: Iterable<readonly [string, Remembered]> = []) {
    this.#earlier = new Map(earlier);
  }

  /** The answer that is known by `key`, else the one that `answer` gives; nothing is kept of undefined. */
  recall<T extends Remembered>(key: string, answer: () => T | undefined): T | undefined {
    const known = (this.#used.get(key) ?? this.#earlier.get(key)) as T | undefined;
    const given = known ?? answer();
    if (given === undefined) return undefined;
    this.#used.set(key, given);
    this.#learnt ||= known === undefined;
    return given;
  }

  /** Something was asked that no earlier run had asked. */
  get hasLearnt(): boolean {
    return this.#learnt;
  }

  /** What this run asked, for the next one. */
  entries(): IterableIterator<[string, Remembered]> {
    return this.#used.entries();
  }
}

/** Of 6 bits each: 132 are enough for keys that nobody tries to forge. */
const KEY_LENGTH = 22;

export function hashOf(parts: readonly string[]): string {
  return hash("sha256", `${parts.length}\0${parts.join("\0")}`, "base64url").slice(0, KEY_LENGTH);
}

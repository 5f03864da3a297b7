/** What a listener was told: each entry that comes and goes once, also where a store is read anew from its beginning. */
import type { MeaningChange } from "./cache-store.ts";

export class ToldMeanings {
  readonly #listener: (change: MeaningChange) => void;
  /** Of those that are there, as far as it was told. */
  readonly #ids = new Set<string>();
  /** Those that were met since the beginning. */
  #met: Set<string> | undefined;

  constructor(listener: (change: MeaningChange) => void) {
    this.#listener = listener;
  }

  /** All that is there is told from here on, up to `reached`. */
  begin(): void {
    this.#met = new Set();
  }

  put(change: Extract<MeaningChange, { kind: "put" }>): void {
    this.#met?.add(change.id);
    if (this.#ids.has(change.id)) return;
    this.#ids.add(change.id);
    this.#listener(change);
  }

  gone(id: string): void {
    this.#met?.delete(id);
    if (this.#ids.delete(id)) this.#listener({ kind: "gone", id });
  }

  /** What was not met since the beginning is there no more. */
  reached(): void {
    const met = this.#met;
    this.#met = undefined;
    if (met) for (const id of [...this.#ids]) if (!met.has(id)) this.gone(id);
  }
}

import { longHashOf } from "../../semantics/facts/sample.ts";
import type { Clock } from "../clock.ts";

interface Kept {
  /** `provider/model` */
  readonly target: string;
  readonly until: number;
}

/** Groups that are remembered. */
export const MOST_GROUPS = 100_000;

/** Which target last answered each group of requests, as this process saw it. Past the most, the one goes that was asked for least lately. */
export class StickyMemory {
  readonly #clock: Clock;
  /** By a hash of the group's key, which a client may make long. */
  readonly #kept = new Map<number, Kept>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  kept(key: string): string | undefined {
    const known = this.#kept.get(longHashOf(key));
    return known && known.until > this.#clock.now() ? known.target : undefined;
  }

  /** `lifetime` in milliseconds from now. */
  keep(key: string, target: string, lifetime: number): void {
    const hash = longHashOf(key);
    this.#kept.delete(hash);
    if (this.#kept.size >= MOST_GROUPS) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(hash, { target, until: this.#clock.now() + lifetime });
  }

  /** Forgets all others. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [hash, { target }] of this.#kept) if (!ids.has(target)) this.#kept.delete(hash);
  }
}

/** Of equal requests one is asked of a model at a time; those that come meanwhile wait for what it gets. */

/** `leads`: it is asked itself, and must `land` or `leave`. `landed`: another has; undefined where it got nothing for others. */
export type Boarded<T> =
  | { readonly kind: "leads"; readonly lead: Lead<T> }
  | { readonly kind: "landed"; readonly value: T | undefined };

export interface Lead<T> {
  /** Those who wait get the value, or go on by themselves. */
  land(value: T | undefined): void;
  /** It got nothing, for a reason of its own: one of those who wait leads in its place. */
  leave(): void;
}

type Waiting<T> = (boarded: Boarded<T>) => void;

export class Flights<T> {
  /** By what is equal: those who wait, in order. */
  readonly #waiting = new Map<string, Set<Waiting<T>>>();

  /** `waits` is given what ends its waiting, after which it goes on by itself. */
  board(key: string, waits: (end: () => void) => void): Boarded<T> | Promise<Boarded<T>> {
    const others = this.#waiting.get(key);
    if (!others) {
      this.#waiting.set(key, new Set());
      return { kind: "leads", lead: this.#lead(key) };
    }
    return new Promise((resolve) => {
      others.add(resolve);
      waits(() => {
        if (others.delete(resolve)) resolve({ kind: "landed", value: undefined });
      });
    });
  }

  #lead(key: string): Lead<T> {
    let isOver = false;
    const once = (end: () => void): void => {
      if (isOver) return;
      isOver = true;
      end();
    };
    return {
      land: (value) => once(() => this.#land(key, value)),
      leave: () => once(() => this.#leave(key)),
    };
  }

  #land(key: string, value: T | undefined): void {
    const waiting = this.#waiting.get(key)!;
    this.#waiting.delete(key);
    for (const resolve of waiting) resolve({ kind: "landed", value });
  }

  #leave(key: string): void {
    const waiting = this.#waiting.get(key)!;
    const [first] = waiting;
    if (!first) {
      this.#waiting.delete(key);
      return;
    }
    waiting.delete(first);
    first({ kind: "leads", lead: this.#lead(key) });
  }
}

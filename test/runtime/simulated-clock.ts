import type { Clock, Timer } from "../../runtime/clock.ts";

/** A clock that stands still until it is told to go on. */
export class SimulatedClock implements Clock {
  #now = 0;
  readonly #timers = new Set<SimulatedTimer>();

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(Date.UTC(2026, 10, 20) + this.#now);
  }

  after(ms: number, call: () => void): Timer {
    const refresh = () => {
      timer.at = this.#now + ms;
    };
    const timer = { at: this.#now + ms, call, refresh };
    this.#timers.add(timer);
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    if (timer) this.#timers.delete(timer as SimulatedTimer);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Goes on to the next timer and calls it; false where none waits. */
  next(): boolean {
    const [first] = [...this.#timers].sort((a, b) => a.at - b.at);
    if (!first) return false;
    this.#timers.delete(first);
    this.#now = Math.max(this.#now, first.at);
    first.call();
    return true;
  }
}

interface SimulatedTimer extends Timer {
  at: number;
  call: () => void;
}

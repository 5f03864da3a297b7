import type { Clock, Timer } from "../../runtime/clock.ts";

/** A clock that stands still until it is told to go on. Timers wait in a heap, the next one on top. */
export class SimulatedClock implements Clock {
  readonly #start: number;
  readonly #heap: Waiting[] = [];
  #now = 0;
  #count = 0;

  constructor(start: Date) {
    this.#start = start.getTime();
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#start + this.#now);
  }

  after(ms: number, call: () => void): Timer {
    const timer: Waiting = {
      at: this.#now + ms,
      placed: this.#now + ms,
      order: this.#count++,
      call,
      // A timer that was put off is put where it belongs when it comes up.
      refresh: () => {
        timer.at = this.#now + ms;
      },
    };
    this.#push(timer);
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    if (timer) (timer as Waiting).call = undefined;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#heap.filter(({ call }) => call !== undefined).length;
  }

  /** Goes on to the next timer and calls it; false where none waits. */
  next(): boolean {
    for (let first = this.#pop(); first; first = this.#pop()) {
      const { call } = first;
      if (!call) continue;
      if (first.at > first.placed) {
        first.placed = first.at;
        this.#push(first);
        continue;
      }
      first.call = undefined;
      this.#now = Math.max(this.#now, first.at);
      call();
      return true;
    }
    return false;
  }

  #push(timer: Waiting): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(timer, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Waiting | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

interface Waiting extends Timer {
  /** When it is due. */
  at: number;
  /** Where it stands in the heap. */
  placed: number;
  /** Of those that are due at the same time, the older one is called first. */
  readonly order: number;
  call: (() => void) | undefined;
}

function isBefore(one: Waiting, other: Waiting): boolean {
  return one.placed < other.placed || (one.placed === other.placed && one.order < other.order);
}

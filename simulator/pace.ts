import { setImmediate, setTimeout } from "node:timers/promises";

/** When tokens are due. Every wait ends at once, by throwing the signal's reason, when the answer is given up. */
export interface Pace {
  /** So many were asked for. */
  readonly paced: number;
  /** Waits until the next `count` tokens are due; the first also waits for the delay. */
  tokens(count: number): Promise<void>;
}

const burst = 32;

/** `delay` in ms before the first token; `tokensPerSecond` 0 sends without waiting, but yields now and then. */
export function startPace(delay: number, tokensPerSecond: number, signal: AbortSignal): Pace {
  const begin = performance.now() + delay;
  let sent = 0;
  return {
    get paced() {
      return sent;
    },
    async tokens(count) {
      const before = sent;
      sent += count;
      const due = tokensPerSecond > 0 ? begin + ((sent - 1) / tokensPerSecond) * 1000 : begin;
      const wait = due - performance.now();
      signal.throwIfAborted();
      if (wait > 0) await setTimeout(wait, undefined, { signal });
      else if (Math.floor(before / burst) !== Math.floor(sent / burst)) await setImmediate(undefined, { signal });
    },
  };
}

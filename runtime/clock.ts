/** Time, as a request's way takes it. A rehearsal brings a clock of its own, on which hours pass in no time. */
export interface Clock {
  /** Milliseconds that never run backwards. */
  now(): number;
  date(): Date;
  /** Calls once, after so many milliseconds. */
  after(ms: number, call: () => void): Timer;
  /** It will not call any more. */
  cancel(timer: Timer | undefined): void;
}

export interface Timer {
  /** Waits anew, as long as the first time. */
  refresh(): unknown;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  after: (ms, call) => setTimeout(call, ms),
  cancel: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

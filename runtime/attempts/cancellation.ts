/** Whether anyone still waits for the answer. One piece of work at a time listens; it is told at most once. */
import type { Clock } from "../clock.ts";
import type { Failure } from "../failures.ts";

export class Cancellation {
  /** Set once the request is cancelled. */
  cause: Failure | undefined;
  #stop: ((cause: Failure) => void) | undefined;

  cancel(cause: Failure): void {
    if (this.cause !== undefined) return;
    this.cause = cause;
    const stop = this.#stop;
    this.#stop = undefined;
    stop?.(cause);
  }

  /** `stop` replaces the one that listened before; call without it to listen no more. */
  listen(stop?: (cause: Failure) => void): void {
    this.#stop = stop;
  }
}

/** Answers false when it was cancelled before the time was over. */
export function pause(ms: number, cancellation: Cancellation, clock: Clock): Promise<boolean> {
  if (cancellation.cause !== undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (whole: boolean): void => {
      clock.cancel(timer);
      cancellation.listen();
      resolve(whole);
    };
    const timer = clock.after(ms, () => end(true));
    cancellation.listen(() => end(false));
  });
}

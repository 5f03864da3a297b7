/** The requests that are being answered. */
import type { Cancellation } from "../attempts/cancellation.ts";
import type { Failure } from "../failures.ts";

export class InFlight {
  readonly #requests = new Set<Cancellation>();
  #emptied: (() => void) | undefined;

  add(request: Cancellation): void {
    this.#requests.add(request);
  }

  delete(request: Cancellation): void {
    this.#requests.delete(request);
    if (this.#requests.size === 0) this.#emptied?.();
  }

  cancel(cause: Failure): void {
    for (const request of [...this.#requests]) request.cancel(cause);
  }

  /** Settles when none is left, or after `limit` milliseconds. */
  empty(limit: number): Promise<void> {
    if (this.#requests.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limit);
      this.#emptied = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** How much of what providers say is held at once, until it was read. */
export class RecordedBytes {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** Whether there was room. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }
}

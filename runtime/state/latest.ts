/** Which of the latest so many of something were so. */
export class Latest {
  readonly #are: Uint8Array;
  #at = 0;
  /** How many are known, at most so many as are remembered. */
  count = 0;
  /** How many of those are so. */
  so = 0;

  constructor(most: number) {
    this.#are = new Uint8Array(most);
  }

  add(isSo: boolean): void {
    const value = isSo ? 1 : 0;
    this.so += value - this.#are[this.#at]!;
    this.#are[this.#at] = value;
    this.#at = (this.#at + 1) % this.#are.length;
    this.count = Math.min(this.count + 1, this.#are.length);
  }
}

/** A limit that counts in windows of the same length, one behind the other. */
export class LimitWindow {
  readonly #requests: number;
  readonly #per: number;
  #window = -1;
  #taken = 0;

  /** So many requests in so many milliseconds. */
  constructor({ requests, per }: { readonly requests: number; readonly per: number }) {
    this.#requests = requests;
    this.#per = per;
  }

  /** Milliseconds until there is room; 0 where there is some, which is then taken. */
  take(at: number): number {
    const window = Math.floor(at / this.#per);
    if (window !== this.#window) [this.#window, this.#taken] = [window, 0];
    if (this.#taken >= this.#requests) return (window + 1) * this.#per - at;
    this.#taken += 1;
    return 0;
  }
}

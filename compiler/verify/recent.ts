/** Things that are dear to make and large to keep: the last ones that were asked for. */
export class Recent<T> {
  readonly #most: number;
  readonly #kept = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, make: () => T): T {
    const known = this.#kept.get(key) ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, known);
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    return known;
  }
}

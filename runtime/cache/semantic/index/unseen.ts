/** What was put and there was no room for, by partition. */
export class Unseen {
  /** When they expire, by id. */
  readonly #left = new Map<string, Map<string, number>>();
  readonly #homes = new Map<string, string>();

  count(partition: string, now: number): number {
    const left = this.#left.get(partition);
    for (const [id, expires] of left ?? []) if (expires <= now) this.remove(id);
    return left?.size ?? 0;
  }

  add(id: string, partition: string, expires: number): void {
    this.remove(id);
    const left = this.#left.get(partition) ?? new Map<string, number>();
    this.#left.set(partition, left.set(id, expires));
    this.#homes.set(id, partition);
  }

  /** It was written meanwhile, or is not there any more. */
  remove(id: string): void {
    const home = this.#homes.get(id);
    if (home === undefined) return;
    const left = this.#left.get(home)!;
    left.delete(id);
    if (left.size === 0) this.#left.delete(home);
    this.#homes.delete(id);
  }
}

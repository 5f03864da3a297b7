/** The one deadline of a request. Every limit and wait is cut from it; monotonic, in milliseconds. */
export class Deadline {
  readonly #end: number;

  constructor(limit: number, now: number = performance.now()) {
    this.#end = now + limit;
  }

  get left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  get passed(): boolean {
    return this.left === 0;
  }

  /** What one of `targets` attempts that are still to come may take before it commits. */
  share(targets: number): number {
    return this.left / Math.max(1, targets);
  }
}

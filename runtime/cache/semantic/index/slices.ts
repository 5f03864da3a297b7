/** Work that comes in many small pieces, done in order, and little of it in a turn of the event loop. */

/** Milliseconds of a turn. */
const SLICE = 0.5;

export class Slices<Piece> {
  readonly #done: (piece: Piece) => boolean;
  #pieces: Piece[] = [];
  #next = 0;
  #turn: NodeJS.Immediate | undefined;

  /** `done` answers false where a piece cannot be done yet: it is asked again after `go`. It must not throw. */
  constructor(done: (piece: Piece) => boolean) {
    this.#done = done;
  }

  get isEmpty(): boolean {
    return this.#next === this.#pieces.length;
  }

  add(piece: Piece): void {
    this.#pieces.push(piece);
    this.go();
  }

  /** How many of those that are still to be done are such. */
  count(isSuch: (piece: Piece) => boolean): number {
    let count = 0;
    for (let i = this.#next; i < this.#pieces.length; i++) if (isSuch(this.#pieces[i]!)) count++;
    return count;
  }

  /** What could not be done may be possible now. */
  go(): void {
    if (!this.isEmpty) this.#turn ??= setImmediate(() => this.#work());
  }

  #work(): void {
    this.#turn = undefined;
    const until = performance.now() + SLICE;
    while (!this.isEmpty) {
      if (!this.#done(this.#pieces[this.#next]!)) return;
      this.#next++;
      if (performance.now() >= until) break;
    }
    if (this.isEmpty) {
      this.#pieces = [];
      this.#next = 0;
    }
    this.go();
  }
}

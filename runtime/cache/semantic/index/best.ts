/** The so many rows with the highest scores, the highest first; of equal ones, those that were put last. */
export class Best {
  readonly rows: number[] = [];
  readonly scores: number[] = [];
  /** Of those: what was put later has a higher one. */
  readonly orders: number[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Below it none is among them any more. */
  get least(): number {
    return this.rows.length < this.#most ? Number.NEGATIVE_INFINITY : this.scores[this.#most - 1]!;
  }

  offer(row: number, score: number, order: number): void {
    let at = this.rows.length;
    while (at > 0 && this.#isBefore(score, order, at - 1)) at--;
    if (at === this.#most) return;
    this.rows.splice(at, 0, row);
    this.scores.splice(at, 0, score);
    this.orders.splice(at, 0, order);
    if (this.rows.length > this.#most) for (const list of [this.rows, this.scores, this.orders]) list.pop();
  }

  #isBefore(score: number, order: number, at: number): boolean {
    const other = this.scores[at]!;
    return score > other || (score === other && order > this.orders[at]!);
  }
}

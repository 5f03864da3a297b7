/** What an analysis may still spend, in steps that do not depend on the machine, so that its verdicts do not either. */
export class Work {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get left(): number {
    return this.#left;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(steps: number): void {
    this.#left -= steps;
  }

  /** A part of what is left, for one question: what it spends is spent here, too. */
  part(steps: number): Work {
    return new PartOfWork(this, steps);
  }
}

class PartOfWork extends Work {
  readonly #whole: Work;

  constructor(whole: Work, steps: number) {
    super(Math.min(steps, whole.left));
    this.#whole = whole;
  }

  override spend(steps: number): void {
    super.spend(steps);
    this.#whole.spend(steps);
  }
}

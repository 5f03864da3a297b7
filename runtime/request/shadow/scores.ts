/** What a judge said of the answers of a shadow and of one target that answered in its place: counts and sums. */
import type { ScoresReport, Unjudged } from "../../../schemas/shadow-scores.ts";

/** From 0 to 10. */
export interface Score {
  readonly shadow: number;
  readonly beside: number;
}

/** Nearer ones are alike. */
const TIE = 0.5;

export class Scores {
  readonly judge: string;
  readonly rubric: string;
  readonly #counts = { asked: 0, scored: 0, wins: 0, ties: 0, losses: 0, unreadable: 0, unpriced: 0 };
  readonly #skipped: Partial<Record<Unjudged, number>> = {};
  readonly #failed: Record<string, number> = {};
  #shadow = 0;
  #beside = 0;
  #spent = 0;

  constructor(judge: string, rubric: string) {
    this.judge = judge;
    this.rubric = rubric;
  }

  begun(): void {
    this.#counts.asked += 1;
  }

  skipped(why: Unjudged): void {
    this.#skipped[why] = (this.#skipped[why] ?? 0) + 1;
  }

  failed(name: string): void {
    this.#failed[name] = (this.#failed[name] ?? 0) + 1;
    this.#counts.unpriced += 1;
  }

  /** `cost` in micro-USD. */
  answered(score: Score | undefined, cost: number | undefined): void {
    if (cost === undefined) this.#counts.unpriced += 1;
    else this.#spent += cost;
    if (score) this.#scored(score);
    else this.#counts.unreadable += 1;
  }

  get report(): ScoresReport {
    const { scored, ...counts } = this.#counts;
    return {
      judge: this.judge,
      ...counts,
      scored,
      ...(scored > 0 && { shadow: this.#shadow / scored, beside: this.#beside / scored }),
      skipped: this.#skipped,
      failed: this.#failed,
      spent: this.#spent / 1e6,
    };
  }

  #scored({ shadow, beside }: Score): void {
    const counts = this.#counts;
    counts.scored += 1;
    this.#shadow += shadow;
    this.#beside += beside;
    if (Math.abs(shadow - beside) < TIE) counts.ties += 1;
    else if (shadow > beside) counts.wins += 1;
    else counts.losses += 1;
  }
}

/** How a shadow compares with one target that answered in its place: counts and figures, by route. */
import type { ComparisonReport } from "../../../schemas/shadows.ts";
import { Paired } from "./paired.ts";
import { Scores } from "./scores.ts";
import type { Traits } from "./traits.ts";

/** What is known of one answer. */
export interface Side {
  /** Absent: it could not be read. */
  readonly traits: Traits | undefined;
  /** Micro-USD; undefined where usage or price is not known. */
  readonly cost: number | undefined;
}

export class Comparison {
  readonly #target: string;
  #asked = 0;
  #answered = 0;
  readonly #failed: Record<string, number> = {};
  #compared = 0;
  readonly #finish = { of: 0, same: 0 };
  readonly #tools = { of: 0, same: 0 };
  readonly #form = { of: 0, both: 0, shadow: 0, beside: 0 };
  readonly #firstToken = new Paired();
  readonly #total = new Paired();
  readonly #length = new Paired();
  readonly #cost = { of: 0, shadow: 0, beside: 0 };
  #spent = 0;
  #unpriced = 0;
  #scores: Scores | undefined;

  constructor(target: string) {
    this.#target = target;
  }

  begun(): void {
    this.#asked += 1;
  }

  failed(name: string): void {
    this.#failed[name] = (this.#failed[name] ?? 0) + 1;
    this.#unpriced += 1;
  }

  answered(shadow: Side, beside: Side, offersTools: boolean): void {
    this.#answered += 1;
    if (shadow.cost === undefined) this.#unpriced += 1;
    else this.#spent += shadow.cost;
    if (shadow.cost !== undefined && beside.cost !== undefined) {
      this.#cost.of += 1;
      this.#cost.shadow += shadow.cost;
      this.#cost.beside += beside.cost;
    }
    if (shadow.traits && beside.traits) this.#compare(shadow.traits, beside.traits, offersTools);
  }

  #compare(shadow: Traits, beside: Traits, offersTools: boolean): void {
    this.#compared += 1;
    agree(this.#finish, shadow.finish === beside.finish);
    if (offersTools) agree(this.#tools, shadow.tools.join("\n") === beside.tools.join("\n"));
    if (shadow.isFormed !== undefined && beside.isFormed !== undefined) {
      this.#form.of += 1;
      if (shadow.isFormed) this.#form.shadow += 1;
      if (beside.isFormed) this.#form.beside += 1;
      if (shadow.isFormed && beside.isFormed) this.#form.both += 1;
    }
    if (shadow.firstToken !== undefined && beside.firstToken !== undefined)
      this.#firstToken.add(shadow.firstToken, beside.firstToken);
    this.#total.add(shadow.total, beside.total);
    this.#length.add(shadow.length, beside.length);
  }

  /** Those of another judge, or by another rubric, are no scores of this one: it begins anew. */
  scoresOf(judge: string, rubric: string): Scores {
    const known = this.#scores;
    const scores = known?.judge === judge && known.rubric === rubric ? known : new Scores(judge, rubric);
    this.#scores = scores;
    return scores;
  }

  get report(): ComparisonReport {
    const { of, shadow, beside } = this.#cost;
    return {
      target: this.#target,
      asked: this.#asked,
      answered: this.#answered,
      failed: this.#failed,
      compared: this.#compared,
      finish: this.#finish,
      tools: this.#tools,
      form: this.#form,
      firstToken: this.#firstToken.spread,
      total: this.#total.spread,
      length: this.#length.spread,
      cost: { of, shadow: shadow / 1e6, beside: beside / 1e6 },
      spent: this.#spent / 1e6,
      unpriced: this.#unpriced,
      ...(this.#scores && { scores: this.#scores.report }),
    };
  }
}

function agree(agreement: { of: number; same: number }, isSame: boolean): void {
  agreement.of += 1;
  if (isSame) agreement.same += 1;
}

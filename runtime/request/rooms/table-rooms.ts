/** What the targets of one table have left of their limits. */
import type { KnownRates } from "../../state/limits/known-rates.ts";
import { fits } from "../../state/store/rate-level.ts";
import { HeldAttempt } from "../held-attempt.ts";
import type { AttemptTerms, Begin, OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { RateHold } from "./rate-hold.ts";
import type { AskedFor, Rooms } from "./rooms.ts";
import { ratesByTarget, type TargetAsked, type TargetRate, takenOf } from "./target-rates.ts";

export class TableRooms implements Rooms {
  readonly #known: KnownRates;
  readonly #rates: ReadonlyMap<ReadyTarget, readonly TargetRate[]>;

  constructor(targets: readonly ReadyTarget[], known: KnownRates) {
    this.#known = known;
    this.#rates = ratesByTarget(targets);
    known.keepOnly(new Set([...this.#rates.values()].flatMap((rates) => rates.map(({ key }) => key))));
  }

  room(target: ReadyTarget): number {
    const rates = this.#rates.get(target) ?? [];
    return Math.min(1, ...rates.map((rate) => 1 - this.#known.level({ ...rate, amount: 0 }) / rate.most));
  }

  isFull(target: ReadyTarget, ask: AskedFor): boolean {
    return this.#asked(target, ask).some((asked) => !fits(this.#known.level(asked), asked));
  }

  attempt(target: ReadyTarget, ask: AskedFor, terms: AttemptTerms, begin: Begin): OperationAttempt {
    const asked = this.#asked(target, ask);
    if (asked.length === 0) return begin(terms);
    return new HeldAttempt(target, terms, new RateHold(this.#known, asked), begin);
  }

  #asked(target: ReadyTarget, ask: AskedFor): TargetAsked[] {
    const rates = this.#rates.get(target);
    return rates === undefined ? [] : takenOf(rates, target, ask);
  }
}

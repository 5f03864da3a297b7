/** Days of use that are older than what is kept are forgotten, whether or not anything is written meanwhile. */
import type { Clock, Timer } from "../../clock.ts";
import type { UsageLedger } from "../store/usage-ledger.ts";
import { DAY, dayOf } from "./days.ts";

export interface UsageTrimTerms {
  /** Rejects while it cannot be opened. */
  store(): Promise<{ readonly usage: Pick<UsageLedger, "trim"> }>;
  readonly clock: Clock;
  /** Days of use that are kept. */
  readonly keep: number;
}

/** Milliseconds between two looks at the clock. */
const EVERY = 60_000;

export class UsageTrim {
  readonly #terms: UsageTrimTerms;
  /** What is older may go; milliseconds since 1970. */
  #reached: number | undefined;
  /** The first day that is kept. */
  #first: string | undefined;
  #timer: Timer | undefined;
  #look: Promise<void> | undefined;
  #isClosed = false;

  constructor(terms: UsageTrimTerms) {
    this.#terms = terms;
    this.#wait(0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#terms.clock.cancel(this.#timer);
    await this.#look;
  }

  #wait(ms: number): void {
    if (this.#isClosed) return;
    this.#timer = this.#terms.clock.after(ms, () => {
      this.#look = this.#trim().then(() => this.#wait(EVERY));
    });
  }

  /** Never rejects. */
  async #trim(): Promise<void> {
    const { clock, keep, store } = this.#terms;
    const due = clock.date().getTime() - keep * DAY;
    // A day at a look, so that a clock that jumps ahead for a while takes little.
    this.#reached = this.#reached === undefined ? due : Math.min(due, this.#reached + DAY);
    const first = dayOf(new Date(this.#reached));
    if (first === this.#first) return;
    try {
      const { usage } = await store();
      await usage.trim(first);
      this.#first = first;
    } catch {
      // It is done at a later look; that the store is away is told by what writes.
    }
  }
}

/** Use on its way to the ledger: what comes together is added together, and what cannot be written waits here. */
import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../../clock.ts";
import type { UsageAddition, UsageFigures, UsageLedger, UsagePlace, UsageRow } from "../store/usage-ledger.ts";
import { plus } from "../store/usage-sums.ts";
import { BoundedPlaces, type NamedPlace, named, withoutTeam } from "./bounded-places.ts";

export interface UsageTerms {
  /** Rejects while it cannot be opened. */
  store(): Promise<{ readonly usage: UsageLedger }>;
  readonly clock: Clock;
  readonly told: UsageTold;
}

export interface UsageTold {
  /** Once for each time that the ledger cannot be written. */
  away(why: string): void;
  /** It can be written again. */
  back(): void;
  /** At the end: what could not be written. `cost`: nano-USD. */
  lost(requests: number, cost: number): void;
}

/** Milliseconds for which use is collected. */
const PAUSE = 50;
/** Milliseconds between two tries at a ledger that could not be written. */
const AGAIN = 1_000;
/** Rows of one addition. */
const MOST_ROWS = 500;
/** Rows that wait for a ledger that is away, told apart by key, rule and team. */
const MOST_WAITING = 20_000;

export class UsageBatches {
  readonly #terms: UsageTerms;
  readonly #writer: string = randomUUID();
  readonly #places = new BoundedPlaces();
  readonly #waiting = new Map<string, UsageRow>();
  /** It is made again as it is until it is known to be there. */
  #addition: UsageAddition | undefined;
  #turn = 0;
  #writing: Promise<void> | undefined;
  #timer: Timer | undefined;
  #isAway = false;
  #isClosing = false;

  constructor(terms: UsageTerms) {
    this.#terms = terms;
  }

  add(place: UsagePlace, figures: UsageFigures): void {
    const { name, place: bounded } = this.#room(this.#places.of(place));
    const known = this.#waiting.get(name);
    this.#waiting.set(name, known ? plus(known, figures) : { ...bounded, ...figures });
    if (this.#writing || this.#isAway || this.#isClosing) return;
    if (this.#waiting.size >= MOST_ROWS) this.#write();
    else this.#later(PAUSE);
  }

  /** Settles when all is written, or could not be. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#terms.clock.cancel(this.#timer);
    await this.#writing;
    let goesOn = true;
    while (goesOn && this.#isLeft) goesOn = await this.#addNext();
    const left = [...(this.#addition?.rows ?? []), ...this.#waiting.values()];
    if (left.length === 0) return;
    const sum = (name: "requests" | "cost"): number => left.reduce((total, row) => total + row[name], 0);
    this.#terms.told.lost(sum("requests"), sum("cost"));
  }

  get #isLeft(): boolean {
    return this.#addition !== undefined || this.#waiting.size > 0;
  }

  #room(found: NamedPlace): NamedPlace {
    if (this.#waiting.size < MOST_WAITING || this.#waiting.has(found.name)) return found;
    return named(withoutTeam(found.place));
  }

  #later(ms: number): void {
    this.#timer ??= this.#terms.clock.after(ms, () => {
      this.#timer = undefined;
      this.#write();
    });
  }

  #write(): void {
    this.#terms.clock.cancel(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#addAll().then((pause) => {
      this.#writing = undefined;
      if (pause !== undefined && !this.#isClosing) this.#later(pause);
    });
  }

  /** As long as there are many. Answers milliseconds until the rest is to be written. */
  async #addAll(): Promise<number | undefined> {
    do if (!(await this.#addNext())) return AGAIN;
    while (this.#waiting.size >= MOST_ROWS && !this.#isClosing);
    return this.#isLeft ? PAUSE : undefined;
  }

  /** Whether it was written. Never rejects. */
  async #addNext(): Promise<boolean> {
    this.#addition ??= this.#taken();
    try {
      const { usage } = await this.#terms.store();
      await usage.add(this.#addition);
      this.#addition = undefined;
    } catch (error) {
      if (!this.#isAway) this.#terms.told.away(error instanceof Error ? error.message : String(error));
      this.#isAway = true;
      return false;
    }
    if (this.#isAway) this.#terms.told.back();
    this.#isAway = false;
    return true;
  }

  #taken(): UsageAddition {
    const rows: UsageRow[] = [];
    for (const [name, row] of this.#waiting) {
      if (rows.length === MOST_ROWS) break;
      rows.push(row);
      this.#waiting.delete(name);
    }
    return { writer: this.#writer, turn: ++this.#turn, rows };
  }
}

/**
 * Which series serve, as all who share the store have found. What is known is read once a second; where it could not be read for a
 * while, or not yet, nothing serves.
 */
import type { Timer } from "../../../clock.ts";
import type { Standing } from "./bound.ts";
import type { Series } from "./series.ts";
import { type RecordOptions, SeriesRecord, type SeriesReport } from "./series-record.ts";

/** Milliseconds between two looks at the store. */
const EVERY = 1_000;

export class Certificates {
  readonly #options: RecordOptions;
  /** By id. */
  readonly #records = new Map<string, SeriesRecord>();
  #timer: Timer | undefined;
  #look: Promise<unknown> | undefined;
  #isClosed = false;

  constructor(options: RecordOptions) {
    this.#options = options;
  }

  /** Asked for each would-be hit. A series is known from then on. */
  state(series: Series): Standing["state"] {
    return this.#of(series).state;
  }

  /**
   * Whether a would-be hit is to be checked, so that its caller gets what the model answers. `chance`: of this hit alone, from 0 up
   * to 1; nothing that the caller can know or choose.
   */
  draws(series: Series, chance: number): boolean {
    return chance < this.#of(series).share;
  }

  /** What became of one that was drawn. To be said of each that the model answered, whatever came of comparing. */
  checked(series: Series, isWrong: boolean): void {
    this.#of(series).add({ checks: 1, wrong: isWrong ? 1 : 0 });
  }

  /** A caller says that a hit was wrong. It counts as often as the hit would have been checked, and against the series alone. */
  reported(series: Series, chance: number): void {
    if (this.draws(series, chance)) this.#of(series).add({ checks: 1, wrong: 1 });
  }

  /** A request for which an entry was looked for; `hit`: whether it was given one, or would have been if the series served. */
  looked(series: Series, hit: "none" | "would-be" | "given"): void {
    this.#of(series).looked(hit);
  }

  /** Those that were asked for since this process began. */
  report(): SeriesReport[] {
    return [...this.#records.values()].map((record) => record.report());
  }

  /** Forgets series that no table has any more. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, record] of this.#records) {
      if (ids.has(id)) continue;
      this.#records.delete(id);
      void record.end();
    }
  }

  /** Settles when what was found out is written, or could not be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.clock.cancel(this.#timer);
    await this.#look;
    await Promise.all([...this.#records.values()].map((record) => record.end()));
  }

  #of(series: Series): SeriesRecord {
    const known = this.#records.get(series.id);
    if (known) return known;
    const record = new SeriesRecord(series, this.#options);
    this.#records.set(series.id, record);
    this.#soon();
    return record;
  }

  #soon(): void {
    if (this.#isClosed || this.#look) return;
    this.#options.clock.cancel(this.#timer);
    this.#look = Promise.all([...this.#records.values()].map((record) => record.look())).then(() => {
      this.#look = undefined;
      if (!this.#isClosed) this.#timer = this.#options.clock.after(EVERY, () => this.#soon());
    });
  }
}

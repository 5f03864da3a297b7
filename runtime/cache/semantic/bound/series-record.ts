/** What one process knows of a series: what the store said last, what is to be written there, and how many hits there were. */
import type { Clock } from "../../../clock.ts";
import type { EvidenceStore, Found } from "../../store/cache-store.ts";
import { type Evidence, periodAt, type Standing, standingOf, WINDOW } from "./bound.ts";
import { HitCounts, type Hits } from "./hit-counts.ts";
import type { Series } from "./series.ts";
import { shareOf } from "./share.ts";
import { missingChecks, upperBound } from "./upper-bound.ts";

export interface RecordOptions {
  readonly evidence: EvidenceStore;
  readonly clock: Clock;
  told(change: SeriesChange): void;
}

export interface SeriesChange {
  readonly series: Series;
  readonly state: Standing["state"];
  /** `lapsed`: what spoke for it is too old, or no longer enough. `unknown`: the store is away. */
  readonly why: "certified" | "doubt" | "lapsed" | "unknown";
}

/** As a status page has it. */
export interface SeriesReport extends Series, Standing, Hits {
  /** Whether the store could be read; if not, all but the hits is as it was. */
  readonly isKnown: boolean;
  /** The share, 0 to 1, that the rate of wrong hits is surely below. */
  readonly upper: number;
  /** Right checks that are missing until it serves; 0 while it does. */
  readonly missing: number;
}

/** Milliseconds for which what the store said holds. */
const STALE = 5_000;
const NO_CHECKS: Found = { checks: 0, wrong: 0 };
const NOTHING: Standing = { state: "shadow", ...NO_CHECKS, isInDoubt: false, isEnding: false };

export class SeriesRecord {
  readonly #series: Series;
  readonly #options: RecordOptions;
  readonly #hits = new HitCounts();
  /** Checks without a wrong one. */
  readonly #needed: number;
  /** To be written, by period. */
  #waiting = new Map<number, Found>();
  #standing = NOTHING;
  #share = 0;
  /** When the store was read, by the clock. */
  #read = Number.NEGATIVE_INFINITY;
  #told: Standing["state"] = "shadow";
  /** Periods before this one are forgotten. */
  #kept = 0;

  constructor(series: Series, options: RecordOptions) {
    this.#series = series;
    this.#options = options;
    this.#needed = missingChecks(NO_CHECKS, series.maxWrongHitRate);
  }

  get state(): Standing["state"] {
    return this.#isKnown ? this.#standing.state : "shadow";
  }

  /** Of would-be hits those that are checked; none while nothing could be written. */
  get share(): number {
    return this.#isKnown ? this.#share : 0;
  }

  add(found: Found): void {
    const period = periodAt(this.#now);
    this.#waiting.set(period, plus(this.#waiting.get(period), found));
  }

  looked(hit: "none" | "would-be" | "given"): void {
    this.#hits.add(hit, this.#now);
  }

  /** Writes what is waiting, and reads what all have found. Never rejects. */
  async look(): Promise<void> {
    try {
      await this.#write();
      const begun = this.#options.clock.now();
      this.#judge(await this.#options.evidence.read(this.#series.id));
      this.#read = begun;
      await this.#forget();
    } catch {
      // It is in shadow as soon as what was read is stale.
    }
    this.#tell();
  }

  /** Never rejects. */
  async end(): Promise<void> {
    await this.#write().catch(() => undefined);
  }

  report(): SeriesReport {
    const { state, checks, wrong } = this.#standing;
    const { maxWrongHitRate } = this.#series;
    return {
      ...this.#series,
      ...this.#standing,
      ...this.#hits.of(this.#now),
      state: this.state,
      isKnown: this.#isKnown,
      upper: upperBound({ checks, wrong }),
      missing: state === "serving" ? 0 : Math.min(this.#needed, missingChecks({ checks, wrong }, maxWrongHitRate)),
    };
  }

  /** Once, whether or not it came to be: a right check that is counted twice would speak for a series. A wrong one may be. */
  async #write(): Promise<void> {
    const all = [...this.#waiting];
    this.#waiting = new Map();
    const written = await Promise.allSettled(
      all.map(([period, found]) => this.#options.evidence.add(this.#series.id, period, found)),
    );
    const failed = all.filter((_, i) => written[i]!.status === "rejected");
    for (const [period, { wrong }] of failed)
      if (wrong > 0) this.#waiting.set(period, plus(this.#waiting.get(period), { checks: wrong, wrong }));
    if (failed.length > 0) throw new Error("what was found out could not be written");
  }

  #judge(evidence: Evidence): void {
    const period = periodAt(this.#now);
    const { maxWrongHitRate } = this.#series;
    this.#standing = standingOf(evidence, maxWrongHitRate, period);
    this.#share = shareOf(this.#standing, evidence, this.#needed, period);
  }

  async #forget(): Promise<void> {
    const before = periodAt(this.#now) - WINDOW;
    if (before <= this.#kept) return;
    this.#kept = before;
    await this.#options.evidence.forget(this.#series.id, before);
  }

  #tell(): void {
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    this.#options.told({ series: this.#series, state, why: this.#why(state) });
  }

  #why(state: Standing["state"]): SeriesChange["why"] {
    if (state === "serving") return "certified";
    if (!this.#isKnown) return "unknown";
    return this.#standing.isInDoubt ? "doubt" : "lapsed";
  }

  get #isKnown(): boolean {
    return this.#options.clock.now() - this.#read < STALE;
  }

  get #now(): number {
    return this.#options.clock.date().getTime();
  }
}

function plus(known: Found | undefined, { checks, wrong }: Found): Found {
  return { checks: (known?.checks ?? 0) + checks, wrong: (known?.wrong ?? 0) + wrong };
}

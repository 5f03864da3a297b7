/** How long answers of a target, or of a tier, took of late; and what is to be measured again. */
import type { LatencyState, Quantiles } from "../../schemas/state.ts";
import type { Clock } from "../clock.ts";
import { RollingHistogram, WINDOW } from "./rolling-histogram.ts";

/** A median must have moved by so much before an order goes by the new one: what differs by less changes no places. */
const STEADY = 0.1;
/** What is passed over is measured again after so many requests that looked at it, and so many milliseconds. */
const PASSED_OVER = 20;
const UNMEASURED = 30_000;
/** While nothing was measured of late, one request in so many milliseconds finds nothing known. */
const TRIED_AGAIN = 10_000;
/** Milliseconds in which one request asks all that it asks. */
const ONE_REQUEST = 1;

/** What rules read. */
export class Latency implements LatencyState {
  /** Of streams. */
  readonly firstToken: Series;
  readonly total: Series;

  constructor(clock: Clock) {
    this.firstToken = new Series(clock);
    this.total = new Series(clock);
  }
}

export class Series implements Quantiles {
  readonly #clock: Clock;
  readonly #histogram = new RollingHistogram();
  #newest = Number.NEGATIVE_INFINITY;
  /** When somebody was let through to measure it. */
  #tried = Number.NEGATIVE_INFINITY;
  #lookedAt = 0;
  #steady: number | undefined;
  #isSteady = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  record(ms: number): void {
    this.#newest = this.#clock.now();
    this.#histogram.record(ms, this.#newest);
    this.#isSteady = false;
    this.#lookedAt = 0;
  }

  /** Milliseconds; undefined before anything was measured. */
  quantile(q: number): number | undefined {
    return this.#histogram.quantile(q);
  }

  get p50(): number | undefined {
    return this.#ofLate(0.5);
  }

  get p95(): number | undefined {
    return this.#ofLate(0.95);
  }

  /**
   * The median as orders go by it; 0 for the one request that is to measure it again. Undefined before anything was measured. Looking
   * counts: what is never first would never be measured again.
   */
  rank(): number | undefined {
    const now = this.#clock.now();
    this.#lookedAt += 1;
    if (this.#lookedAt > PASSED_OVER && now - Math.max(this.#newest, this.#tried) >= UNMEASURED) {
      this.#tried = now;
      this.#lookedAt = 0;
      return 0;
    }
    return this.#median();
  }

  #median(): number | undefined {
    if (this.#isSteady) return this.#steady;
    this.#isSteady = true;
    const median = this.#histogram.quantile(0.5)!;
    const before = this.#steady;
    if (before === undefined || Math.abs(median - before) > before * STEADY) this.#steady = median;
    return this.#steady;
  }

  /** A rule that leads away from what is slow would else never learn that it is quick again. */
  #ofLate(q: number): number | undefined {
    const now = this.#clock.now();
    if (now - this.#newest <= WINDOW) return this.#histogram.quantile(q);
    const isLetThrough = now - this.#tried >= TRIED_AGAIN;
    if (isLetThrough) this.#tried = now;
    return now - this.#tried < ONE_REQUEST ? undefined : this.#histogram.quantile(q);
  }
}

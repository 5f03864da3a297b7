/**
 * How long something took of late: counts in buckets whose bounds grow by a constant factor, so that a quantile is off by at most
 * `RELATIVE_ERROR` of itself, whatever the durations; in slots of time, the oldest of which is dropped when a newer one begins.
 * Ten kilobytes at most, and an addition for each measurement.
 */

/** Of a quantile between a millisecond and an hour. Below, it is one millisecond; above, an hour. */
export const RELATIVE_ERROR = 0.025;
/** Milliseconds that are remembered before the newest measurement. */
export const WINDOW = 120_000;

const SLOTS = 6;
const SLOT = WINDOW / SLOTS;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LN_GROWTH = Math.log(GROWTH);
const LONGEST = 3_600_000;
const BUCKETS = bucketOf(LONGEST) + 1;
/** A slot's bucket that is full stays so. */
const FULL = 65_535;

export class RollingHistogram {
  /** By slot of time modulo `SLOTS`. */
  readonly #slots: (Uint16Array | undefined)[] = Array.from({ length: SLOTS });
  readonly #sums: Uint32Array = new Uint32Array(BUCKETS);
  #count = 0;
  #newest = 0;

  get count(): number {
    return this.#count;
  }

  /** `now`, too, is in milliseconds, and never before an earlier one. */
  record(ms: number, now: number): void {
    const slot = Math.floor(now / SLOT);
    this.#drop(slot);
    const bucket = bucketOf(ms);
    const counts = this.#slots[slot % SLOTS] ?? new Uint16Array(BUCKETS);
    this.#slots[slot % SLOTS] = counts;
    if (counts[bucket] === FULL) return;
    counts[bucket]! += 1;
    this.#sums[bucket]! += 1;
    this.#count += 1;
  }

  /** Milliseconds that a share `q` of the measurements, and no smaller one, is within; undefined where there is none. */
  quantile(q: number): number | undefined {
    if (this.#count === 0) return undefined;
    let rank = Math.max(1, Math.ceil(q * this.#count));
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      rank -= this.#sums[bucket]!;
      if (rank <= 0) return middleOf(bucket);
    }
    return LONGEST;
  }

  /** What is older than the window when something is measured at `slot`. */
  #drop(slot: number): void {
    const passed = Math.min(SLOTS, slot - this.#newest);
    for (let i = 1; i <= passed; i++) this.#empty(this.#slots[(this.#newest + i) % SLOTS]);
    this.#newest = Math.max(slot, this.#newest);
  }

  #empty(counts: Uint16Array | undefined): void {
    if (counts === undefined) return;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const dropped = counts[bucket]!;
      this.#sums[bucket]! -= dropped;
      this.#count -= dropped;
    }
    counts.fill(0);
  }
}

/** Bucket 0 ends at a millisecond, each further one `GROWTH` times as far. */
function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.ceil(Math.log(Math.min(ms, LONGEST)) / LN_GROWTH - 1e-9);
}

/** As far from both ends of the bucket, in proportion. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 1 : (2 * GROWTH ** bucket) / (GROWTH + 1);
}

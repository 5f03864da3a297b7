/** Times that the prices of the invented targets tell apart. */

export interface Moment {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly isPeak: boolean;
  /** Moments with the same key have the same prices. */
  readonly key: string;
}

/** Working days, half past eight to twenty o'clock. */
export function momentOf(at: Date): Moment {
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
  const isPeak = at.getUTCDay() >= 1 && at.getUTCDay() <= 5 && minute >= 8 * 60 + 30 && minute < 20 * 60;
  const day = at.toISOString().slice(0, 10);
  return { day, isPeak, key: `${day < "2026-02-01" ? "now" : "later"} ${isPeak}` };
}

/** Where the peak begins and ends, in minutes of a day. */
export const peakEnds: readonly number[] = [8 * 60 + 30, 20 * 60];

/** One of each kind. */
export const moments: readonly { readonly at: Date }[] = ["2026-01-05", "2026-02-02"].flatMap((day) =>
  ["03:00", "12:00"].map((time) => ({ at: new Date(`${day}T${time}:00Z`) })),
);

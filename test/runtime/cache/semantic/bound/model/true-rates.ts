/** How often hits of a simulated route are truly wrong, by the hours since it began. */
export interface TrueRate {
  readonly name: string;
  /** Hours from which it is above the bound, where it comes to that all at once. */
  readonly step?: number;
  at(hour: number): number;
}

const DAY = 24;
const YEAR = 52 * 7 * DAY;

export function constant(rate: number): TrueRate {
  return { name: `${percent(rate)} always`, at: () => rate };
}

export function step(before: number, after: number, day: number): TrueRate {
  const hour = day * DAY + 12.5;
  return {
    name: `${percent(before)}, from a day on ${percent(after)}`,
    step: hour,
    at: (at) => (at < hour ? before : after),
  };
}

export function drift(before: number, after: number): TrueRate {
  const at = (hour: number) => before + ((after - before) * hour) / YEAR;
  return { name: `from ${percent(before)} to ${percent(after)} over the year`, at };
}

/** As long low as high. */
export function periodic(low: number, high: number, days: number): TrueRate {
  const at = (hour: number) => (Math.floor(hour / DAY / (days / 2)) % 2 === 0 ? low : high);
  return { name: `${percent(low)} and ${percent(high)} by turns of ${days / 2} days`, at };
}

export function percent(rate: number): string {
  return `${Number((100 * rate).toPrecision(3))} %`;
}

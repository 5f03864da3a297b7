/** Billionths of a USD in decimal digits, exact, with at least two places. */

const NANO = 1_000_000_000;

export function usdOfNano(nano: number, places = 2): string {
  const fraction = String(nano % NANO).padStart(9, "0");
  const digits = Math.max(places, fraction.replace(/0+$/, "").length);
  return `${Math.floor(nano / NANO)}.${fraction.slice(0, digits)}`;
}

/** With as many places as the one that has most, so that the points stand in a column. */
export function usdColumn(amounts: readonly number[]): string[] {
  const places = Math.max(2, ...amounts.map((nano) => usdOfNano(nano).split(".")[1]!.length));
  return amounts.map((nano) => usdOfNano(nano, places));
}

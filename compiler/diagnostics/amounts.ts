/** Amounts as messages say them. */

/** Milliseconds as `400 ms`, `7.5 s`. */
export function spokenTime(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${round(ms / 1_000, 1)} s`;
}

/** USD as `$2`, `$0.15`, `$0.0004`. */
export function spokenMoney(usd: number): string {
  return `$${round(usd, usd < 0.01 ? 6 : 2).toLocaleString("en", { maximumFractionDigits: 6 })}`;
}

/** `12,000`. By hand, because the first number that is formatted by locale costs a process 25 ms. */
export function spokenCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

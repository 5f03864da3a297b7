/** Days in UTC, as 2026-11-27. */

export const DAY = 86_400_000;

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Days in UTC, as 2026-11-27. */

const DAY = 86_400_000;

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function dayBefore(date: Date, days: number): string {
  return dayOf(new Date(date.getTime() - days * DAY));
}

/** Days that an operator names, in UTC. */
import { UsageError } from "../usage-error.ts";

/** Both included, as 2026-11-27. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;

/** Throws a `UsageError` for what names no day. */
export function periodOf({ from, to = "today" }: { from: string; to?: string }, now: Date): Period {
  const period = { from: firstDay(from, now), to: lastDay(to, now) };
  if (period.from > period.to)
    throw new UsageError(`--from is ${period.from}, which is after --to, ${period.to}: name a later day with --to`);
  return period;
}

function firstDay(text: string, now: Date): string {
  const day = dayOf(text, now);
  if (day !== undefined) return day;
  if (text === "month") return `${today(now).slice(0, 7)}-01`;
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? [];
  if (days !== undefined && Number(days) > 0) return daysAgo(now, Number(days) - 1);
  const month = `${text}-01`;
  if (isDay(month)) return month;
  throw new UsageError(
    `--from is a day such as 2026-11-27, a month such as 2026-11, today, yesterday, month or 7d, not \`${text}\``,
  );
}

function lastDay(text: string, now: Date): string {
  const day = dayOf(text, now);
  if (day !== undefined) return day;
  if (isDay(`${text}-01`)) {
    const [year = 0, month = 0] = text.split("-").map(Number);
    // The day before the next month's first.
    return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  }
  throw new UsageError(
    `--to is a day such as 2026-11-27, a month such as 2026-11, today or yesterday, not \`${text}\``,
  );
}

function dayOf(text: string, now: Date): string | undefined {
  if (text === "today") return today(now);
  if (text === "yesterday") return daysAgo(now, 1);
  return isDay(text) ? text : undefined;
}

function today(now: Date): string {
  return daysAgo(now, 0);
}

function daysAgo(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);
}

/** 2026-02-30 is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * The time in some zones by the rules that their laws give, from no database: what is added to UTC in winter and in summer, and
 * when summer begins and ends. They hold for the years that tests are in.
 */
import type { LocalTime } from "../../dsl/facts.ts";

interface Zone {
  /** Minutes. */
  readonly winter: number;
  readonly summer?: { readonly offset: number; isOn(at: Date): boolean };
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The nth Sunday of a month from its beginning, or from its end; months from 1, midnight UTC. */
function sunday(year: number, month: number, nth: number): number {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const last = new Date(Date.UTC(year, month, 0));
  if (nth > 0) return first.getTime() + (((7 - first.getUTCDay()) % 7) + 7 * (nth - 1)) * 24 * HOUR;
  return last.getTime() - (last.getUTCDay() + 7 * (-1 - nth)) * 24 * HOUR;
}

/** Of the year that the time is in, by UTC. */
const between =
  (begin: (year: number) => number, end: (year: number) => number) =>
  (at: Date): boolean => {
    const year = at.getUTCFullYear();
    const [from, to] = [begin(year), end(year)];
    return from < to ? from <= at.getTime() && at.getTime() < to : !(to <= at.getTime() && at.getTime() < from);
  };

export const zones: Readonly<Record<string, Zone>> = {
  UTC: { winter: 0 },
  "Asia/Tokyo": { winter: 540 },
  "Asia/Kolkata": { winter: 330 },
  "Asia/Kathmandu": { winter: 345 },
  "Pacific/Kiritimati": { winter: 840 },
  "Pacific/Pago_Pago": { winter: -660 },
  // From the last Sunday of March to the last one of October, both at 01:00 UTC.
  "Europe/Berlin": {
    winter: 60,
    summer: {
      offset: 120,
      isOn: between(
        (y) => sunday(y, 3, -1) + HOUR,
        (y) => sunday(y, 10, -1) + HOUR,
      ),
    },
  },
  // From the second Sunday of March, 02:00, to the first one of November, 02:00 by summer time.
  "America/New_York": {
    winter: -300,
    summer: {
      offset: -240,
      isOn: between(
        (y) => sunday(y, 3, 2) + 7 * HOUR,
        (y) => sunday(y, 11, 1) + 6 * HOUR,
      ),
    },
  },
  // From the first Sunday of October, 02:00, to the first one of April, 03:00 by summer time.
  "Australia/Sydney": {
    winter: 600,
    summer: {
      offset: 660,
      isOn: between(
        (y) => sunday(y, 10, 1) - 8 * HOUR,
        (y) => sunday(y, 4, 1) - 8 * HOUR,
      ),
    },
  },
  // As Sydney, by half an hour.
  "Australia/Lord_Howe": {
    winter: 630,
    summer: {
      offset: 660,
      isOn: between(
        (y) => sunday(y, 10, 1) - 8 * HOUR - 30 * MINUTE,
        (y) => sunday(y, 4, 1) - 9 * HOUR,
      ),
    },
  },
};

export function referenceLocal(zone: string, at: Date): LocalTime {
  const { winter, summer } = zones[zone]!;
  const offset = summer?.isOn(at) ? summer.offset : winter;
  const local = new Date(at.getTime() + offset * MINUTE);
  return {
    hour: Number(local.toISOString().slice(11, 13)),
    weekday: local.toUTCString().slice(0, 3).toLowerCase() as LocalTime["weekday"],
  };
}

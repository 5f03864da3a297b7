/** The points in time that a witness may stand at: on or after a day, UTC. */
import type { Column } from "../../regions/columns.ts";
import { allows, stringColumn } from "../strings/string-column.ts";
import { wholesOf } from "../values/number-ranges.ts";
import type { Wishes } from "./wishes.ts";
import { changeDays, isIn, type ZoneWish, zoneWishes } from "./zone-times.ts";

export interface Clock {
  /** 0 is Sunday; ascending. */
  readonly weekdays: readonly number[];
  /** The usual ones first. */
  readonly hours: readonly number[];
  /** What the time must be elsewhere. */
  readonly zones: readonly ZoneWish[];
}

const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export function clockOf(wishes: Wishes): Clock {
  const columns = [...wishes.cells].flatMap(([key, cells]) => weekdayColumn(key, wishes.columns.get(key), cells) ?? []);
  const weekdays = names.flatMap((name, day) => (columns.every((column) => allows(column, name)) ? [day] : []));
  const hours = wishes.wholes("hour", 0, 23).flatMap(wholesOf);
  const zones = zoneWishes(wishes);
  return { weekdays, hours: hours.sort((a, b) => Math.abs(a - NOON) - Math.abs(b - NOON) || a - b), zones };
}

/** Undefined when the column does not ask for the weekday. */
export function weekdayColumn(key: string, column: Column | undefined, cells: bigint): ReturnType<typeof stringColumn> {
  return column && stringColumn(key, column, cells, (fact) => fact === "weekday");
}

const NOON = 12;
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * Times at which all of it holds, in the first week from each of `starts` on, each before the next start; the earliest days first.
 * `minutes` of an hour; `everyHour`: not the usual one alone. Where the time elsewhere counts, every quarter of an hour is
 * looked at, in each week after the offset of a zone has changed, too.
 */
export function timesOf(clock: Clock, starts: readonly Date[], minutes: readonly number[], everyHour: boolean): Date[] {
  const { hours, zones } = clock;
  if (zones.length === 0) {
    const some = everyHour ? hours : hours.slice(0, 1);
    return daysOf(clock, starts).flatMap((day) => atEach(day, some, minutes));
  }
  const all = [...starts, ...changeDays(zones, starts[0]!)].sort((a, b) => a.getTime() - b.getTime());
  const quarters = [...new Set([0, 15, 30, 45, ...minutes])].sort((a, b) => a - b);
  const fitting = daysOf(clock, all).map((day) => atEach(day, hours, quarters).filter((at) => isIn(zones, at)));
  return everyHour ? fitting.flat() : fitting.flatMap((times) => times.slice(0, 1));
}

function atEach(day: Date, hours: readonly number[], minutes: readonly number[]): Date[] {
  return hours.flatMap((hour) => minutes.map((minute) => timeOf(day, hour, minute)));
}

function daysOf({ weekdays }: Clock, starts: readonly Date[]): Date[] {
  return starts.flatMap((start, i) => {
    const week = Array.from({ length: 7 }, (_, day) => new Date(start.getTime() + day * DAY));
    const next = starts[i + 1];
    return week.filter((day) => (!next || day < next) && weekdays.includes(day.getUTCDay()));
  });
}

function timeOf(day: Date, hour: number, minute: number): Date {
  return new Date(day.getTime() + hour * HOUR + minute * MINUTE);
}

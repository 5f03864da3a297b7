/** The points in time that a witness may stand at: on or after a day, UTC. */
import type { Column } from "../../regions/columns.ts";
import { allows, stringColumn } from "../strings/string-column.ts";
import { wholesOf } from "../values/number-ranges.ts";
import type { Wishes } from "./wishes.ts";

export interface Clock {
  /** 0 is Sunday; ascending. */
  readonly weekdays: readonly number[];
  /** The usual ones first. */
  readonly hours: readonly number[];
}

const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export function clockOf(wishes: Wishes): Clock {
  const columns = [...wishes.cells].flatMap(([key, cells]) => weekdayColumn(key, wishes.columns.get(key), cells) ?? []);
  const weekdays = names.flatMap((name, day) => (columns.every((column) => allows(column, name)) ? [day] : []));
  const hours = wishes.wholes("hour", 0, 23).flatMap(wholesOf);
  return { weekdays, hours: hours.sort((a, b) => Math.abs(a - NOON) - Math.abs(b - NOON) || a - b) };
}

/** Undefined when the column does not ask for the weekday. */
export function weekdayColumn(key: string, column: Column | undefined, cells: bigint): ReturnType<typeof stringColumn> {
  return column && stringColumn(key, column, cells, (fact) => fact === "weekday");
}

const NOON = 12;
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The first days from one of `starts` on with the weekdays asked for, each before the next start; the earliest first. */
export function daysOf({ weekdays }: Clock, starts: readonly Date[]): Date[] {
  return starts.flatMap((start, i) => {
    const week = Array.from({ length: 7 }, (_, day) => new Date(start.getTime() + day * DAY));
    const next = starts[i + 1];
    return week.filter((day) => (!next || day < next) && weekdays.includes(day.getUTCDay()));
  });
}

export function timeOf(day: Date, hour: number, minute: number): Date {
  return new Date(day.getTime() + hour * HOUR + minute * MINUTE);
}

/** What the time must be in time zones. */
import { localTime, zoneOffset } from "../../../semantics/facts/zones.ts";
import type { CellSet, Column } from "../../regions/columns.ts";
import { factPath } from "../../regions/fact-spec.ts";
import { cellOf } from "../state/cell-of.ts";
import { allows, stringColumn } from "../strings/string-column.ts";
import type { Wishes } from "./wishes.ts";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export interface ZoneWish {
  readonly zone: string;
  /** By hour and day of the week, Sunday first: whether it may be so. */
  readonly hours: readonly boolean[];
  readonly weekdays: readonly boolean[];
}

/** Whether the column asks for the time in a zone. */
export function isOfZone(fact: string): boolean {
  return fact.startsWith("local.");
}

/** One for each zone that is asked for, sorted. */
export function zoneWishes(wishes: Wishes): ZoneWish[] {
  const found = new Map<string, ZoneWish>();
  for (const [key, cells] of wishes.cells) {
    const column = wishes.columns.get(key);
    if (!column || !isOfZone(column.fact)) continue;
    const zone = factPath(column.fact)[1]!;
    const known = found.get(zone) ?? { zone, hours: new Array(24).fill(true), weekdays: new Array(7).fill(true) };
    found.set(zone, narrowed(known, key, column, cells));
  }
  return [...found.values()].sort((a, b) => (a.zone < b.zone ? -1 : 1));
}

function narrowed(wish: ZoneWish, key: string, column: Column, cells: CellSet): ZoneWish {
  if (column.kind === "number") {
    const may = (hour: number) => ((cells >> BigInt(cellOf(column, hour))) & 1n) === 1n;
    return { ...wish, hours: wish.hours.map((was, hour) => was && may(hour)) };
  }
  const asked = stringColumn(key, column, cells, isOfZone);
  if (!asked) return wish;
  return { ...wish, weekdays: wish.weekdays.map((was, day) => was && allows(asked, weekdays[day])) };
}

export function isIn(zones: readonly ZoneWish[], at: Date): boolean {
  return zones.every(({ zone, hours, weekdays }) => {
    const local = localAt(zone, at);
    return hours[local.getUTCHours()]! && weekdays[local.getUTCDay()]!;
  });
}

const DAY = 86_400_000;
/** Days that are looked at for changes: every zone that has a summer time changes within them. */
const YEAR = 366;

/** Midnights, UTC, of days after which the offset of a zone is another one. */
export function changeDays(zones: readonly ZoneWish[], from: Date): Date[] {
  const days = zones.flatMap(({ zone }) => changesOf(zone, from.getTime()));
  return [...new Set(days)].map((time) => new Date(time));
}

const changes = new Map<string, readonly number[]>();

function changesOf(zone: string, from: number): readonly number[] {
  const key = `${from} ${zone}`;
  const known = changes.get(key) ?? newChanges(zone, from);
  changes.set(key, known);
  return known;
}

function newChanges(zone: string, from: number): number[] {
  const offset = zoneOffset(zone)!;
  const offsets = Array.from({ length: YEAR + 1 }, (_, day) => offset(new Date(from + day * DAY)));
  return offsets.slice(1).flatMap((of, day) => (of === offsets[day] ? [] : [from + day * DAY, from + (day + 1) * DAY]));
}

const locals = new Map<string, Map<number, Date>>();

function localAt(zone: string, at: Date): Date {
  const times = locals.get(zone) ?? new Map<number, Date>();
  locals.set(zone, times);
  const known = times.get(at.getTime()) ?? localTime(zoneOffset(zone)!, at);
  times.set(at.getTime(), known);
  return known;
}

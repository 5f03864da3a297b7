/** Facts about the time, in UTC and in the zones of policies. */
import type { FactReader } from "./reader.ts";
import { localTime, zoneOffset } from "./zones.ts";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export const hour: FactReader = { read: ({ request }) => request.now.getUTCHours() };
export const weekday: FactReader = { read: ({ request }) => weekdays[request.now.getUTCDay()] };

/** Undefined for a zone that this platform does not know. */
export function localHour(zone: string): FactReader | undefined {
  return inZone(zone, (local) => local.getUTCHours());
}

export function localWeekday(zone: string): FactReader | undefined {
  return inZone(zone, (local) => weekdays[local.getUTCDay()]);
}

function inZone(zone: string, of: (local: Date) => number | string | undefined): FactReader | undefined {
  const offset = zoneOffset(zone);
  return offset && { read: ({ request }) => of(localTime(offset, request.now)) };
}

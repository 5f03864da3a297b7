/** Time zones, by their names in the database of IANA, as the platform knows them. */

/** Minutes to add to UTC for the zone's own time. */
export type ZoneOffset = (at: Date) => number;

const MINUTE = 60_000;
/** `Europe/Berlin`, `America/Argentina/Ushuaia`, `Etc/GMT+5`, `UTC`. */
const form = /^(?:[A-Z][A-Za-z]+(?:\/[A-Za-z][A-Za-z0-9_+-]*)+|UTC)$/;

const known = new Map<string, ZoneOffset | undefined>();

/** Undefined for what is no zone. Looked up once a minute at most: offsets change between two minutes, never within one. */
export function zoneOffset(zone: string): ZoneOffset | undefined {
  if (!known.has(zone)) known.set(zone, isZone(zone) ? newOffset(zone) : undefined);
  return known.get(zone);
}

/** The zone's own time, in the fields of UTC. */
export function localTime(offset: ZoneOffset, at: Date): Date {
  return new Date(at.getTime() + offset(at) * MINUTE);
}

function isZone(name: string): boolean {
  if (!form.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function newOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", year: "numeric", month: "numeric" },
    ...{ day: "numeric", hour: "numeric", minute: "numeric" },
  });
  let minute = Number.NaN;
  let offset = 0;
  return (at) => {
    const now = Math.floor(at.getTime() / MINUTE);
    if (now === minute) return offset;
    const parts = new Map(format.formatToParts(now * MINUTE).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day] = [parts.get("year")!, parts.get("month")! - 1, parts.get("day")!];
    offset = Date.UTC(year, month, day, parts.get("hour"), parts.get("minute")) / MINUTE - now;
    minute = now;
    return offset;
  };
}

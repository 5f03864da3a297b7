/** Dates, times and durations on the command line. */
import { UsageError } from "./usage-error.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds, or undefined when the option is not given. */
export function duration(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = durationOf(text);
  if (ms !== undefined) return ms;
  throw new UsageError(`${option} is a duration, such as 90d, 24h or 30m, not \`${text}\``);
}

/** Milliseconds since 1970 of a moment that is still to come: a date, a time, or how long from now. */
export function momentToCome(option: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const ahead = durationOf(text);
  const at = ahead === undefined ? momentOf(text) : now + ahead;
  if (at === undefined || Number.isNaN(at) || at > LATEST)
    throw new UsageError(
      `${option} is a date, a time or a duration, such as 2027-01-31, 2027-01-31T12:00:00Z or 90d, not \`${text}\``,
    );
  if (at <= now) throw new UsageError(`${option}: \`${text}\` is over already`);
  return at;
}

/** The last that is written with four digits for the year. */
const LATEST = Date.UTC(9999, 11, 31);

function durationOf(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit]!;
}

/** In UTC where it names no zone. Days that no month has are none. */
function momentOf(text: string): number | undefined {
  const [, day = "", time = ""] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`;
  return time === "" ? midnight : Date.parse(`${day}${zoned}`);
}

/** Days and months by their names, and dates. */

const MONTHS: readonly string[] = [
  "january januar jan",
  "february februar feb",
  "march märz",
  "april apr",
  "may mai",
  "june juni jun",
  "july juli jul",
  "august aug",
  "september sept sep",
  "october oktober oct okt",
  "november nov",
  "december dezember dec dez",
];
const DAYS: readonly string[] = [
  "monday mondays montag montags",
  "tuesday tuesdays dienstag dienstags",
  "wednesday wednesdays mittwoch mittwochs",
  "thursday thursdays donnerstag donnerstags",
  "friday fridays freitag freitags",
  "saturday saturdays samstag samstags sonnabend",
  "sunday sundays sonntag sonntags",
];

const byName = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.flatMap((each, at) => each.split(" ").map((name) => [name, at + 1] as const)));
const MONTH = byName(MONTHS);
const DAY = byName(DAYS);
/** Words of other meanings, too. */
const AMBIGUOUS: ReadonlySet<string> = new Set(["may", "march", "jan", "sept", "dec", "august"]);

export interface CalendarDate {
  readonly year?: string | undefined;
  readonly month: number;
  readonly day?: string | undefined;
}

export function shownDate({ year, month, day }: CalendarDate): string {
  return `date${Number(year ?? 0)}-${month}-${Number(day ?? 0)}`;
}

export function weekday(word: string): number | undefined {
  return DAY.get(word);
}

/** By its name as it is written; of those that mean other things only with a capital letter within a sentence, or beside a number. */
export function monthOf(written: string, first: boolean, besideNumber: boolean): number | undefined {
  const word = written.toLowerCase();
  if (AMBIGUOUS.has(word) && !besideNumber && (first || written === word)) return undefined;
  return MONTH.get(word);
}

/** `03.10.1990`, of the day first; undefined for what is no date. */
export function dottedDate(written: string): CalendarDate | undefined {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(written) ?? [];
  return year === undefined ? undefined : checked({ year, month: Number(month), day });
}

/** The three numbers of `2024-05-01`, and of `5/13/2024` or `13/5/2024` where it is plain which is the month. */
export function joinedDate(numbers: readonly string[], sign: string): CalendarDate | undefined {
  const [a = "", b = "", c = ""] = numbers;
  if (sign === "-" && a.length === 4) return checked({ year: a, month: Number(b), day: c });
  if (sign !== "/" || c.length !== 4) return undefined;
  if (Number(a) > 12) return checked({ year: c, month: Number(b), day: a });
  return Number(b) > 12 ? checked({ year: c, month: Number(a), day: b }) : undefined;
}

function checked(date: CalendarDate): CalendarDate | undefined {
  return date.month >= 1 && date.month <= 12 && Number(date.day) >= 1 && Number(date.day) <= 31 ? date : undefined;
}

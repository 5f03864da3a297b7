/** The bill of one answer by the price list of its model: arithmetic of our own. */
import type { Price, Rates } from "../policy/random-price.ts";

/** Tokens. */
export interface Used {
  /** Everything that was read, audio and cached too. */
  readonly input: number;
  readonly inputAudio: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  /** Everything that was written, of all answers. */
  readonly output: number;
  readonly reasoning: number;
  readonly outputAudio: number;
}

/** What the provider asks for a tier that its list does not have. */
const UNLISTED = new Set(["priority", "fast", "scale"]);

/** USD. */
export function billOf(price: Price, used: Used, at: Date, tier: unknown): number {
  const rates = ratesAt(price, used.input, at, tier);
  const { input = 0, output = 0 } = rates;
  const special = used.inputAudio + used.cacheRead + used.cacheWrite + used.cacheWrite1h;
  const micro =
    (used.input - special) * input +
    used.inputAudio * (rates.inputAudio ?? input) +
    used.cacheRead * (rates.cacheRead ?? input) +
    used.cacheWrite * (rates.cacheWrite ?? input) +
    used.cacheWrite1h * (rates.cacheWrite1h ?? rates.cacheWrite ?? input) +
    (used.output - used.reasoning - used.outputAudio) * output +
    used.reasoning * (rates.reasoning ?? output) +
    used.outputAudio * (rates.outputAudio ?? output);
  return (micro * unlistedFactor(price, tier)) / 1e6;
}

function unlistedFactor({ serviceTiers = {} }: Price, tier: unknown): number {
  return typeof tier === "string" && UNLISTED.has(tier) && !Object.hasOwn(serviceTiers, tier) ? 2 : 1;
}

/** The main rates, then what begins at a date, what holds outside the peak, what holds for a long prompt, for a tier. */
function ratesAt(price: Price, prompt: number, at: Date, tier: unknown): Rates {
  const { tiers = [], scheduled = [], serviceTiers = {}, offPeak, ...main } = price;
  const begun = scheduled.filter(({ from }) => Date.parse(`${from}T00:00:00Z`) <= at.getTime());
  const quiet = offPeak && !offPeak.peakHoursUtc.some((hours) => isPeak(hours, at)) ? offPeak : {};
  const long = tiers.filter(({ above }) => prompt > above).at(-1);
  const usual: Rates = Object.assign({}, main, begun.at(-1), quiet, long);
  const asked = typeof tier === "string" && Object.hasOwn(serviceTiers, tier) ? serviceTiers[tier] : undefined;
  if (!asked) return usual;
  return long ? dearest(usual, asked) : { ...usual, ...asked };
}

function dearest(usual: Rates, asked: Rates): Rates {
  const names = Object.keys(asked) as (keyof Rates)[];
  return { ...usual, ...Object.fromEntries(names.map((name) => [name, Math.max(usual[name] ?? 0, asked[name] ?? 0)])) };
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `Mon-Fri 22:00-02:00`: a peak that begins on one of the days, and may end on the next. */
export function isPeak(hours: string, at: Date): boolean {
  const [which = "", span = ""] = hours.split(" ");
  const [from = 0, to = 0] = span.split("-").map(minuteOf);
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
  const today = at.getUTCDay();
  if (from < to) return isDay(which, today) && minute >= from && minute < to;
  return (isDay(which, today) && minute >= from) || (isDay(which, (today + 6) % 7) && minute < to);
}

function isDay(which: string, day: number): boolean {
  const [first = "", last = first] = which.split("-");
  const begin = days.indexOf(first);
  const length = (days.indexOf(last) - begin + 7) % 7;
  return (day - begin + 7) % 7 <= length;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

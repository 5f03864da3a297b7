import { doubleAt, doubleNumber } from "./doubles.ts";
import type { Span } from "./spans.ts";

const DIGITS = 18;

/** A double of one of the spans, which are of doubles: `wish` if it can be, else one with few digits. */
export function plainNumber([span, ...others]: readonly [Span, ...Span[]], wish: number): number {
  const number = doubleNumber(wish);
  const isFree = [span, ...others].some(({ first, last }) => first <= number && number <= last);
  return isFree ? wish : fewDigits(doubleAt(span.first), doubleAt(span.last));
}

/** At least `least`, at most `most`: tries multiples of ever smaller powers of ten. */
function fewDigits(least: number, most: number): number {
  if (least === 0) return 0;
  const start = Math.max(exponent(least), Math.min(0, exponent(most)));
  for (let power = start; power > start - DIGITS; power--) {
    const multiple = Math.ceil(least / Number(`1e${power}`));
    for (const times of [multiple, multiple + 1]) {
      const value = Number(`${times}e${power}`);
      if (value >= least && value <= most) return value;
    }
  }
  return least;
}

function exponent(value: number): number {
  return Math.floor(Math.log10(value));
}

/** Whether a price can be meant as it is written: prices per token and per million tokens are easily mixed up. */
import type { Price } from "../../schemas/catalog.ts";

export interface StrangeRate {
  readonly rate: "input" | "output";
  /** USD per million tokens, as written. */
  readonly written: number;
  /** What the catalog says. */
  readonly listed?: number | undefined;
  /** What was probably meant. */
  readonly meant: number;
}

const MILLION = 1e6;
/** A price of one's own is not a thousand times another's. */
const FACTOR = 1_000;
/** USD per million tokens: nothing in the catalog is near these. */
const LEAST = 0.0005;
const MOST = 2_000;

export function outOfRange(price: Price, listed: Price | undefined): StrangeRate[] {
  return (["input", "output"] as const).flatMap((rate): StrangeRate[] => {
    const written = price[rate];
    const known = listed?.[rate];
    if (!written) return [];
    const [least, most] = known ? [known / FACTOR, known * FACTOR] : [LEAST, MOST];
    if (written > least && written < most) return [];
    const meant = Number((written * scale(written, known ?? 1)).toPrecision(6));
    return [{ rate, written, listed: known, meant }];
  });
}

/** A price per token, or per thousand, taken for one per million; or the reverse: what comes nearest to the known one. */
function scale(written: number, known: number): number {
  const distance = (factor: number) => Math.abs(Math.log(written * factor) - Math.log(known));
  return [MILLION, FACTOR, 1 / FACTOR, 1 / MILLION].toSorted((a, b) => distance(a) - distance(b))[0]!;
}

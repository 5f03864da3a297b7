import type { CellSet } from "./columns.ts";

/** The cells that are so, by number. Written as digits first: to add one after the other would copy the set each time. */
export function cellSet(among: readonly boolean[]): CellSet {
  let digits = "0x0";
  for (let cell = (among.length - 1) & ~3; cell >= 0; cell -= 4) {
    let digit = 0;
    for (let bit = 3; bit >= 0; bit -= 1) digit = digit * 2 + (among[cell + bit] ? 1 : 0);
    digits += digit.toString(16);
  }
  return BigInt(digits);
}

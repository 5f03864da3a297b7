import { addBit, type BitVector, emptyBits } from "../bit-vector.ts";
import { countBelow } from "../count-below.ts";

/** Steps between two sums that are kept. */
const STEP = 64;

/** Numbers that stand at places of a line: all those that stand before a place, as bits. */
export class SortedBits {
  /** Ascending. */
  readonly #places: readonly number[];
  readonly #numbers: readonly (readonly number[])[];
  /** Those of the first `STEP` places, of twice as many, and so on; none at first. */
  readonly #sums: readonly BitVector[];

  constructor(entries: readonly { readonly at: number; readonly numbers: readonly number[] }[], size: number) {
    const sorted = entries.toSorted((a, b) => a.at - b.at);
    this.#places = sorted.map(({ at }) => at);
    this.#numbers = sorted.map(({ numbers }) => numbers);
    const sums = [emptyBits(size)];
    for (let from = 0; from + STEP <= sorted.length; from += STEP) {
      sums.push(this.#added(sums.at(-1)!, from, from + STEP));
    }
    this.#sums = sums;
  }

  /** Not to be changed. */
  below(place: number): BitVector {
    const count = countBelow(this.#places, place);
    const kept = Math.floor(count / STEP);
    return kept * STEP === count ? this.#sums[kept]! : this.#added(this.#sums[kept]!, kept * STEP, count);
  }

  #added(sum: BitVector, from: number, to: number): BitVector {
    const bits = sum.slice();
    for (let i = from; i < to; i += 1) for (const number of this.#numbers[i]!) addBit(bits, number);
    return bits;
  }
}

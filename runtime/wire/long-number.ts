import { numberBytes, plainLength } from "../../semantics/tokens/number-bytes.ts";
import { placeAt } from "./place-at.ts";

/** A number of more characters than its value needs: readers that keep them all would have more than was counted. */
export interface LongNumber {
  fault: "long-number";
  /** As it came, of JSON; `most`: characters that it may have, written with or without an exponent. */
  text: string;
  most: number;
  /** Where it stands. */
  path: string;
}

/** `numbers`: offsets into the bytes, as `scanBody` gives them. The first one that is too long, or beyond all doubles. */
export function longNumber(bytes: Buffer, numbers: readonly number[]): LongNumber | undefined {
  for (let i = 0; i < numbers.length; i += 2) {
    const text = bytes.toString("latin1", numbers[i], numbers[i + 1]);
    const value = Number(text);
    const most = Number.isFinite(value) ? numberBytes(value) : 0;
    if (text.length > most || plainLength(text) > most)
      return { fault: "long-number", text, most, path: placeAt(bytes, numbers[i]!) };
  }
  return undefined;
}

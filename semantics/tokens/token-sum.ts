import { numberExcess } from "./number-bytes.ts";
import { printJson } from "./print-json.ts";
import { textHundredths } from "./text-tokens.ts";

/** The figures of a request, or of a part of one. */
export interface Figures {
  /** Tokens that rules and orders go by. */
  readonly expected: number;
  /** Tokens that no natural text is above. */
  readonly upper: number;
  /** Tokens that nothing is above. */
  readonly hard: number;
}

/** No tokenizer in use makes more of a byte: measured, and held by test/semantics/tokens. */
export const MOST_TOKENS_PER_BYTE = 1.5;

/** Adds figures up, exactly. */
export class TokenSum {
  /** Hundredths of a token. */
  #expected = 0;
  #upper = 0;
  #other = 0;
  #bytes = 0;

  /** A text as it is. */
  text(text: string): void {
    const { expected, upper, bytes } = textHundredths(text);
    this.#expected += expected;
    this.#upper += upper;
    this.#bytes += bytes;
  }

  /** A value as JSON. Printers differ in the blanks and breaks that they put around signs, and in how they write numbers. */
  json(value: unknown): void {
    if (value === undefined) return;
    const printed = printJson(value);
    this.text(printed);
    const excess = numberExcess(value);
    this.#upper += excess * UPPER_OF_EXCESS;
    this.#bytes += signsOf(printed) * BYTES_BESIDE_A_SIGN + excess;
  }

  /** Ids of tokens: another model's vocabulary may say the same in more of them. */
  ids(count: number): void {
    this.#expected += count * 100;
    this.#upper += count * UPPER_OF_ID;
    this.#bytes += count * BYTES_OF_ID;
  }

  /** What is counted by rule, `times` over. */
  add({ expected, upper, hard }: Figures, times: number = 1): void {
    this.#expected += Math.ceil(expected * 100) * times;
    this.#upper += Math.ceil(upper * 100) * times;
    this.#other += hard * times;
  }

  /** Not rounded. */
  exact(): Figures & { textBytes: number } {
    return {
      expected: this.#expected / 100,
      upper: this.#upper / 100,
      hard: this.#bytes * MOST_TOKENS_PER_BYTE + this.#other,
      textBytes: this.#bytes,
    };
  }

  /** Whole numbers. `textBytes`: of everything that was counted as a text. */
  total(): Figures & { textBytes: number } {
    return {
      expected: Math.ceil(this.#expected / 100),
      upper: Math.ceil(this.#upper / 100),
      hard: Math.ceil(this.#bytes * MOST_TOKENS_PER_BYTE + this.#other),
      textBytes: this.#bytes,
    };
  }
}

/** Hundredths. */
const UPPER_OF_ID = 120;
/** An id and what parts it from the next. */
const BYTES_OF_ID = 2;
const BYTES_BESIDE_A_SIGN = 2;
/** Hundredths for a byte that a number has beside its usual ones: most providers print it as it is printed here. */
const UPPER_OF_EXCESS = 7;
const signs = new Set([..."{}[],:"].map((sign) => sign.charCodeAt(0)));
const isSign = Uint8Array.from({ length: 128 }, (_, unit) => (signs.has(unit) ? 1 : 0));

/** Those within strings, too: there are few. */
function signsOf(json: string): number {
  let count = 0;
  for (let i = 0; i < json.length; i++) count += isSign[json.charCodeAt(i)] ?? 0;
  return count;
}

/** Texts with a given hash: some text with a number and four letters or digits put into it, which make up the hash. */
import type { Work } from "../../regions/search/work.ts";
import { type Span, spansOf } from "../state/spans.ts";
import { wordBetween } from "./hash-inversion.ts";
import type { StringColumn } from "./string-column.ts";

export interface SampledQuestion {
  /** Texts to begin with. */
  readonly stems: readonly string[];
  /** At least one. */
  readonly hashes: readonly Span[];
  /** Whether the text will do, but for its hash. */
  readonly fits: (text: string) => boolean;
}

const HASHES = 2n ** 32n;

/** The hashes that the cells of a sample allow: as semantics/facts/sample.ts makes the sample of them. */
export function hashesOf({ column, cells }: StringColumn): Span[] {
  if (column.kind !== "number") return [];
  return spansOf({ count: HASHES, at: (hash) => (Number(hash) / 2 ** 32) * 100 }, column, cells);
}

/** Undefined when none was found. */
export function sampledText({ stems, hashes, fits }: SampledQuestion, work: Work): string | undefined {
  for (const stem of new Set(stems)) {
    for (const place of placesOf(stem)) {
      for (const digits of alphabets) {
        const text = textAt(place, digits, hashes[0]!, fits, work);
        if (text !== undefined) return text;
      }
    }
  }
  return undefined;
}

/** What the number is written with. */
const alphabets: readonly string[] = ["0123456789", "abcdefghijklmnopqrstuvwxyz"];
/** One in 300 words is four letters or digits. */
const TRIES = 4_000;
const someWords: readonly string[] = ["Qx7b", "kkkk", "ZZZZ", "0000"];

interface Place {
  readonly before: string;
  readonly after: string;
}

/** Behind the text, before it, and within it. */
function placesOf(text: string): Place[] {
  const characters = [...text];
  const at = (i: number): Place => ({ before: characters.slice(0, i).join(""), after: characters.slice(i).join("") });
  return [at(characters.length), ...characters.map((_, i) => at(i))];
}

function textAt(
  place: Place,
  digits: string,
  hashes: Span,
  fits: SampledQuestion["fits"],
  work: Work,
): string | undefined {
  const after = Buffer.from(place.after);
  const first = Number(hashes.first);
  const count = Number(hashes.last - hashes.first) + 1;
  const gap = (4 - (Buffer.byteLength(place.before) % 4)) % 4;
  const hopeful = someWords.some((word) => fits(`${place.before}${numeral(0, gap + 4, digits)}${word}${place.after}`));
  if (!hopeful) return undefined;
  for (let i = 0; i < TRIES && !work.isSpent; i++) {
    work.spend(1);
    const before = place.before + numeral(i, gap + 4, digits);
    const word = spelled(wordBetween(Buffer.from(before), after, first + (i % count)));
    const text = before + word + place.after;
    if (/^[A-Za-z0-9]{4}$/.test(word) && fits(text)) return text;
  }
  return undefined;
}

/** Of `length` digits. */
function numeral(number: number, length: number, digits: string): string {
  let text = "";
  for (let rest = number; text.length < length; rest = Math.floor(rest / digits.length)) {
    text = digits[rest % digits.length]! + text;
  }
  return text;
}

function spelled(word: number): string {
  return String.fromCharCode(word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, word >>> 24);
}

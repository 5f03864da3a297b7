/** The numbers of a text, each under one name however it is written: figures, words, dates, with its sign and its unit. */
import type { Token } from "../tokens.ts";
import { type CalendarDate, dottedDate, joinedDate, monthOf, shownDate, weekday } from "./calendar.ts";
import { chineseParts, chineseUnit } from "./chinese.ts";
import { asciiDigits, plainNumber } from "./digits.ts";
import { scaleOf, spelledNumber } from "./spelled.ts";
import { unitOf } from "./units.ts";

/** A number, or a token that is none. */
export type Part = { readonly number: string } | Token;

/** What was read from a place on: how many tokens it took. */
interface Read {
  readonly number: string;
  readonly taken: number;
}

const SIGNS = "-−–";
const CURRENCIES = "$€£¥";

/** `isPointGroup` as in `plainNumber`. */
export function readNumbers(tokens: readonly Token[], isPointGroup: boolean): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = readAt(tokens, at, isPointGroup);
    if (read !== undefined) parts.push({ number: read.number });
    else parts.push(...partsOf(tokens[at]!, at > 0 && tokens[at - 1]!.kind === "number"));
    at += read?.taken ?? 1;
  }
  return parts;
}

/** The unit of the figures before it is theirs. */
function partsOf(token: Token, behindFigures: boolean): Part[] {
  if (token.kind !== "script") return [token];
  const unit = behindFigures && token.joined ? chineseUnit(token.text) : "";
  return chineseParts(token.text.slice(unit.length)).map((part) =>
    "number" in part ? part : { ...token, text: part.text },
  );
}

function readAt(tokens: readonly Token[], at: number, isPointGroup: boolean): Read | undefined {
  const token = tokens[at]!;
  const next = tokens[at + 1];
  const after = (taken: number): Read | undefined => {
    const read = next && quantity(tokens, at + taken, isPointGroup);
    return read && { ...read, taken: read.taken + taken };
  };
  if (token.kind === "mark" && next?.joined && next.kind === "number") {
    if (SIGNS.includes(token.text) && !token.joined) return negative(after(1));
    if (CURRENCIES.includes(token.text)) return withUnit(after(1), unitOf(token.text)!);
  }
  if (token.kind === "number") return dateAt(tokens, at) ?? quantity(tokens, at, isPointGroup);
  if (token.kind !== "word") return undefined;
  if (next?.kind === "number" && next.joined)
    return { number: `${token.text.toLowerCase()}${asciiDigits(next.text)}`, taken: 2 };
  return dateAt(tokens, at) ?? named(tokens, at, after) ?? quantity(tokens, at, isPointGroup);
}

/** What is said by words that are no numbers by themselves. */
function named(tokens: readonly Token[], at: number, after: (taken: number) => Read | undefined): Read | undefined {
  const { text, first } = tokens[at]!;
  const word = text.toLowerCase();
  const next = tokens[at + 1]?.text.toLowerCase() ?? "";
  if (word === "minus" || word === "negative") return negative(after(1));
  if (/^(one|ein|eine|einen|einer|einem)$/.test(word) && unitOf(next) !== undefined && next.length > 2)
    return { number: `1${unitOf(next)}`, taken: 2 };
  if (word === "once" && /^(a|per|every|daily)$/.test(next)) return { number: "1x", taken: 1 };
  if (word === "einmal" && /^(täglich|am|pro|in)$/.test(next)) return { number: "1x", taken: 1 };
  if (/^[IVX]{2,}$/.test(text) && !first) return { number: `${roman(text)}.`, taken: 1 };
  const day = weekday(word);
  return day === undefined ? undefined : { number: `day${day}`, taken: 1 };
}

/** Figures or words, and the unit behind them. */
function quantity(tokens: readonly Token[], at: number, isPointGroup: boolean): Read | undefined {
  const read = tokens[at]?.kind === "number" ? figures(tokens, at, isPointGroup) : words(tokens, at);
  if (read === undefined) return undefined;
  const hyphen = tokens[at + read.taken]?.text === "-" ? 1 : 0;
  const place = at + read.taken + hyphen;
  const token = tokens[place];
  if (token?.kind === "script" && token.joined && hyphen === 0)
    return { number: `${read.number}${chineseUnit(token.text)}`, taken: read.taken };
  const unit = token && unitOf(token.text.toLowerCase());
  if (unit === undefined) return read;
  const scale = unit === "degree" ? /^(c|f)(elsius|ahrenheit)?$/i.exec(tokens[place + 1]?.text ?? "")?.[1] : undefined;
  const taken = read.taken + hyphen + (scale === undefined ? 1 : 2);
  return { number: `${read.number}${unit}${scale?.toLowerCase() ?? ""}`, taken };
}

function figures(tokens: readonly Token[], at: number, isPointGroup: boolean): Read {
  const written = asciiDigits(tokens[at]!.text);
  const [sign, second] = [tokens[at + 1], tokens[at + 2]];
  if (sign?.joined && second?.joined && second.kind === "number" && (sign.text === ":" || sign.text === "/")) {
    const other = asciiDigits(second.text);
    const isRatio = sign.text === "/" && Number(other) > 0 && !(tokens[at + 3]?.text === "/");
    return { number: isRatio ? String(Number(written) / Number(other)) : `${written}${sign.text}${other}`, taken: 3 };
  }
  if (sign?.joined && /^(st|nd|rd|th)$/.test(sign.text)) return { number: `${written}.`, taken: 2 };
  return scaled({ number: plainNumber(written, isPointGroup), taken: 1 }, tokens, at);
}

/** `twenty-five`, `two hundred and fifty`, `two and a half`, `dozen`. */
function words(tokens: readonly Token[], at: number): Read | undefined {
  const word = (place: number) => (tokens[place]?.kind === "word" ? tokens[place].text.toLowerCase() : "");
  const alone = scaleOf(word(at));
  if (alone !== undefined) return { number: String(alone), taken: 1 };
  const number = spelledNumber(word(at));
  if (number === undefined) return undefined;
  const tens = Number(number);
  const hyphen = tokens[at + 1]?.text === "-" ? 1 : 0;
  const digit = spelledNumber(word(at + 1 + hyphen)) ?? (word(at + 1 + hyphen) === "one" ? "1" : "");
  if (tens >= 20 && tens < 100 && tens % 10 === 0 && /^[1-9]\.?$/.test(digit)) {
    const sum = tens + Number.parseInt(digit, 10);
    return { number: digit.endsWith(".") ? `${sum}.` : String(sum), taken: 2 + hyphen };
  }
  return scaled({ number, taken: 1 }, tokens, at);
}

/** With `hundred`, `million` and what is added behind it. */
function scaled({ number, taken }: Read, tokens: readonly Token[], at: number): Read {
  const value = Number(number);
  if (!Number.isFinite(value)) return { number, taken };
  const word = (ahead: number) => tokens[at + taken + ahead]?.text.toLowerCase() ?? "";
  if (word(0) === "and" && word(1) === "a" && word(2) === "half")
    return { number: String(value + 0.5), taken: taken + 3 };
  const scale = tokens[at + taken]?.kind === "word" ? scaleOf(word(0)) : undefined;
  if (scale === undefined) return { number, taken };
  const and = word(1) === "and" || word(1) === "und" ? 1 : 0;
  const rest = words(tokens, at + taken + 1 + and);
  const below = Number(rest?.number);
  if (rest !== undefined && below < scale)
    return { number: String(value * scale + below), taken: taken + 1 + and + rest.taken };
  return { number: String(value * scale), taken: taken + 1 };
}

/** `September 11, 2001`, `3. Oktober 1990`, `03.10.1990`, `2024-05-01`, and a month by itself. */
function dateAt(tokens: readonly Token[], at: number): Read | undefined {
  const digits = (place: number) => (tokens[place]?.kind === "number" ? asciiDigits(tokens[place].text) : undefined);
  const { text, first } = tokens[at]!;
  const read = (date: CalendarDate | undefined, taken: number) => date && { number: shownDate(date), taken };
  const start = digits(at);
  if (start !== undefined) {
    const sign = tokens[at + 1]?.text ?? "";
    const numbers = [start, digits(at + 2) ?? "", digits(at + 4) ?? ""];
    const joined = tokens[at + 3]?.text === sign ? joinedDate(numbers, sign) : undefined;
    if (joined !== undefined) return read(joined, 5);
    const dot = /^(\.|st|nd|rd|th)$/.test(sign) && tokens[at + 1]!.joined ? 1 : 0;
    const month = tokens[at + 1 + dot]?.kind === "word" ? monthOf(tokens[at + 1 + dot]!.text, false, true) : undefined;
    if (month === undefined || !/^\d{1,2}$/.test(start)) return read(dottedDate(start), 1);
    const year = /^\d{4}$/.exec(digits(at + 2 + dot) ?? "")?.[0];
    return read({ year, month, day: start }, 2 + dot + (year ? 1 : 0));
  }
  const day = /^\d{1,2}$/.exec(digits(at + 1) ?? "")?.[0];
  const month = monthOf(text, first, digits(at + 1) !== undefined);
  if (month === undefined) return undefined;
  const skipped =
    day === undefined ? 1 : tokens[at + 2]?.text === "," || /^(st|nd|rd|th)$/.test(tokens[at + 2]?.text ?? "") ? 3 : 2;
  const year = /^\d{4}$/.exec(digits(at + skipped) ?? "")?.[0];
  const taken = year ? skipped + 1 : Math.min(skipped, day === undefined ? 1 : 2);
  return read({ year, month, day }, taken);
}

function negative(read: Read | undefined): Read | undefined {
  return read && { ...read, number: `-${read.number}` };
}

function withUnit(read: Read | undefined, unit: string): Read | undefined {
  return read && { ...read, number: `${read.number}${unit}` };
}

function roman(text: string): number {
  const values = [...text].map((letter) => ({ I: 1, V: 5, X: 10 })[letter]!);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

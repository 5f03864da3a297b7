/**
 * One pass over the bytes of a body before it is parsed: how much there is in it, and where the members at its top stand.
 * It trusts nothing and checks no grammar: what it finds holds of bytes that JSON.parse then takes.
 */
import {
  BLANK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  hasEscape,
  kindOf,
  nameAt,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  runEnd,
  SIGN,
  stringEnd,
} from "./json-bytes.ts";

/** Offsets into the body; the key's include its quotes. */
export interface Member {
  key: string;
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
}

export interface BodyScan {
  /** At the top, in order. */
  members: Member[];
  /** Of all objects, at any depth. */
  memberCount: number;
  /** Names with an escape in them, at any depth, in order: offsets of their first and behind their last quote, in turn. */
  escapedNames: number[];
  /** Of numbers that are long or have an exponent, at any depth, in order: offsets of their first and behind their last byte. */
  unusualNumbers: number[];
}

/** Why bodies are refused before they are parsed: real requests stay far below all of them. */
export const MOST_DEPTH = 128;
export const MOST_VALUES = 100_000;
/** At the top: ten times as many as there are parameters. */
export const MOST_MEMBERS = 1_000;
/** Names that are written with escapes, and bytes of them: the body is read twice where there are any. */
export const MOST_ESCAPED_NAMES = 10_000;
export const MOST_ESCAPED_BYTES = 1_000_000;

export type Excess = "too-deep" | "too-many-values" | "too-many-members" | "too-many-escaped-names";

export function scanBody(bytes: Buffer): BodyScan | Excess {
  const scan = new Scan(bytes);
  for (let at = 0; at < bytes.length && scan.excess === undefined; ) {
    const byte = bytes[at]!;
    const kind = kindOf[byte]!;
    if (kind === SIGN) at = scan.sign(byte, at);
    else {
      const end = runEnd(bytes, at);
      if (kind !== BLANK) scan.plain(at, end);
      at = end;
    }
  }
  const { members, memberCount, escapedNames, unusualNumbers } = scan;
  return scan.excess ?? { members, memberCount, escapedNames, unusualNumbers };
}

const NONE = -1;
/** The value begins with the next byte that is no white space. */
const AFTER_COLON = -2;

class Scan implements BodyScan {
  readonly members: Member[] = [];
  memberCount = 0;
  readonly escapedNames: number[] = [];
  readonly unusualNumbers: number[] = [];
  excess: Excess | undefined;
  readonly #bytes: Buffer;
  #depth = 0;
  #values = 1;
  #escapedBytes = 0;
  #stringStart = 0;
  #stringEnd = 0;
  #keyStart = 0;
  #keyEnd = 0;
  #valueStart = NONE;
  #valueEnd = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Answers where to go on. */
  sign(byte: number, at: number): number {
    switch (byte) {
      case QUOTE:
        return this.#string(at);
      case COMMA:
        if (++this.#values > MOST_VALUES) this.excess = "too-many-values";
        if (this.#depth === 1) this.#endMember();
        break;
      case COLON:
        this.#colon();
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        this.#begin(at);
        if (++this.#depth > MOST_DEPTH) this.excess = "too-deep";
        if (++this.#values > MOST_VALUES) this.excess = "too-many-values";
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (this.#depth === 1) this.#endMember();
        this.#depth--;
        this.#valueEnd = at + 1;
    }
    return at + 1;
  }

  /** A number or a word. */
  plain(start: number, end: number): void {
    const isNumber = this.#bytes[start]! < COLON;
    if (isNumber && (end - start > USUAL_NUMBER || hasExponent(this.#bytes, start, end)))
      this.unusualNumbers.push(start, end);
    this.#value(start, end);
  }

  #value(start: number, end: number): void {
    if (this.#depth !== 1) return;
    this.#begin(start);
    this.#valueEnd = end;
  }

  #begin(at: number): void {
    if (this.#valueStart === AFTER_COLON) this.#valueStart = at;
  }

  #string(at: number): number {
    const end = stringEnd(this.#bytes, at);
    this.#stringStart = at;
    this.#stringEnd = end;
    this.#value(at, end);
    return end;
  }

  #colon(): void {
    this.memberCount++;
    const [start, end] = [this.#stringStart, this.#stringEnd];
    if (hasEscape(this.#bytes, start, end)) {
      this.escapedNames.push(start, end);
      this.#escapedBytes += end - start;
      const isMany = this.escapedNames.length > 2 * MOST_ESCAPED_NAMES || this.#escapedBytes > MOST_ESCAPED_BYTES;
      if (isMany) this.excess = "too-many-escaped-names";
    }
    if (this.#depth !== 1) return;
    this.#keyStart = start;
    this.#keyEnd = end;
    this.#valueStart = AFTER_COLON;
  }

  #endMember(): void {
    if (this.#valueStart === NONE) return;
    const [keyStart, keyEnd, valueStart, valueEnd] = [this.#keyStart, this.#keyEnd, this.#valueStart, this.#valueEnd];
    const key = nameAt(this.#bytes, keyStart, keyEnd);
    this.members.push({ key, keyStart, keyEnd, valueStart, valueEnd });
    if (this.members.length > MOST_MEMBERS) this.excess = "too-many-members";
    this.#valueStart = NONE;
  }
}

/** Shorter ones without an exponent are no longer than they may be printed. */
const USUAL_NUMBER = 9;
const LETTER_E = 101;
const CASE = 32;

function hasExponent(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at]! | CASE) === LETTER_E) return true;
  return false;
}

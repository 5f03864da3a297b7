/**
 * One pass over the bytes of a body before it is parsed: how much there is in it, and where the members at its top stand.
 * It trusts nothing and checks no grammar: what it finds holds of bytes that JSON.parse then takes.
 */

import { parseJson } from "./parse-json.ts";

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

/** Why bodies are refused before they are parsed: real requests stay far below both. */
export const MOST_DEPTH = 128;
export const MOST_VALUES = 250_000;

export type Excess = "too-deep" | "too-many-values";

const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
const NINE = 57;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const LETTER_E = 101;
const CASE = 32;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

export function scanBody(bytes: Buffer): BodyScan | Excess {
  const members: Member[] = [];
  const { length } = bytes;
  let depth = 0;
  let values = 1;
  let memberCount = 0;
  const escapedNames: number[] = [];
  const unusualNumbers: number[] = [];
  let keyStart = 0;
  let keyEnd = 0;
  let stringStart = 0;
  let stringStop = 0;
  let valueStart = NONE;
  let valueEnd = 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]!;
    if (byte <= SPACE) continue;
    if (valueStart === AFTER_COLON) valueStart = at;
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      stringStart = at;
      stringStop = end;
      if (depth === 1) {
        if (valueStart === NONE) {
          keyStart = at;
          keyEnd = end;
        }
        valueEnd = end;
      }
      at = end - 1;
    } else if (byte === COMMA) {
      if (++values > MOST_VALUES) return "too-many-values";
      if (depth !== 1 || valueStart === NONE) continue;
      members.push({ key: keyText(bytes, keyStart, keyEnd), keyStart, keyEnd, valueStart, valueEnd });
      valueStart = NONE;
    } else if (byte === COLON) {
      memberCount++;
      if (hasEscape(bytes, stringStart, stringStop)) escapedNames.push(stringStart, stringStop);
      if (depth === 1) valueStart = AFTER_COLON;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > MOST_DEPTH) return "too-deep";
      if (++values > MOST_VALUES) return "too-many-values";
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 1 && valueStart !== NONE) {
        members.push({ key: keyText(bytes, keyStart, keyEnd), keyStart, keyEnd, valueStart, valueEnd });
        valueStart = NONE;
      }
      depth--;
      valueEnd = at + 1;
    } else {
      if (byte < COLON) at = passNumber(bytes, at, unusualNumbers);
      if (depth === 1) valueEnd = at + 1;
    }
  }
  return { members, memberCount, escapedNames, unusualNumbers };
}

const SPACE = 32;
const NONE = -1;
/** The value begins with the next byte that is no white space. */
const AFTER_COLON = -2;

/** Shorter ones without an exponent are no longer than they may be printed. */
const USUAL_NUMBER = 9;

/** The offset of its last byte. One that is not usual is noted. */
function passNumber(bytes: Buffer, from: number, unusual: number[]): number {
  let at = from + 1;
  let hasExponent = false;
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === LETTER_E || byte === LETTER_E - CASE) hasExponent = true;
    else if (byte > NINE || byte < PLUS || byte === COMMA) break;
  }
  if (hasExponent || at - from > USUAL_NUMBER) unusual.push(from, at);
  return at - 1;
}

/** How many bytes of a string are looked at one by one before the search for its end begins to pay. */
const NEAR = 48;

/** From the opening quote to behind the closing one, or the end of the bytes. */
export function stringEnd(bytes: Buffer, from: number): number {
  let at = from + 1;
  for (;;) {
    const near = at + NEAR;
    while (at < near) {
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === undefined) return bytes.length;
      at += byte === BACKSLASH ? 2 : 1;
    }
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0) return bytes.length;
    let slashes = quote;
    while (slashes > at && bytes[slashes - 1] === BACKSLASH) slashes--;
    at = quote + 1;
    if ((quote - slashes) % 2 === 0) return at;
  }
}

/** What stands between the quotes; what is no JSON is for JSON.parse to refuse. */
function keyText(bytes: Buffer, start: number, end: number): string {
  return hasEscape(bytes, start, end) ? nameAt(bytes, start, end) : bytes.toString("utf8", start + 1, end - 1);
}

/** The text of a JSON string, quotes included in its span; empty for what is none. */
export function nameAt(bytes: Buffer, start: number, end: number): string {
  return String(parseJson(bytes.toString("utf8", start, end)) ?? "");
}

function hasEscape(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

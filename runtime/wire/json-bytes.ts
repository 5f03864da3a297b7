/** The signs of a JSON text as bytes, and where what stands between them ends. */
import { parseJson } from "./parse-json.ts";

export const QUOTE = 34;
export const COMMA = 44;
export const COLON = 58;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
const BACKSLASH = 92;
const SPACE = 32;

export const SIGN = 0;
export const BLANK = 1;
/** Of a number or a word. */
export const PLAIN = 2;

const signs: ReadonlySet<number> = new Set([
  ...[QUOTE, COMMA, COLON, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE],
]);

/** By byte: `SIGN`, `BLANK` or `PLAIN`. */
export const kindOf: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (signs.has(byte)) return SIGN;
  return byte <= SPACE ? BLANK : PLAIN;
});

/** From a byte that is no sign to behind the last one of its kind. */
export function runEnd(bytes: Buffer, from: number): number {
  const { length } = bytes;
  const kind = kindOf[bytes[from]!]!;
  let at = from + 1;
  while (at < length && kindOf[bytes[at]!] === kind) at++;
  return at;
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

/** The text of a JSON string, quotes included in its span; what is no JSON is for JSON.parse to refuse. */
export function nameAt(bytes: Buffer, start: number, end: number): string {
  if (!hasEscape(bytes, start, end)) return bytes.toString("utf8", start + 1, end - 1);
  return String(parseJson(bytes.toString("utf8", start, end)) ?? "");
}

export function hasEscape(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > NEAR) return bytes.subarray(start, end).includes(BACKSLASH);
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

/** The headers of one frame of an AWS event stream: a name, a type and a value each. */

/** Bytes of the values whose type says how many. */
const sizes: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };
const BYTES = 6;
const TEXT = 7;

/** Those that are texts, by name; values of other types are passed over. Undefined where they are not what they should be. */
export function eventHeaders(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const texts = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes[at]!;
    const type = bytes[nameEnd];
    if (type === undefined) return undefined;
    const isLong = type === BYTES || type === TEXT;
    const start = nameEnd + (isLong ? 3 : 1);
    if (start > bytes.length) return undefined;
    const size = isLong ? bytes.readUInt16BE(nameEnd + 1) : sizes[type];
    if (size === undefined || start + size > bytes.length) return undefined;
    if (type === TEXT) texts.set(bytes.toString("utf8", at + 1, nameEnd), bytes.toString("utf8", start, start + size));
    at = start + size;
  }
  return texts;
}

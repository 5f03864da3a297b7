export interface NotUtf8 {
  readonly problem: "not-utf-8";
  /** The first byte that is not. */
  readonly byte: number;
  /** From the beginning of the file. */
  readonly offset: number;
  /** With U+FFFD in the place of what is not text. */
  readonly text: string;
  /** Where that byte is in the text. */
  readonly at: number;
}

/** The text of a file without its byte order mark, or the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | NotUtf8 {
  const text = new TextDecoder("utf-8").decode(bytes);
  if (!text.includes("\ufffd") || isUtf8(bytes)) return text;
  const offset = firstBroken(bytes);
  const at = new TextDecoder("utf-8").decode(bytes.subarray(0, offset)).length;
  return { problem: "not-utf-8", byte: bytes[offset] ?? 0, offset, text, at };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The longest beginning that is whole ends there: a character of n bytes that is cut off is broken from its first on. */
function firstBroken(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isBeginning(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return isUtf8(bytes.subarray(0, low)) ? low : firstOfLast(bytes, low);
}

/** Whether the bytes are text, but for a character at the end that may still go on. */
function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function firstOfLast(bytes: Uint8Array, end: number): number {
  let at = end - 1;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** The number of words of a route's vectors, and their decoding. */

export interface VectorSize {
  /** Words of the summary. */
  readonly summary: number;
  readonly words: number;
}

export function vectorSize(boxCount: number): VectorSize {
  const words = Math.ceil(boxCount / 32);
  return { summary: Math.ceil(words / 32), words };
}

/** Little-endian 32-bit words; a rest of less than a word is left out. */
export function decodeWords(base64: string): Int32Array {
  const bytes = Buffer.from(base64, "base64");
  return Int32Array.from({ length: bytes.length >> 2 }, (_, w) => bytes.readInt32LE(w * 4));
}

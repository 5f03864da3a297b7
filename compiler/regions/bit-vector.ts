/** Sets of box numbers as 32-bit words, and their form in the table (see `TableRoute.vectors`). */

export type BitVector = Int32Array;

/** An empty set for numbers below `size`. */
export function emptyBits(size: number): BitVector {
  return new Int32Array(Math.ceil(size / 32));
}

export function addBit(bits: BitVector, bit: number): void {
  bits[bit >> 5]! |= 1 << (bit & 31);
}

export function hasBit(bits: BitVector, bit: number): boolean {
  return (bits[bit >> 5]! & (1 << (bit & 31))) !== 0;
}

/** Bit w is set when word w of `bits` is not zero. */
function summaryOf(bits: BitVector): BitVector {
  const summary = emptyBits(bits.length);
  bits.forEach((word, w) => {
    if (word !== 0) addBit(summary, w);
  });
  return summary;
}

/** base64 of little-endian words: the summary, then the bits. */
export function encodeBits(bits: BitVector): string {
  const summary = summaryOf(bits);
  const bytes = new DataView(new ArrayBuffer((summary.length + bits.length) * 4));
  summary.forEach((word, w) => {
    bytes.setInt32(w * 4, word, true);
  });
  bits.forEach((word, w) => {
    bytes.setInt32((summary.length + w) * 4, word, true);
  });
  return Buffer.from(bytes.buffer).toString("base64");
}

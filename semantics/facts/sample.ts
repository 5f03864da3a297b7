/** From 0 up to, not including, 100: MurmurHash3 (32 bits, seed 0) of the value's UTF-8 bytes, over 2^32. */
export function sampleOf(value: string): number {
  return (murmur3(Buffer.from(value), 0) / 2 ** 32) * 100;
}

/** A whole number of 53 bits: few texts of a million have another's. */
export function longHashOf(value: string): number {
  const bytes = Buffer.from(value);
  return murmur3(bytes, 0) * 2 ** 21 + (murmur3(bytes, 1) >>> 11);
}

function murmur3(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tail = bytes.length & ~3;
  let hash = seed;
  for (let i = 0; i < tail; i += 4) {
    hash ^= mixed(view.getUint32(i, true));
    hash = Math.imul(rotated(hash, 13), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= tail; i--) rest = (rest << 8) | bytes[i]!;
  hash ^= mixed(rest) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(word: number): number {
  return Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

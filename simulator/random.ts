/** A repeatable source of numbers from 0 to below 1. */
export type Random = () => number;

/** The same parts give the same numbers (FNV-1a for the seed, mulberry32 for the sequence). */
export function seededRandom(...parts: readonly (string | number)[]): Random {
  let state = hash(parts.join("\u0000"));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** An identifier as providers make them: a prefix and letters and digits. */
export function randomId(random: Random, prefix: string, length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  let id = prefix;
  for (let index = 0; index < length; index += 1) id += letters[between(random, 0, letters.length - 1)];
  return id;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

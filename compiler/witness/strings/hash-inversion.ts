/**
 * Every step of MurmurHash3 (32 bits) can be undone, so that four bytes anywhere in a text, at a multiple of four, can
 * give it any hash at all. See semantics/facts/sample.ts for the way there.
 */

/** The word of four bytes, least first, between `before`, of 4 × n bytes, and `after`, so that all have this hash. */
export function wordBetween(before: Uint8Array, after: Uint8Array, hash: number): number {
  const reached = backward(after, before.length + 4 + after.length, hash);
  const mixed = unstep(reached) ^ forward(before);
  return Math.imul(rotated(Math.imul(mixed, inverse.second), 32 - 15), inverse.first);
}

const factor = { first: 0xcc9e2d51, second: 0x1b873593, step: 5, last: 0xc2b2ae35, lastButOne: 0x85ebca6b };
const added = 0xe6546b64;
const inverse = {
  first: inverseOf(factor.first),
  second: inverseOf(factor.second),
  step: inverseOf(factor.step),
  last: inverseOf(factor.last),
  lastButOne: inverseOf(factor.lastButOne),
};

/** The state behind whole words. */
function forward(bytes: Uint8Array): number {
  let state = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    state ^= mixedWord(wordAt(bytes, i));
    state = Math.imul(rotated(state, 13), factor.step) + added;
  }
  return state;
}

/** The state before `bytes`, which end a text of `length` bytes with this hash. */
function backward(bytes: Uint8Array, length: number, hash: number): number {
  let state = hash ^ (hash >>> 16);
  state = Math.imul(state, inverse.last);
  state ^= (state >>> 13) ^ (state >>> 26);
  state = Math.imul(state, inverse.lastButOne);
  state ^= state >>> 16;
  const tail = bytes.length & ~3;
  state ^= mixedWord(wordAt(bytes, tail)) ^ length;
  for (let i = tail - 4; i >= 0; i -= 4) state = unstep(state) ^ mixedWord(wordAt(bytes, i));
  return state;
}

function unstep(state: number): number {
  return rotated(Math.imul(state - added, inverse.step), 32 - 13);
}

/** Least byte first; what is missing counts as zero. */
function wordAt(bytes: Uint8Array, at: number): number {
  let word = 0;
  for (let i = 3; i >= 0; i--) word = (word << 8) | (bytes[at + i] ?? 0);
  return word;
}

function mixedWord(word: number): number {
  return Math.imul(rotated(Math.imul(word, factor.first), 15), factor.second);
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Modulo 2^32, of an odd number: each turn doubles the bits that are right, of which an odd number itself has three. */
function inverseOf(odd: number): number {
  let found = odd;
  for (let bits = 3; bits < 32; bits *= 2) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}

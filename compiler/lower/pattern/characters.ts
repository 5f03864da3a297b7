/** Sets of characters as sorted ranges of code points, both ends included. */

export type Characters = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

export const every: Characters = [[0, LAST]];
export const newlines: Characters = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
export const digits: Characters = [[0x30, 0x39]];
export const wordCharacters: Characters = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const spaces: Characters = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

export function single(code: number): Characters {
  return [[code, code]];
}

export function union(...sets: readonly Characters[]): Characters {
  const result: [number, number][] = [];
  for (const [from, to] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

export function complement(set: Characters): Characters {
  const result: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) result.push([next, from - 1]);
    next = to + 1;
  }
  return next <= LAST ? [...result, [next, LAST]] : result;
}

export function has(set: Characters, code: number): boolean {
  return set.some(([from, to]) => from <= code && code <= to);
}

/** Whether the set has characters beyond ASCII. */
export function isBeyondAscii(set: Characters): boolean {
  return set.some(([, to]) => to > 0x7f);
}

/**
 * With the characters that are the same but for case. Exact for ASCII; of any character beyond it all of them are taken
 * to be the same, and the two letters that some of them are, too.
 */
export function withCases(set: Characters, unicode: boolean): Characters {
  const letters = set.flatMap(([from, to]) => [shifted(from, to, 0x41, 32), shifted(from, to, 0x61, -32)].flat());
  const folded = union(set, letters);
  if (isBeyondAscii(set)) return union(folded, complement([[0, 0x7f]]), asciiOf("KkSs"));
  if (!unicode) return folded;
  const kelvin = has(folded, 0x6b) ? single(0x212a) : [];
  return union(folded, kelvin, has(folded, 0x73) ? single(0x17f) : []);
}

/** The part of [from, to] within the 26 letters from `first`, moved. */
function shifted(from: number, to: number, first: number, by: number): [number, number][] {
  const [low, high] = [Math.max(from, first), Math.min(to, first + 25)];
  return low <= high ? [[low + by, high + by]] : [];
}

function asciiOf(text: string): Characters {
  return [...text].map((character): [number, number] => [character.charCodeAt(0), character.charCodeAt(0)]);
}

/** The kind of each UTF-16 code unit, as the token estimator tells them apart. */

export const LOWER = 0;
export const UPPER = 1;
export const DIGIT = 2;
export const PUNCTUATION = 3;
export const BLANK = 4;
export const NEWLINE = 5;
/** From here on each unit counts alone: see `unitWeights`. */
const SYMBOL = 6;

/** Tokens per unit, for the classes that count alone, with the units of each. */
// biome-ignore format: a script per line
const scripts: readonly { weight: number; units: readonly (readonly [number, number])[] }[] = [
  // Symbols, emoji, and scripts that are not named below.
  { weight: 0.5, units: [] },
  // Latin letters with accents: each splits its word.
  { weight: 1.2, units: [[0xc0, 0x36f], [0x1e00, 0x1eff]] },
  // Greek and Cyrillic.
  { weight: 0.4, units: [[0x370, 0x52f], [0x1f00, 0x1fff]] },
  // Hebrew and Arabic.
  { weight: 0.45, units: [[0x590, 0x8ff], [0xfb1d, 0xfdff], [0xfe70, 0xfefc]] },
  // Scripts of India.
  { weight: 0.68, units: [[0x900, 0xdff]] },
  // Thai and Lao.
  { weight: 0.6, units: [[0xe00, 0xeff]] },
  // Hangul.
  { weight: 0.73, units: [[0x1100, 0x11ff], [0x3130, 0x318f], [0xac00, 0xd7af]] },
  // Han, and full-width forms.
  { weight: 0.8, units: [[0x2e80, 0x2fff], [0x3100, 0x312f], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0xff00, 0xffef]] },
  // Their punctuation, most of which joins its neighbours.
  { weight: 0.33, units: [[0x3000, 0x303f], [0xff01, 0xff0f], [0xff1a, 0xff20], [0xff3b, 0xff40], [0xff5b, 0xff65]] },
  // Kana.
  { weight: 0.66, units: [[0x3040, 0x30ff]] },
];

// biome-ignore format: a kind per line
const plain: readonly { kind: number; units: readonly (readonly [number, number])[] }[] = [
  { kind: PUNCTUATION, units: [[0x21, 0x7e], [0xa1, 0xbf], [0x2010, 0x205e]] },
  { kind: LOWER, units: [[0x61, 0x7a]] },
  { kind: UPPER, units: [[0x41, 0x5a]] },
  { kind: DIGIT, units: [[0x30, 0x39]] },
  { kind: BLANK, units: [[0x09, 0x09], [0x20, 0x20], [0xa0, 0xa0]] },
  { kind: NEWLINE, units: [[0x0a, 0x0d]] },
];

/** By code unit. */
export const characterClasses: Uint8Array = new Uint8Array(0x10000).fill(SYMBOL);

/** By class; zero for those that count in runs. */
export const unitWeights: Float64Array = new Float64Array(SYMBOL + scripts.length);

for (const [i, { weight, units }] of scripts.entries()) {
  unitWeights[SYMBOL + i] = weight;
  for (const [first, last] of units) characterClasses.fill(SYMBOL + i, first, last + 1);
}
for (const { kind, units } of plain) {
  for (const [first, last] of units) characterClasses.fill(kind, first, last + 1);
}

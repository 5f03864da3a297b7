/** The class of each UTF-16 code unit, as the token figures tell them apart. */

const ranges = {
  lower: [[0x61, 0x7a]],
  upper: [[0x41, 0x5a]],
  digit: [[0x30, 0x39]],
  punctuation: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  blank: [[0x20, 0x20]],
  newline: [
    [0x0a, 0x0a],
    [0x0d, 0x0d],
  ],
  tab: [[0x09, 0x09]],
  control: [
    [0x00, 0x08],
    [0x0b, 0x0c],
    [0x0e, 0x1f],
    [0x7f, 0x9f],
  ],
  /** Latin letters with accents. */
  accent: [
    [0xc0, 0x24f],
    [0x1e00, 0x1eff],
  ],
  /** Latin letters of Vietnamese. */
  vietnamese: [
    [0x1a0, 0x1a1],
    [0x1af, 0x1b0],
    [0x1ea0, 0x1ef9],
  ],
  phonetic: [[0x250, 0x36f]],
  greek: [[0x370, 0x3ff]],
  cyrillic: [[0x400, 0x45f]],
  hebrew: [[0x5d0, 0x5ea]],
  /** Vowel marks apart: few tokenizers know them. */
  arabic: [
    [0x600, 0x60f],
    [0x61b, 0x64a],
    [0x660, 0x66f],
    [0x671, 0x6d5],
    [0x6ee, 0x6ff],
  ],
  devanagari: [[0x900, 0x97f]],
  /** The other scripts of India. */
  indic: [[0x980, 0xd7f]],
  sinhala: [[0xd80, 0xdff]],
  thai: [[0xe00, 0xe7f]],
  /** Lao, Tibetan, Burmese, Khmer. */
  southeast: [
    [0xe80, 0x109f],
    [0x1780, 0x17ff],
  ],
  /** Armenian and Georgian. */
  caucasian: [
    [0x530, 0x58f],
    [0x10d0, 0x10ff],
  ],
  ethiopic: [[0x1200, 0x137f]],
  hangul: [[0xac00, 0xd7a3]],
  han: [[0x4e00, 0x9fff]],
  kana: [[0x3041, 0x30ff]],
  /** Punctuation of Chinese and Japanese, and full-width forms. */
  fullWidth: [
    [0x3001, 0x3040],
    [0xff00, 0xffef],
  ],
  typographic: [
    [0xa1, 0xbf],
    [0x2010, 0x2027],
    [0x2030, 0x205e],
  ],
  symbol: [[0x20a0, 0x2bff]],
  surrogate: [[0xd800, 0xdfff]],
  /** Whatever else takes two bytes in UTF-8. */
  twoBytes: [],
  /** And three. */
  threeBytes: [],
  /** Blanks that are not the usual one, and marks that are not seen. */
  otherBlank: [
    [0xa0, 0xa0],
    [0x2000, 0x200f],
    [0x2028, 0x202f],
    [0x3000, 0x3000],
  ],
} as const;

export type UnitClass = keyof typeof ranges;

/** A class is told by its place here. */
export const classes: readonly UnitClass[] = Object.keys(ranges) as UnitClass[];

/** By code unit, the place of its class in `classes`. */
export const classOfUnit: Uint8Array = new Uint8Array(0x10000)
  .fill(classes.indexOf("twoBytes"), 0x80, 0x800)
  .fill(classes.indexOf("threeBytes"), 0x800);

for (const [i, name] of classes.entries()) {
  for (const [first, last] of ranges[name]) classOfUnit.fill(i, first, last + 1);
}

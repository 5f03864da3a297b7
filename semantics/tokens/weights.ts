/**
 * What each feature of a text weighs, in hundredths of a token: expected, and upper for natural texts. How they were
 * fitted, and what they miss by, is told in docs/decisions/0007-token-estimate.md.
 */
export type Weight = readonly [expected: number, upper: number];

// biome-ignore format: a group per line
export const weights: Readonly<Record<string, Weight>> = {
  // The first letter of a word or of a part of one, by what stands before it.
  "lower after blank": [92, 226], "lower after punctuation": [45, 95], "lower after other": [75, 95],
  "lower after digit": [106, 149], "lower after capitals": [273, 305], "lower after accent": [95, 302],
  "upper after blank": [98, 218], "upper after punctuation": [39, 136], "upper after other": [119, 336],
  "upper after digit": [114, 114], "upper after lower": [89, 149], "upper after accent": [377, 377],
  // Each further letter.
  "letter 2 to 4": [3, 26], "letter 5 to 8": [1, 39], "letter from 9": [28, 108], "further capital": [12, 105],
  digit: [0, 95], "digit of three": [103, 45], "digit after blank": [97, 97], "other after blank": [0, 46],
  punctuation: [89, 105], "punctuation after blank": [118, 118], "further punctuation": [25, 105], "punctuation from 9": [85, 105],
  newline: [114, 166], "newline after punctuation": [25, 364], "further newline": [6, 105],
  "second blank": [66, 66], "further blank": [1, 7], tab: [96, 381], "further tab": [6, 14],
  control: [50, 105],
  // Of the other classes, each unit, and the first of a run besides.
  accent: [85, 85], phonetic: [128, 210], greek: [45, 86], cyrillic: [33, 105], hebrew: [41, 111], arabic: [45, 136],
  devanagari: [43, 133], indic: [31, 266], sinhala: [66, 294], thai: [37, 179], southeast: [75, 316],
  caucasian: [40, 313], hangul: [84, 106], han: [78, 160], kana: [59, 90], fullWidth: [43, 169],
  typographic: [143, 172], symbol: [100, 110], surrogate: [116, 236], twoBytes: [130, 248], threeBytes: [200, 367],
  otherBlank: [14, 315], vietnamese: [30, 180], ethiopic: [177, 313],
  "first accent": [0, 22], "first phonetic": [1, 53], "first greek": [0, 316], "first cyrillic": [17, 22],
  "first hebrew": [0, 22], "first arabic": [0, 22], "first devanagari": [0, 22], "first indic": [117, 316],
  "first sinhala": [5, 156], "first thai": [112, 81], "first southeast": [0, 22], "first caucasian": [40, 61],
  "first hangul": [0, 87], "first han": [10, 22], "first kana": [1, 22], "first fullWidth": [0, 316],
  "first typographic": [0, 92], "first symbol": [80, 316], "first surrogate": [0, 68], "first twoBytes": [0, 22],
  "first threeBytes": [50, 78], "first otherBlank": [0, 22], "first vietnamese": [0, 22],
  "first ethiopic": [72, 72],
};

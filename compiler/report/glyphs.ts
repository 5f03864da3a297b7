/** How a text takes up columns on a terminal: tabs, wide characters, and characters that a terminal would obey. */

export interface Glyph {
  /** Safe to print. */
  readonly text: string;
  /** UTF-16 offset in the line. */
  readonly start: number;
  /** First column, from 0. */
  readonly column: number;
  /** Columns. */
  readonly width: number;
}

const TAB = 4;
/** Made when it is first needed: that loads the rules of Unicode, and most checks have nothing to show. */
let graphemes: Intl.Segmenter | undefined;

/** The line as it is shown: tabs as spaces, control characters as pictures of themselves. */
export function glyphs(line: string): Glyph[] {
  const found: Glyph[] = [];
  let column = 0;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment, index } of graphemes.segment(line)) {
    const width = segment === "\t" ? TAB - (column % TAB) : widthOf(segment);
    found.push({ text: segment === "\t" ? " ".repeat(width) : printable(segment), start: index, column, width });
    column += width;
  }
  return found;
}

/** Without characters that would move the cursor, change colours or turn the direction of writing. */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => {
    const code = char.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : "�";
  });
}

/** C0, C1 and the bidirectional controls. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const wide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const empty = /^[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]+$/u;

function widthOf(grapheme: string): number {
  if (grapheme.length === 1 && grapheme.charCodeAt(0) < 0x300) return 1;
  if (empty.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

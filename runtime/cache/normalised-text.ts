/** Texts as the normalised tier compares them: what differs only in what changes no meaning is the same. */

/** UTF-16 units; in a longer text white space and case may well mean something. */
const LONGEST = 1_000;

/** Code, quotes and data, where each character counts. */
const VERBATIM = /[`"“”„«»<>{}[\]\\|=]|\n\s/u;

/** A word of capital letters, but for the English I, or one with capitals or signs inside: US is not us, and C++ is not C. */
const NAMED = /(?:^|[^\p{L}\p{N}])(?:\p{Lu}{2,}|(?!I)\p{Lu}(?![\p{L}\p{N}])|\p{L}*\p{Ll}\p{Lu}|\p{L}+[+#])/u;

/** The text itself where any of it may matter. */
export function normalisedText(text: string): string {
  if (text.length > LONGEST || VERBATIM.test(text) || NAMED.test(text)) return text;
  return text
    .normalize("NFKC")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\s.!?。！？…]+$/u, "")
    .toLowerCase();
}

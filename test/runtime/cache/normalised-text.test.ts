import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_NORMALISED, normalisedText } from "../../../runtime/cache/normalised-text.ts";

/** What two texts may not differ in, but for case and the width of characters. */
const essence = (text: string) =>
  (
    text
      .replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize("NFKC"))
      .normalize("NFC")
      .match(/[\p{L}\p{M}\p{N}]/gu) ?? []
  )
    .join("")
    .toLowerCase();

/** Made of what could be mistaken: words, marks, spaces of all kinds, figures of all scripts, and what cannot be seen. */
const pieces = fc.constantFrom(
  ...[
    "How",
    "how",
    "do",
    "I",
    "i",
    "Is",
    "US",
    "us",
    "Polish",
    "polish",
    "Turkey",
    "it",
    "It",
    "What",
    "5",
    "٥",
    "５",
    "²",
    "½",
    "Ⅷ",
    "①",
  ],
  ...[
    " ",
    "  ",
    "\t",
    "\u00a0",
    "\u3000",
    "\n",
    ".",
    "!",
    "?",
    "？",
    "!!",
    "...",
    "。",
    ",",
    ":",
    "'",
    "’",
    '"',
    "`",
    "=",
    "ﬁ",
    "é",
    "e\u0301",
  ],
  ...["\u200b", "\u200d", "\u202e", "\ufeff", "\u00ad", "C++", "C#", "怎么", "关", "K", "\u212a", "ß", "İ", "ı"],
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((all) => all.join("")),
  fc.string({ unit: "grapheme" }),
);

describe("the normalised form of a text", () => {
  test.each([
    ["How do I reset it?", "how do i reset it"],
    ["  How   do I reset it ??", "How do I reset it."],
    ["What is an orchid", "what is an orchid?"],
    ["Explain recursion!", "explain recursion"],
    ["Ｈow do I reset it？", "How do I reset it"],
    ["Where’s my order?", "Where's my order"],
    ["Wie groß ist er?", "wie groß ist er"],
    ["怎么重启路由器?", "怎么重启路由器？"],
  ])("is one for %j and %j", (one, other) => {
    expect(normalisedText(one)).toBe(normalisedText(other));
  });

  test.each([
    ["Where is the US?", "Where is the us?"],
    ["Turkey prices", "turkey prices"],
    ["May songs", "may songs"],
    ["What is C?", "What is c?"],
    ["What is C?", "What is C++?"],
    ["What is C#?", "What is C?"],
    ["What is 5!", "What is 5"],
    ["What is 5²?", "What is 52?"],
    ["What is 1½?", "What is 11/2?"],
    ["It is open.", "It is open?"],
    ["你们开门", "你们开门？"],
    ["Fix it: he go", "Fix it: he go."],
    ['Say "hello."', 'Say "hello"'],
    ["What is `a  b`?", "What is `a b`?"],
    ["Read this\nHow", "Read this\nhow"],
    ["What is a\u200bb?", "What is ab?"],
    ["Show \u202e321", "Show 321"],
    ["What is ٥?", "What is 5?"],
    ["What is it to WHO?", "What is it to who?"],
    ["Who is Rose?", "Who is rose?"],
  ])("is another for %j than for %j", (one, other) => {
    expect(normalisedText(one)).not.toBe(normalisedText(other));
  });

  test("of a long text is the text", () => {
    const long = `How do I ${"x".repeat(MOST_NORMALISED)}?`;
    expect(normalisedText(long)).toBe(long);
  });

  test("has a form of its own that is the same", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(normalisedText(normalisedText(text))).toBe(normalisedText(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test("has the letters and figures of the text, but for case", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(essence(normalisedText(text))).toBe(essence(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test("is another wherever one letter or figure of a text is another", () => {
    const differ = fc.tuple(texts, fc.nat(), fc.constantFrom("x", "7", "七", "é"));
    fc.assert(
      fc.property(differ, ([text, place, by]) => {
        const letters = [...text.matchAll(/[\p{L}\p{N}]/gu)];
        const at = letters[place % Math.max(1, letters.length)];
        fc.pre(at !== undefined && essence(at[0]) !== by);
        const edited = text.slice(0, at!.index) + by + text.slice(at!.index + at![0].length);
        expect(normalisedText(edited)).not.toBe(normalisedText(text));
      }),
      { numRuns: 3_000 },
    );
  });
});

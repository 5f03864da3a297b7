/**
 * The form of a text under which it is the same question: white space, the case of the word it begins with, and the mark it closes with.
 * What is kept under it is given without being measured, so that whatever might mean something else stays apart.
 */
import { isQuestionWord, opensSentence } from "./opening-words.ts";

/** Longer texts, in characters, are materials more often than questions. */
export const MOST_NORMALISED = 400;

/** Lines, quotes, what is given behind a colon, code and its signs, and what cannot be seen. */
const AS_IT_IS = /[\n\r:：;"'“”„‟«»‹›‘‚‛「」『』《》`=<>{}[\]|&^~\\_@#*$+/\p{Cf}\p{Cc}]|…|\.\./u;
/** Forms of the width of Chinese characters; other compatible forms mean something, as in 5². */
const WIDE = /[\u3000\uff01-\uff5e]/gu;

/** The text itself where any of it might matter; idempotent. Texts with one form have the same letters and figures, but for case. */
export function normalisedText(text: string): string {
  const narrow = text.trim().replace(WIDE, (wide) => wide.normalize("NFKC"));
  // The apostrophe of a word is no quote.
  const plain = narrow.replace(/(?<=\p{L})['’](?=\p{L})/gu, "").replaceAll("\t", " ");
  if (text.length > MOST_NORMALISED || AS_IT_IS.test(plain)) return text;
  const spaced = narrow.replaceAll("’", "'").normalize("NFC").replace(/\s+/gu, " ").trim();
  return withoutClosing(openedSmall(spaced)) || text;
}

/** `How do I` as `how do i`: only words that mean the same however they are written. */
function openedSmall(text: string): string {
  const [opening = ""] = /^\p{Lu}\p{Ll}*(?![\p{L}\p{N}'-])/u.exec(text) ?? [];
  const opened = opensSentence(opening.toLowerCase()) ? opening.toLowerCase() + text.slice(opening.length) : text;
  return opened.replace(
    /\b(do|did|can|could|should|would|must|am|have|may) I(?![\p{L}\p{N}'])/giu,
    (found) => `${found.slice(0, -1)}i`,
  );
}

/** A question without its mark is the same question where its first word says that it is one. 5! is not 5. */
function withoutClosing(text: string): string {
  const ended = text.replace(/\s*([.!?。]+)$/u, "$1");
  const [, said = "", marks = ""] = /^(.*?)([.!?。]*)$/su.exec(ended)!;
  if (marks === "" || (marks.includes("!") && !/\p{L}\p{L}$/u.test(said))) return ended;
  const isPlain =
    !marks.includes("?") || isQuestionWord(/^\p{L}+/u.exec(said)?.[0] ?? "") || /吗|怎么|什么|如何/u.test(said);
  return isPlain ? said : `${said}?`;
}

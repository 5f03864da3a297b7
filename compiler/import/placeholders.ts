/** Texts in the place of a key that are none: words for "none", and what documentation writes in its examples. */
import patterns from "./placeholders.json" with { type: "json" };

const words = new RegExp(patterns.words, "i");

/** Such as `sk-xxx`, `sk-***`, `sk-...`, `<your key>`, `YOUR_API_KEY`, `sk-1234`. */
const examples = new RegExp(patterns.examples, "i");

/** A name in capitals stands for the key that is meant: `ACCOUNT_1_KEY`. */
const named = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

export function isPlaceholder(text: string): boolean {
  return words.test(text) || examples.test(text) || named.test(text);
}

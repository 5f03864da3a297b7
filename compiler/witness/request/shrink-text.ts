import { textTokens } from "../../../semantics/tokens/text-tokens.ts";

/** A text as `isFine` allows, of `text` without what need not be there; a blank before a word saves tokens. */
export function shrinkText(text: string, isFine: (text: string) => boolean): string {
  let short = text;
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < short.length; ) {
      const without = short.slice(0, at) + short.slice(at + size);
      if (isFine(without)) short = without;
      else at += size;
    }
  }
  const behindBlank = ` ${short}`;
  return textTokens(behindBlank).expected < textTokens(short).expected && isFine(behindBlank) ? behindBlank : short;
}

/** A text without what does not change a label: case, white space, marks on both sides of it, and what ends a sentence. */
export function plainText(text: string): string {
  let plain = text.normalize("NFC").toLowerCase().replace(/\s+/gu, " ").trim();
  for (;;) {
    const inner = plain
      .replace(/[.。]+$|(?<=\p{L})[!！]+$/gu, "")
      .replace(/^(["'`]|\*\*?|__?)(.*)\1$|^[“„«](.*)[”“»]$/gsu, "$2$3");
    if (inner === plain) return plain;
    plain = inner;
  }
}

// The simulated tokenizer: short runs of letters with the space before them, single signs, single blanks. It agrees with
// no real tokenizer; it is linear, loses nothing, and the usage that the simulator reports is counted with it.

const piece = / ?[\p{L}\p{M}\p{N}]{1,8}| ?[^\s\p{L}\p{M}\p{N}]|\s/gu;

/** The tokens of a text; joined they are the text again. */
export function toTokens(text: string): string[] {
  return text.match(piece) ?? [];
}

export function countTokens(text: string): number {
  return text.match(piece)?.length ?? 0;
}

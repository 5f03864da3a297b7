/** A text in which `¦` marks the place of the cursor. */
export interface Marked {
  readonly text: string;
  readonly offset: number;
  /** From 0. */
  readonly line: number;
  readonly character: number;
}

export function marked(text: string): Marked {
  const offset = text.indexOf("¦");
  if (offset === -1) throw new Error("The text has no cursor.");
  const before = text.slice(0, offset).split("\n");
  return {
    text: text.slice(0, offset) + text.slice(offset + 1),
    offset,
    line: before.length - 1,
    character: before.at(-1)!.length,
  };
}

import type { Origin, SourceFile } from "../../source.ts";
import type { LiteralValue } from "../value.ts";

/**
 * The offset in the file of a place in a scalar's text, exact or `undefined`: a text with escapes has none, nor has what
 * stands in another file. For a value that came through aliases it is the place in the scalar itself.
 */
export function offsetInScalar(file: SourceFile, value: LiteralValue, index: number): number | undefined {
  const { span } = definition(value.origin);
  if (typeof value.value !== "string" || span.file !== file) return undefined;
  const [start, end] = content(file.text, span.start, span.end);
  if (visible(file.text.slice(start, end)) !== visible(value.value)) return undefined;
  return sameWord(file.text, start, value.value, index);
}

function definition(origin: Origin): Origin {
  let at = origin;
  while (at.from) at = at.from.origin;
  return at;
}

/** Without the quotes, or the line that begins a block. */
function content(text: string, start: number, end: number): [number, number] {
  const first = text[start];
  if (first === '"' || first === "'") return [start + 1, end - 1];
  if (first === "|" || first === ">") return [Math.min(end, text.indexOf("\n", start) + 1 || end), end];
  return [start, end];
}

/** Folding and indentation change nothing but white space, so the rest says which place is which. */
function visible(text: string): string {
  return text.replace(/\s/g, "");
}

/** Behind the last visible character before the index, or at the next one where the index begins a word. */
function sameWord(raw: string, start: number, text: string, index: number): number {
  const before = visible(text.slice(0, index)).length;
  const beginsWord = index === 0 || /\s/.test(text[index - 1] ?? "");
  const wanted = beginsWord && /\S/.test(text[index] ?? "") ? before + 1 : before;
  let at = start;
  for (let seen = 0; seen < wanted; at++) if (/\S/.test(raw[at] ?? "\0")) seen += 1;
  return wanted > before ? at - 1 : at;
}

import type { Origin, SourceFile } from "../../source.ts";
import type { LiteralValue } from "../value.ts";

/**
 * Places in a scalar's text → offsets in the file, exact or `undefined`: a text with escapes has none, nor has what
 * stands in another file. For a value that came through aliases it is the place in the scalar itself.
 */
export function offsetsInScalar(file: SourceFile, value: LiteralValue): (index: number) => number | undefined {
  const text = value.value;
  const { span } = definition(value.origin);
  if (typeof text !== "string" || span.file !== file) return () => undefined;
  const [start, end] = content(file.text, span.start, span.end);
  const raw = file.text.slice(start, end);
  if (raw === text) return (index) => start + index;
  if (visible(raw) !== visible(text)) return () => undefined;
  const offset = sameWords(raw, text);
  return (index) => start + offset(index);
}

/** One place: see `offsetsInScalar`. */
export function offsetInScalar(file: SourceFile, value: LiteralValue, index: number): number | undefined {
  return offsetsInScalar(file, value)(index);
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
function sameWords(raw: string, text: string): (index: number) => number {
  const places = visiblePlaces(raw);
  const before = new Uint32Array(text.length + 1);
  for (let index = 0; index < text.length; index++)
    before[index + 1] = before[index]! + (isVisible(text, index) ? 1 : 0);
  return (index) => {
    const count = before[Math.min(index, text.length)]!;
    const beginsWord = index === 0 || !isVisible(text, index - 1);
    if (beginsWord && isVisible(text, index)) return places[count]!;
    return count === 0 ? 0 : places[count - 1]! + 1;
  };
}

function visiblePlaces(text: string): number[] {
  const places: number[] = [];
  for (let index = 0; index < text.length; index++) if (isVisible(text, index)) places.push(index);
  return places;
}

function isVisible(text: string, index: number): boolean {
  return /\S/.test(text[index] ?? "");
}

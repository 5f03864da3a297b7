import type { SourceFile } from "../source.ts";

const known = new WeakMap<SourceFile, number[]>();

/** Index of the line that holds an offset, from 0. */
export function lineAt(file: SourceFile, offset: number): number {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** A line without its end, and the offset at which it begins. */
export function lineText(file: SourceFile, line: number): { start: number; text: string } {
  const starts = lineStarts(file);
  const start = starts[line] ?? file.text.length;
  const end = starts[line + 1] ?? file.text.length;
  return { start, text: file.text.slice(start, end).replace(/\r?\n$/, "") };
}

function lineStarts(file: SourceFile): number[] {
  let starts = known.get(file);
  if (!starts) {
    starts = [0];
    for (let at = file.text.indexOf("\n"); at !== -1; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
    known.set(file, starts);
  }
  return starts;
}

/** Source files and places in them. Offsets are UTF-16; line and column are computed when they are shown. */

export interface SourceFile {
  /** As the user named it, relative to where the compiler was started. */
  readonly name: string;
  readonly text: string;
}

export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a value was written, and how it came here: each step outwards is the use of a name or a call, so a complaint
 * about a threshold can point at the rule that uses it, the constant that defines it and the call that passed it on.
 */
export interface Origin {
  readonly span: Span;
  readonly from?: { readonly how: "name" | "call"; readonly origin: Origin };
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/** Line and column, both from 1. */
export function position(file: SourceFile, offset: number): { line: number; column: number } {
  const starts = lineStarts.get(file) ?? findLineStarts(file);
  let line = 0;
  for (let high = starts.length; line < high; ) {
    const middle = (line + high) >> 1;
    if (starts[middle]! <= offset) line = middle + 1;
    else high = middle;
  }
  return { line, column: offset - starts[line - 1]! + 1 };
}

function findLineStarts(file: SourceFile): readonly number[] {
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at !== -1; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  lineStarts.set(file, starts);
  return starts;
}

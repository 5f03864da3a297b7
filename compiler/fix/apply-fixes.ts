/** Applies the certain fixes of findings to the texts of their files. */
import type { Diagnostic, Edit, Fix } from "../diagnostics/define.ts";
import type { SourceFile, Span } from "../source.ts";

export interface AppliedFix {
  readonly title: string;
  readonly at: Span;
}

export interface FixedFile {
  readonly file: SourceFile;
  readonly text: string;
}

/**
 * Fixes are taken in the order of the findings; one that overlaps an earlier one, or reaches a file that may not be
 * changed, is left out as a whole. The same fix of two findings is made once.
 */
export function applyFixes(
  diagnostics: readonly Diagnostic[],
  mayChange: (file: SourceFile) => boolean,
): { files: FixedFile[]; applied: AppliedFix[] } {
  const taken = new Map<string, Edit[]>();
  const applied: AppliedFix[] = [];
  for (const { fix } of diagnostics) {
    if (!fix || fix.edits.length === 0 || isTaken(fix, taken)) continue;
    if (!fix.edits.every((edit) => mayChange(edit.span.file) && isFree(edit, taken))) continue;
    for (const edit of fix.edits) taken.set(edit.span.file.name, [...editsOf(edit, taken), edit]);
    applied.push({ title: fix.title, at: fix.edits[0]!.span });
  }
  return { files: [...taken.values()].map(fixedFile), applied };
}

function isTaken(fix: Fix, taken: ReadonlyMap<string, Edit[]>): boolean {
  return fix.edits.every((edit) =>
    editsOf(edit, taken).some(
      ({ span, text }) => span.start === edit.span.start && span.end === edit.span.end && text === edit.text,
    ),
  );
}

function isFree(edit: Edit, taken: ReadonlyMap<string, Edit[]>): boolean {
  return editsOf(edit, taken).every(({ span }) => edit.span.end <= span.start || span.end <= edit.span.start);
}

function editsOf({ span }: Edit, taken: ReadonlyMap<string, Edit[]>): Edit[] {
  return taken.get(span.file.name) ?? [];
}

function fixedFile(edits: readonly Edit[]): FixedFile {
  const { file } = edits[0]!.span;
  let text = file.text;
  for (const edit of edits.toSorted((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  }
  return { file, text };
}

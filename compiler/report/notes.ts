/** What stands below the lines of source: a request that shows the finding, what happens to it, the way out. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { folded } from "./folded.ts";
import { printable } from "./glyphs.ts";
import type { Replay } from "./replay-command.ts";
import { requestLines, traceLines } from "./shown-lines.ts";
import type { Row } from "./style.ts";

export interface NoteOptions {
  readonly replay?: Replay | undefined;
  /** Of the terminal, where there is one. */
  readonly columns?: number | undefined;
}

/** `gutter` is the width of the line numbers. */
export function noteRows(diagnostic: Diagnostic, options: NoteOptions, gutter: number): Row[] {
  const { help } = diagnostic;
  const { columns = Number.POSITIVE_INFINITY } = options;
  const further = exampleNotes(diagnostic, options, columns - gutter - INDENT.length);
  const notes = [...further, ...(help === undefined ? [] : [{ name: "help", text: help }])];
  return notes.flatMap((note) => rowsOf(note, " ".repeat(gutter), columns));
}

/** Of lines below a name, from the gutter. */
const INDENT = "     ";

interface Note {
  readonly name: string;
  /** Beside the name. */
  readonly text?: string;
  /** Below it, safe to print. */
  readonly lines?: readonly string[];
}

function exampleNotes(diagnostic: Diagnostic, { replay }: NoteOptions, width: number): Note[] {
  const { shown } = diagnostic;
  if (!shown) return [];
  const command = replay?.get(diagnostic);
  return [
    { name: "for example", lines: requestLines(shown.witness, width) },
    ...(shown.trace.length > 0 ? [{ name: "what happens", lines: traceLines(shown.trace) }] : []),
    ...(command === undefined ? [] : [{ name: "replay", text: command }]),
  ];
}

function rowsOf({ name, text, lines = [] }: Note, edge: string, columns: number): Row[] {
  const before = `${edge} = `;
  const [first = "", ...further] = folded(
    `${before}${name}:${text === undefined ? "" : ` ${printable(text)}`}`,
    columns,
  ).split("\n");
  const plain = [...further, ...lines.flatMap((line) => folded(`${edge}${INDENT}${line}`, columns).split("\n"))];
  return [
    [
      { text: before, style: "gutter" },
      { text: name, style: "strong" },
      { text: first.slice(before.length + name.length), style: "plain" },
    ],
    ...plain.map((line): Row => [{ text: line, style: "plain" }]),
  ];
}

/** What stands below the lines of source: a request that shows the finding, what happens to it, the way out. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { printable } from "./glyphs.ts";
import { type Replay, replayCommand } from "./replay-command.ts";
import { requestLines, traceLines } from "./shown-lines.ts";
import type { Row } from "./style.ts";

/** `gutter` is the width of the line numbers. */
export function noteRows(diagnostic: Diagnostic, replay: Replay | undefined, gutter: number): Row[] {
  const { help } = diagnostic;
  const notes = [...exampleNotes(diagnostic, replay), ...(help === undefined ? [] : [{ name: "help", text: help }])];
  return notes.flatMap((note) => rowsOf(note, " ".repeat(gutter)));
}

interface Note {
  readonly name: string;
  /** Beside the name. */
  readonly text?: string;
  /** Below it, safe to print. */
  readonly lines?: readonly string[];
}

function exampleNotes(diagnostic: Diagnostic, replay: Replay | undefined): Note[] {
  const { shown } = diagnostic;
  if (!shown) return [];
  const command = replay && replayCommand(diagnostic, replay);
  return [
    { name: "for example", lines: requestLines(shown.witness) },
    ...(shown.trace.length > 0 ? [{ name: "what happens", lines: traceLines(shown.trace) }] : []),
    ...(command === undefined ? [] : [{ name: "replay", text: command }]),
  ];
}

function rowsOf({ name, text, lines = [] }: Note, edge: string): Row[] {
  return [
    [
      { text: `${edge} = `, style: "gutter" },
      { text: name, style: "strong" },
      { text: text === undefined ? ":" : `: ${printable(text)}`, style: "plain" },
    ],
    ...lines.map((line): Row => [{ text: `${edge}     ${line}`, style: "plain" }]),
  ];
}

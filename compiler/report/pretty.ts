/** Findings for people: what is wrong, where, with the lines that it is about. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { position, type SourceFile } from "../source.ts";
import { folded } from "./folded.ts";
import { type FrameMark, frame, lastLine } from "./frame.ts";
import { printable } from "./glyphs.ts";
import { type NoteOptions, noteRows } from "./notes.ts";
import type { Replay } from "./replay-command.ts";
import { type Row, write } from "./style.ts";

export interface PrettyOptions {
  readonly colours?: boolean;
  /** Of the terminal, where there is one. */
  readonly columns?: number | undefined;
  /** Where the requests that show findings were written, if they were. */
  readonly replay?: Replay | undefined;
}

/** Ends with a line such as `2 errors, 1 warning; 1 can be mended by --fix`; empty when there are no findings. */
export function pretty(diagnostics: readonly Diagnostic[], options: PrettyOptions = {}): string {
  if (diagnostics.length === 0) return "";
  const blocks = diagnostics.map((diagnostic) => prettyFinding(diagnostic, options));
  const mendable = diagnostics.filter(({ fix }) => fix).length;
  const mend = mendable > 0 ? `; ${mendable} can be mended by \`pointsman check --fix\`` : "";
  const keep = !options.replay && diagnostics.some(({ shown }) => shown) ? `\n${KEEP}` : "";
  const end = folded(summary(diagnostics) + mend + keep, options.columns ?? Number.POSITIVE_INFINITY);
  return `${[...blocks, end].join("\n\n")}\n`;
}

/** One finding, without a line end. */
export function prettyFinding(diagnostic: Diagnostic, { colours = false, ...options }: PrettyOptions = {}): string {
  return write(rowsOf(diagnostic, options), colours);
}

const KEEP = "`pointsman check --witnesses <folder>` writes the requests to files, which `pointsman decide` replays";

/** `2 errors, 1 warning` */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const parts = [counted(errors, "error"), counted(diagnostics.length - errors, "warning")];
  return parts.filter((part) => part !== "").join(", ") || "no findings";
}

function counted(count: number, noun: string): string {
  if (count === 0) return "";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Places shown of one finding; a long chain of calls has more than anybody reads. */
const MAX_MARKS = 10;

function rowsOf(diagnostic: Diagnostic, options: NoteOptions): Row[] {
  const { columns = Number.POSITIVE_INFINITY } = options;
  const marks = marksOf(diagnostic).slice(0, MAX_MARKS);
  const gutter = String(lastLine(marks)).length;
  const rows = headRows(diagnostic, columns);
  const head = rows.length;
  for (const [file, inFile] of Map.groupBy(marks, ({ span }) => span.file)) {
    rows.push(place(file, inFile, gutter, rows.length === head), ...frame(file, inFile, gutter, columns));
  }
  const hidden = diagnostic.labels.length + 1 - MAX_MARKS;
  if (hidden > 0) rows.push([{ text: `${" ".repeat(gutter)} ... and ${hidden} further places`, style: "gutter" }]);
  const notes = noteRows(diagnostic, options, gutter);
  if (notes.length > 0 && marks.length > 0) rows.push([{ text: `${" ".repeat(gutter)} |`, style: "gutter" }]);
  return [...rows, ...notes];
}

function headRows({ severity, code, message }: Diagnostic, columns: number): Row[] {
  const name = `${severity}[${code}]`;
  const [first = "", ...further] = folded(`${name}: ${printable(message)}`, columns).split("\n");
  return [
    [
      { text: name, style: severity },
      { text: first.slice(name.length), style: "strong" },
    ],
    ...further.map((line): Row => [{ text: line, style: "strong" }]),
  ];
}

/** The primary mark first: its file is shown first. */
function marksOf({ span, labels, severity }: Diagnostic): FrameMark[] {
  const further = labels.map((label): FrameMark => ({ ...label, text: printable(label.text), style: "secondary" }));
  return span ? [{ span, text: "", style: severity }, ...further] : further;
}

function place(file: SourceFile, marks: readonly FrameMark[], gutter: number, first: boolean): Row {
  const { line, column } = position(file, marks[0]?.span.start ?? 0);
  return [
    { text: `${" ".repeat(gutter)}${first ? "-->" : ":::"} `, style: "gutter" },
    { text: `${printable(file.name)}:${line}:${column}`, style: "plain" },
  ];
}

/** What is wrong with text that is no YAML, in words that show the way out. */
import type { YAMLParseError } from "yaml";

/** Offsets in the text. */
export interface Slip {
  readonly problem: string;
  readonly help?: string;
  readonly start: number;
  readonly end: number;
}

export function explainSlip(text: string, error: Pick<YAMLParseError, "code" | "message" | "pos">): Slip {
  const { code, message } = error;
  const [start, end] = error.pos;
  if (code === "RESOURCE_EXHAUSTION") return { problem: "the file is nested too deeply", start, end };
  const isIndent = code === "BAD_INDENT" || /same column|without - indicator/i.test(message);
  const misplaced = isIndent && indented(text, start);
  if (misplaced) return misplaced;
  const unquoted =
    quotable.has(code) || /at node end/.test(message)
      ? unquotedBefore(text, start, end, code === "BLOCK_AS_IMPLICIT_KEY")
      : undefined;
  if (unquoted) return unquoted;
  const help = Object.hasOwn(helpFor, code) ? { help: helpFor[code]! } : {};
  return { problem: message.charAt(0).toLowerCase() + message.slice(1), ...help, start, end };
}

const helpFor: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: "A text with `: ` in it must be quoted.",
  BAD_SCALAR_START: "Quote the text.",
  TAB_AS_INDENT: "Indent with spaces.",
};

/** What a text leads to that holds `: `, brackets or the like and is not quoted. */
const quotable: ReadonlySet<string> = new Set([
  "BLOCK_IN_FLOW",
  "BLOCK_AS_IMPLICIT_KEY",
  "BAD_SCALAR_START",
  "UNEXPECTED_TOKEN",
]);

interface Level {
  /** Columns, from 0. */
  readonly column: number;
  /** What stands there. */
  readonly key: string;
}

/** A line that stands beside none of those around it; undefined where it does. */
function indented(text: string, at: number): Slip | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const lineEnd = (text.indexOf("\n", at) + 1 || text.length + 1) - 1;
  const line = text.slice(lineStart, lineEnd);
  const column = line.length - line.trimStart().length;
  const levels = levelsAbove(text.slice(0, lineStart));
  if (levels.some((level) => level.column === column)) return undefined;
  const before = levels.findLast((level) => level.column < column);
  const behind = levels.find((level) => level.column > column);
  const places = [before, behind].flatMap((level) => (level ? `by ${level.column}, beside \`${level.key}\`` : []));
  const help = places.length > 0 ? { help: `Indent it ${places.join(", or ")}.` } : {};
  const problem = `this line is indented by ${column} ${column === 1 ? "space" : "spaces"}, and nothing before it is`;
  return { problem, ...help, start: lineStart + column, end: lineEnd };
}

/** The lines that are still open above, from the left: a `- ` opens a level for its dash, and one for what is behind it. */
function levelsAbove(text: string): Level[] {
  const levels: Level[] = [];
  for (const line of text.split("\n")) {
    const [, indent = "", dash = "", rest = ""] = /^( *)((?:- +)*)([^#\s].*)?$/.exec(line) ?? [];
    if (rest === "" && dash === "") continue;
    while (levels.length > 0 && levels.at(-1)!.column >= indent.length) levels.pop();
    const key = /^[^:{[]{1,40}:/.exec(rest)?.[0] ?? rest.slice(0, 20);
    if (dash !== "") levels.push({ column: indent.length, key: `- ${key}` });
    if (/^[^:{["']+:( |$)/.test(rest)) levels.push({ column: indent.length + dash.length, key });
  }
  return levels;
}

/** The value of a key that should have been quoted, from its first character to where the reader stumbled. */
function unquotedBefore(text: string, start: number, end: number, isBlock: boolean): Slip | undefined {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = (text.indexOf("\n", start) + 1 || text.length + 1) - 1;
  const line = text.slice(lineStart, lineEnd);
  const values = [...line.matchAll(/(?:^|[{,-]) *([A-Za-z_]\w*): +(?=[^\s"'[{|>&*])/g)];
  const value = values.findLast(({ index, 0: whole }) => lineStart + index + whole.length <= start);
  const from = value && lineStart + value.index + value[0].length;
  if (!value || from === undefined) return undefined;
  const key = value[1]!;
  const written = text.slice(from, lineEnd);
  const why = isBlock || / \? .* : /.test(written) || /: /.test(text.slice(from, end)) ? "`: `" : "brackets";
  if (key === "use" && / \? /.test(written)) {
    const help = "Write a rule for each: what serves a request is chosen by rules, and not by an expression.";
    return { problem: "`use` names what serves, and takes no `?:`", help, start: from, end: Math.max(end, from + 1) };
  }
  return {
    problem: `a text with ${why} in it must be quoted here`,
    help: `Quote all of it: \`${key}: '…'\`.`,
    start: from,
    end: Math.max(end, from + 1),
  };
}

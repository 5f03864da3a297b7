/** Texts for terminals that are narrower than their lines. */

/** Columns below which nothing is folded: there would be a word to a line. */
const NARROWEST = 20;

/** Lines that are longer than `columns` go on below, indented as they began; words are never cut. */
export function folded(text: string, columns: number): string {
  if (columns < NARROWEST) return text;
  return text
    .split("\n")
    .flatMap((line) => (line.length <= columns ? [line] : foldedLine(line, columns)))
    .join("\n");
}

function foldedLine(line: string, columns: number): string[] {
  const indent = " ".repeat(hangOf(line, columns));
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = breakOf(rest, indent.length, columns);
    if (at === undefined) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = indent + rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** Below the second column of a list, where that leaves room; else a little further in than the line. */
function hangOf(line: string, columns: number): number {
  const second = /^\s*\S+(?: \S+)*\s{2,}(?=\S)/.exec(line)?.[0].length ?? 0;
  const first = /^\s*(?:[-*] |\d+\. )?/.exec(line)![0].length;
  if (second > 0) return second <= columns / 2 ? second : Math.min(first + 4, columns / 2);
  return Math.min(first, Math.floor(columns / 2));
}

/** The last place within the columns where a word begins; the first one behind them where there is none. */
function breakOf(line: string, indent: number, columns: number): number | undefined {
  const space = line.lastIndexOf(" ", columns);
  if (space > indent) return space + 1;
  const next = line.indexOf(" ", Math.max(columns, indent));
  return next === -1 ? undefined : next + 1;
}

/** What a page prints, beside what was printed: a line `…` stands for any lines, `…` in a line for any text of that line. */

/** Undefined where they agree; else the first line of the page that is not there. */
export function difference(shown: string, printed: string): string | undefined {
  const lines = trimmed(printed);
  let at = 0;
  let mayPass = false;
  for (const [i, line] of trimmed(shown).entries()) {
    if (line.trim() === "…") {
      mayPass = true;
      continue;
    }
    const found = lines.findIndex((candidate, j) => j >= at && isLike(line, candidate));
    if (found < 0 || (found > at && !mayPass))
      return `line ${i + 1}: ${line}\nprinted there: ${lines[at] ?? "nothing"}`;
    at = found + 1;
    mayPass = false;
  }
  return at < lines.length && !mayPass ? `printed and not shown: ${lines[at]}` : undefined;
}

function trimmed(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

function isLike(shown: string, printed: string): boolean {
  const pattern = shown.split("…").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`).test(printed);
}

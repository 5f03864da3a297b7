import type { Diagnostic } from "../diagnostics/define.ts";

/** What to type in a shell, for findings whose request was written to a file. */
export type Replay = ReadonlyMap<Diagnostic, string>;

/** `policy` is the file that was checked, as the user named it, and `file` the one with the request. */
export function replayCommand(policy: string, file: string): string {
  return `pointsman decide ${word(policy)} --request ${word(file)}`;
}

function word(path: string): string {
  return /^[\w./:@%+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
